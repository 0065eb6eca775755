import { type Problem, problem } from '@baixa/core';
import Fraction from 'fraction.js';
import type { Measure } from './measure.ts';
import type { Exact } from './percent.ts';
import type { Indicator } from './rules.ts';

/** What a contract aims at. Exact numbers: 92.5, `'92.5'` or `'185/2'`. */
export interface Targets {
  /** Target of the accounts recovered, in percent of those collected, above 0. */
  mrep: Exact;
  /** Target of the services executed, in percent of those demanded, above 0. */
  msex: Exact;
  /** The weight of every type of service in the PSEX, each above 0. */
  criticality: Record<string, Exact>;
}

/** The values obtained, in percent; undefined where there was nothing to measure. */
export type Obtained = Record<Indicator, Fraction | undefined>;

/** ISAP = NSAP / NTSA × 100: services finished on time over the deadline cycles that the finished ones took. */
export function isapOf({ finishedOnTime, finishedCycles }: Measure): Fraction | undefined {
  return finishedCycles > 0 ? new Fraction(finishedOnTime, finishedCycles).mul(100) : undefined;
}

/** PMCR: the percentage of the collected accounts that were recovered. */
export function pmcrOf({ collected, recovered }: Measure): Fraction | undefined {
  return collected > 0 ? new Fraction(recovered, collected).mul(100) : undefined;
}

/** IECO = PMCR / MREP × 100. */
export function iecoOf(measure: Measure, { mrep }: Targets): Fraction | undefined {
  return pmcrOf(measure)?.div(mrep).mul(100);
}

/** What a type of service adds to the PSEX. */
export interface ServiceShare {
  type: string;
  demanded: number;
  executed: number;
  /** Executed over demanded; 1 where nothing was demanded. */
  share: Fraction;
  criticality: Fraction;
}

/** All the contract's types of service by name, a table keeping no order of its own, with what each adds to the PSEX. */
export function serviceShares({ services }: Measure, { criticality }: Targets): ServiceShare[] {
  const counts = new Map(Object.entries(services));
  const types = Object.entries(criticality).sort(([a], [b]) => (a < b ? -1 : 1));
  return types.map(([type, weight]) => {
    const { demanded, executed } = counts.get(type) ?? { demanded: 0, executed: 0 };
    const share = demanded > 0 ? new Fraction(executed, demanded) : new Fraction(1);
    return { type, demanded, executed, share, criticality: new Fraction(weight) };
  });
}

/**
 * PSEX: the mean, over all the contract's types of service weighted by criticality, of the percentage of the demanded
 * services that were executed. A type without demand counts as 100 %; when none had any, there is nothing to measure.
 */
export function psexOf(measure: Measure, targets: Targets): Fraction | undefined {
  const shares = serviceShares(measure, targets);
  if (!shares.some(({ demanded }) => demanded > 0)) return undefined;
  const sum = (part: (each: ServiceShare) => Fraction) =>
    shares.reduce((total, each) => total.add(part(each)), new Fraction(0));
  return sum(({ share, criticality }) => share.mul(criticality))
    .div(sum(({ criticality }) => criticality))
    .mul(100);
}

/** IXEC = PSEX / MSEX × 100. */
export function ixecOf(measure: Measure, targets: Targets): Fraction | undefined {
  return psexOf(measure, targets)?.div(targets.msex).mul(100);
}

/** The three values obtained in a cycle. */
export function indicatorsOf(measure: Measure, targets: Targets): Obtained {
  return { isap: isapOf(measure), ieco: iecoOf(measure, targets), ixec: ixecOf(measure, targets) };
}

/**
 * What keeps a measure from being scored against its targets: a target or a criticality that is not a number above 0,
 * and a type of service that has no criticality. Nothing is wrong when the list is empty.
 */
export function checkTargets(targets: Targets, measure: Measure): Problem[] {
  const numbers = [
    ['mrep', targets.mrep] as const,
    ['msex', targets.msex] as const,
    ...Object.entries(targets.criticality).map(([type, weight]) => [`criticality.${type}`, weight] as const),
  ];
  const wrong = numbers
    .filter(([, value]) => !isPositive(value))
    .map(([path]) =>
      problem('scoring.target-not-positive', { path }, 'A target or criticality must be a number above 0.'),
    );
  const unknown = Object.keys(measure.services)
    .filter((type) => !Object.hasOwn(targets.criticality, type))
    .map((type) =>
      problem(
        'scoring.criticality-missing',
        { path: `criticality.${type}` },
        `The contract gives no criticality for services of type ${type}.`,
        'Add the type to the contract, or correct the service orders.',
      ),
    );
  return [...wrong, ...unknown];
}

function isPositive(value: Exact): boolean {
  try {
    return new Fraction(value).compare(0) > 0;
  } catch {
    return false;
  }
}
