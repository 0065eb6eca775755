import { invariant } from '@baixa/core';

/** Services of one type. */
export interface ServiceCount {
  demanded: number;
  /** Of the demanded ones. */
  executed: number;
}

/**
 * What a cycle is scored by: a vector of whole counts. Measures form a commutative group under `sumMeasures`, so a
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
  return canonical({ ...ZERO, ...counts });
}

/** What must be added to `b` to have `a`. */
export function subtractMeasures(a: Measure, b: Measure): Measure {
  const sum = new MeasureSum();
  sum.add(a);
  sum.add(b, -1);
  return sum.measure();
}

/** The sum of any number of measures. */
export function sumMeasures(measures: Iterable<Measure>): Measure {
  const sum = new MeasureSum();
  for (const measure of measures) sum.add(measure);
  return sum.measure();
}

/** Adds up measures one by one, without making one in between: a cycle has millions of them. */
export class MeasureSum {
  readonly #sum = emptyMeasure();
  readonly #services = new Map<string, ServiceCount>();

  add(measure: Measure, sign: 1 | -1 = 1): void {
    const sum = this.#sum;
    sum.finishedOnTime += sign * measure.finishedOnTime;
    sum.finishedCycles += sign * measure.finishedCycles;
    sum.collected += sign * measure.collected;
    sum.recovered += sign * measure.recovered;
    sum.recoveredInTerm += sign * measure.recoveredInTerm;
    for (const type of Object.keys(measure.services))
      this.#addService(type, measure.services[type] as ServiceCount, sign);
  }

  #addService(type: string, { demanded, executed }: ServiceCount, sign: 1 | -1): void {
    const sum = this.#services.get(type);
    if (sum === undefined) {
      this.#services.set(type, { demanded: sign * demanded, executed: sign * executed });
      return;
    }
    sum.demanded += sign * demanded;
    sum.executed += sign * executed;
  }

  /** @throws when a count is no whole number that a sum keeps exactly */
  measure(): Measure {
    return canonical({ ...this.#sum, services: Object.fromEntries(this.#services) });
  }
}

/** True for the group's zero: a fact that says nothing. */
export function isEmptyMeasure(measure: Measure): boolean {
  const { services } = measureOf(measure);
  return COUNTS.every((count) => measure[count] === 0) && Object.keys(services).length === 0;
}

const ZERO: Measure = {
  finishedOnTime: 0,
  finishedCycles: 0,
  collected: 0,
  recovered: 0,
  recoveredInTerm: 0,
  services: {},
};

function canonical(measure: Measure): Measure {
  return {
    finishedOnTime: whole(measure.finishedOnTime),
    finishedCycles: whole(measure.finishedCycles),
    collected: whole(measure.collected),
    recovered: whole(measure.recovered),
    recoveredInTerm: whole(measure.recoveredInTerm),
    services: canonicalServices(measure.services),
  };
}

function canonicalServices(services: Measure['services']): Measure['services'] {
  const types = Object.keys(services);
  if (types.length === 0) return {};
  const counts: [type: string, ServiceCount][] = [];
  for (const type of types.length === 1 ? types : types.sort()) {
    const { demanded, executed } = services[type] as ServiceCount;
    if (demanded !== 0 || executed !== 0)
      counts.push([type, { demanded: whole(demanded), executed: whole(executed) }]);
  }
  return Object.fromEntries(counts);
}

function whole(count: number): number {
  invariant(Number.isSafeInteger(count), 'a measure counts in whole numbers');
  // Minus zero is a zero of its own to JSON's readers and to tests.
  return count === 0 ? 0 : count;
}
