import { invariant } from '@baixa/core';

/** Services of one type. */
export interface ServiceCount {
  demanded: number;
  /** Of the demanded ones. */
  executed: number;
}

/**
 * What a cycle is scored by: a vector of whole counts. Measures form a commutative group under `addMeasures`, so a
 * cycle's tally is the sum of its facts in any order, and an adjustment is the new fact less the old one. Counts of
 * an adjustment may be negative.
 *
 * Always in canonical form (types sorted, those without a count left out): equal measures are equal as JSON.
 */
export interface Measure {
  /** NSAP: services finished on time. */
  finishedOnTime: number;
  /** NTSA: deadline cycles that the finished services took. */
  finishedCycles: number;
  /** Collection cases decided. */
  collected: number;
  /** Of them, recovered. */
  recovered: number;
  /** Of the recovered, those paid in the payment term (days 68 to 72). */
  recoveredInTerm: number;
  services: Record<string, ServiceCount>;
}

const COUNTS = ['finishedOnTime', 'finishedCycles', 'collected', 'recovered', 'recoveredInTerm'] as const;

/** The measure of nothing; the group's zero. */
export function emptyMeasure(): Measure {
  return measureOf({});
}

/** A measure with the given counts, the others 0. */
export function measureOf(counts: Partial<Measure>): Measure {
  return addMeasures({ ...ZERO, ...counts }, ZERO);
}

/** @throws when a count is no whole number that a sum keeps exactly */
export function addMeasures(a: Measure, b: Measure): Measure {
  return combine(a, b, 1);
}

/** What must be added to `b` to have `a`. */
export function subtractMeasures(a: Measure, b: Measure): Measure {
  return combine(a, b, -1);
}

/** The sum of any number of measures. */
export function sumMeasures(measures: Iterable<Measure>): Measure {
  let sum = emptyMeasure();
  for (const measure of measures) sum = addMeasures(sum, measure);
  return sum;
}

/** True for the group's zero: a fact that says nothing. */
export function isEmptyMeasure(measure: Measure): boolean {
  const { services } = measureOf(measure);
  return COUNTS.every((count) => measure[count] === 0) && Object.keys(services).length === 0;
}

const NO_SERVICES: ServiceCount = { demanded: 0, executed: 0 };

const ZERO: Measure = {
  finishedOnTime: 0,
  finishedCycles: 0,
  collected: 0,
  recovered: 0,
  recoveredInTerm: 0,
  services: {},
};

function combine(a: Measure, b: Measure, sign: 1 | -1): Measure {
  const plus = (left: number, right: number) => whole(left + sign * right);
  return {
    finishedOnTime: plus(a.finishedOnTime, b.finishedOnTime),
    finishedCycles: plus(a.finishedCycles, b.finishedCycles),
    collected: plus(a.collected, b.collected),
    recovered: plus(a.recovered, b.recovered),
    recoveredInTerm: plus(a.recoveredInTerm, b.recoveredInTerm),
    services: combineServices(a.services, b.services, plus),
  };
}

function combineServices(
  a: Measure['services'],
  b: Measure['services'],
  plus: (left: number, right: number) => number,
): Measure['services'] {
  // Own keys only: a service type may be called like a property that every object has.
  const of = (services: Measure['services'], type: string) =>
    Object.hasOwn(services, type) ? (services[type] as ServiceCount) : NO_SERVICES;
  const [own, others] = [Object.keys(a), Object.keys(b)];
  if (own.length === 0 && others.length === 0) return {};
  const types = [...new Set([...own, ...others])].sort();
  const counts = types.map((type) => {
    const [left, right] = [of(a, type), of(b, type)];
    return [
      type,
      {
        demanded: plus(left.demanded, right.demanded),
        executed: plus(left.executed, right.executed),
      },
    ] as const;
  });
  return Object.fromEntries(counts.filter(([, { demanded, executed }]) => demanded !== 0 || executed !== 0));
}

function whole(count: number): number {
  invariant(Number.isSafeInteger(count), 'a measure counts in whole numbers');
  // Minus zero is a zero of its own to JSON's readers and to tests.
  return count === 0 ? 0 : count;
}
