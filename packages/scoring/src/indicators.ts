import { type Problem, problem } from '@baixa/core';
import Fraction from 'fraction.js';
import type { Measure } from './measure.ts';
import type { Exact } from './percent.ts';
import type { Indicator } from './profile.ts';

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

/** IECO = PMCR / MREP × 100, PMCR being the percentage of the collected accounts that were recovered. */
export function iecoOf({ collected, recovered }: Measure, { mrep }: Targets): Fraction | undefined {
  return collected > 0 ? new Fraction(recovered, collected).mul(100).div(mrep).mul(100) : undefined;
}

/**
 * IXEC = PSEX / MSEX × 100. PSEX is the mean, over all the contract's types of service weighted by criticality, of
 * the percentage of the demanded services that were executed. A type without demand counts as 100 %; when none had
 * any, there is nothing to measure.
 */
export function ixecOf({ services }: Measure, { msex, criticality }: Targets): Fraction | undefined {
  const counts = new Map(Object.entries(services));
  let [executed, weights, measured] = [new Fraction(0), new Fraction(0), false];
  for (const [type, weight] of Object.entries(criticality)) {
    const count = counts.get(type);
    const share =
      count && count.demanded > 0 ? new Fraction(count.executed, count.demanded) : new Fraction(1);
    measured ||= count !== undefined && count.demanded > 0;
    executed = executed.add(share.mul(weight));
    weights = weights.add(weight);
  }
  return measured ? executed.div(weights).mul(100).div(msex).mul(100) : undefined;
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
