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
  rule: 'three-running' | 'four-of-five';
  /** The cycles below the minimum, each with its value and that minimum, in percent. */
  evidence: { cycle: number; value: Figure; minimum: number }[];
}

/** The watch begins with this cycle; cycle 4 counts in it, the cycles before have no minimum. */
const FIRST_WATCHED = 5;

/**
 * Whether the cycle `cycle` ends three running cycles, or five of which four, below the minimum of their phases.
 * Cycles that the history lacks are not below it. Three running are told before four of five.
 */
export function watchTermination(
  profile: ScoringProfile,
  history: readonly WatchedCycle[],
  cycle: number,
): TerminationAlert | undefined {
  if (cycle < FIRST_WATCHED) return undefined;
  const byCycle = new Map(history.map((each) => [each.cycle, each]));
  const belowAmongLast = (count: number) =>
    Array.from({ length: count }, (_, index) => cycle - count + 1 + index)
      .map((number) => byCycle.get(number))
      .flatMap((each) => (each ? belowMinimum(profile, each) : []));
  const three = belowAmongLast(3);
  if (three.length === 3) return { cycle, rule: 'three-running', evidence: three };
  const five = belowAmongLast(5);
  return five.length >= 4 ? { cycle, rule: 'four-of-five', evidence: five } : undefined;
}

/** The evidence of one cycle, or nothing when it reached its minimum or has none. */
function belowMinimum(profile: ScoringProfile, watched: WatchedCycle): TerminationAlert['evidence'] {
  const minimum = phaseOf(profile, watched.cycle).clamp?.min;
  if (minimum === undefined) return [];
  const atFloor = profile.readings.minimumComparedWith === 'irg-at-floor';
  const value = atFloor ? watched.irg : watched.meanBeforeBands;
  const order = new Fraction(value.exact).compare(minimum);
  const below = atFloor ? order <= 0 : order < 0;
  return below ? [{ cycle: watched.cycle, value, minimum }] : [];
}
