import { type Cents, type CivilDate, invariant } from '@baixa/core';
import { addMeasures, emptyMeasure, type Measure } from './measure.ts';
import { type ProfileName, scoringProfile } from './profile.ts';
import type { Readings } from './readings.ts';
import { type CycleScore, scoreCycle } from './score.ts';

/** What a closed cycle took over for an earlier one: facts that became known after that one was closed. */
export interface Adjustment {
  correctsCycle: number;
  measure: Measure;
}

/** What one shard of a contract's bookings adds up to. */
export interface ShardTally {
  shard: number;
  bookings: number;
  /** Adjustments included. */
  measure: Measure;
  adjustments: Adjustment[];
}

/** The result of a measurement cycle: committed once, never changed. It holds no instant of its making. */
export interface CycleResult {
  contract: string;
  cycle: number;
  from: CivilDate;
  to: CivilDate;
  bookings: number;
  adjustments: Adjustment[];
  score: CycleScore;
}

/** What a contract says about its scores. */
export interface ScoringTerms extends Readings {
  id: string;
  profile: ProfileName;
  targets: { mrep: string; msex: string };
  criticality: Record<string, number>;
  measuredValueCents: Cents;
}

/** The readings of a contract, without the rest of it. */
export function readingsOf(terms: Readings): Readings {
  const { isapAtLimit, bandComparison, nothingToMeasure, demandBasis, demandGraceDays, minimumComparedWith } =
    terms;
  return { isapAtLimit, bandComparison, nothingToMeasure, demandBasis, demandGraceDays, minimumComparedWith };
}

/** Adds up the bookings of one shard in one cycle. */
export function tallyShard(
  shard: number,
  bookings: Iterable<{ measure: Measure; correctsCycle?: number }>,
): ShardTally {
  const tally: ShardTally = { shard, bookings: 0, measure: emptyMeasure(), adjustments: [] };
  const adjustments = new Map<number, Measure>();
  for (const { measure, correctsCycle } of bookings) {
    tally.bookings += 1;
    tally.measure = addMeasures(tally.measure, measure);
    if (correctsCycle !== undefined)
      adjustments.set(correctsCycle, addMeasures(adjustments.get(correctsCycle) ?? emptyMeasure(), measure));
  }
  return { ...tally, adjustments: sortedAdjustments(adjustments) };
}

/**
 * The result of a cycle from the tallies of all its shards and the results before it. Pure: the same tallies, in any
 * order, give the same result to the byte.
 */
export function cycleResult(
  terms: ScoringTerms,
  { cycle, from, to }: Pick<CycleResult, 'cycle' | 'from' | 'to'>,
  tallies: ShardTally[],
  history: CycleResult[],
): CycleResult {
  invariant(new Set(tallies.map(({ shard }) => shard)).size === tallies.length, 'each shard is tallied once');
  const adjustments = new Map<number, Measure>();
  for (const { correctsCycle, measure } of tallies.flatMap((tally) => tally.adjustments))
    adjustments.set(correctsCycle, addMeasures(adjustments.get(correctsCycle) ?? emptyMeasure(), measure));
  return {
    contract: terms.id,
    cycle,
    from,
    to,
    bookings: tallies.reduce((sum, { bookings }) => sum + bookings, 0),
    adjustments: sortedAdjustments(adjustments),
    score: scoreCycle({
      profile: scoringProfile(terms.profile, readingsOf(terms)),
      targets: { ...terms.targets, criticality: terms.criticality },
      cycle,
      measure: tallies.map(({ measure }) => measure).reduce(addMeasures, emptyMeasure()),
      measuredValueCents: terms.measuredValueCents,
      history: history.map(({ score }) => score).filter((score) => score.cycle < cycle),
    }),
  };
}

function sortedAdjustments(adjustments: Map<number, Measure>): Adjustment[] {
  return [...adjustments]
    .map(([correctsCycle, measure]) => ({ correctsCycle, measure }))
    .sort((a, b) => a.correctsCycle - b.correctsCycle);
}
