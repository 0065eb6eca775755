import Fraction from 'fraction.js';
import type { Figure } from './percent.ts';
import { phaseOf, type ScoringProfile } from './profile.ts';

/** What the watch needs to know of a closed cycle; a `CycleScore` has it. */
export interface WatchedCycle {
  /** Numbered from 1. */
  cycle: number;
  /** The weighted mean of the values obtained. */
  meanBeforeBands: Figure;
  irg: Figure;
}

/** The minimum was missed so often that the utility may terminate the contract. Nobody does it but people. */
export interface TerminationAlert {
  cycle: number;
  /** The profile's name of the rule: `three-running`, `four-of-five`. */
  rule: string;
  /** The cycles below the minimum, each with its value and that minimum, in percent. */
  evidence: { cycle: number; value: Figure; minimum: number }[];
}

/**
 * Whether the cycle `cycle` ends so many running cycles of which so many are below the minimum of their phases, as one
 * of the profile's rules has it. Cycles that the history lacks are not below it. The first rule that holds is told.
 */
export function watchTermination(
  profile: ScoringProfile,
  history: readonly WatchedCycle[],
  cycle: number,
): TerminationAlert | undefined {
  const { termination } = profile;
  if (termination === undefined || cycle < termination.fromCycle) return undefined;
  const byCycle = new Map(history.map((each) => [each.cycle, each]));
  const belowAmongLast = (count: number) =>
    Array.from({ length: count }, (_, index) => cycle - count + 1 + index)
      .map((number) => byCycle.get(number))
      .flatMap((each) => (each ? belowMinimum(profile, each) : []));
  for (const { name, below, of } of termination.rules) {
    const evidence = belowAmongLast(of);
    if (evidence.length >= below) return { cycle, rule: name, evidence };
  }
  return undefined;
}

/** The evidence of one cycle, or nothing when it reached its minimum or has none. */
function belowMinimum(profile: ScoringProfile, watched: WatchedCycle): TerminationAlert['evidence'] {
  const { value, minimum, isBelow } = againstMinimum(profile, watched);
  return minimum !== undefined && isBelow ? [{ cycle: watched.cycle, value, minimum }] : [];
}

/** What of a cycle is held against the minimum of its phase, and how it stands; a phase may have none. */
export function againstMinimum(
  profile: ScoringProfile,
  watched: WatchedCycle,
): { value: Figure; minimum: number | undefined; isBelow: boolean } {
  const { clamp, minimum = clamp?.min } = phaseOf(profile, watched.cycle);
  const atFloor = profile.readings.minimumComparedWith === 'irg-at-floor';
  const value = atFloor ? watched.irg : watched.meanBeforeBands;
  const order = minimum === undefined ? 1 : new Fraction(value.exact).compare(minimum);
  return { value, minimum, isBelow: atFloor ? order <= 0 : order < 0 };
}
