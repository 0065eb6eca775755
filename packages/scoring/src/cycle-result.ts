import { type Cents, type CivilDate, canonicalJson, invariant, sha256Of } from '@baixa/core';
import type { Targets } from './indicators.ts';
import { type Measure, MeasureSum, sumMeasures } from './measure.ts';
import { type ScoringProfile, scoringProfile } from './profile.ts';
import type { Readings } from './readings.ts';
import type { ScoringRules } from './rules.ts';
import { type CycleScore, scoreCycle } from './score.ts';
import { cellsOf, newStrata, type StratumCell, type StratumRow, totalOf } from './strata.ts';

/** What a closed cycle took over for an earlier one: facts that became known after that one was closed. */
export interface Adjustment {
  correctsCycle: number;
  measure: Measure;
}

/** What the accounts of a cycle owed and what of it was recovered, in centavos of face value. */
export interface Debt {
  collectedCents: Cents;
  recoveredCents: Cents;
}

/** What one shard of a contract's bookings adds up to. */
export interface ShardTally {
  shard: number;
  bookings: number;
  /** Adjustments included. */
  measure: Measure;
  debt: Debt;
  adjustments: Adjustment[];
  /** Adjustments included. */
  strata: StratumRow[];
}

/** What of a shard's tally the score needs. The strata, which may be many, stay in the ledger. */
export type ShardTotals = Omit<ShardTally, 'strata'>;

/** By what a cycle is scored. A result carries it, so that what a contract says later changes no result of before. */
export interface ScoredTerms {
  profile: ScoringProfile;
  targets: Targets;
}

/** The result of a measurement cycle: committed once, never changed. It holds no instant of its making. */
export interface CycleResult {
  contract: string;
  cycle: number;
  from: CivilDate;
  to: CivilDate;
  bookings: number;
  /** This and what follows is not in the results of before strata were kept. */
  debt?: Debt;
  terms?: ScoredTerms;
  /** SHA-256 of the terms as canonical JSON: cycles of one hash were scored by the same rules. */
  termsSha256?: string;
  /** SHA-256 of the lines of the cycle's manifest above that of the result: all that it was counted from. */
  inputsSha256?: string;
  adjustments: Adjustment[];
  score: CycleScore;
}

/** What a contract says about its scores. */
export interface ScoringTerms extends Readings {
  id: string;
  /** Its own rules, or the name of those that ship. */
  profile: string | ScoringRules;
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

/** What the score of a contract's cycles goes by. */
export function termsOf({ profile, targets, criticality, ...readings }: ScoringTerms): ScoredTerms {
  return { profile: scoringProfile(profile, readingsOf(readings)), targets: { ...targets, criticality } };
}

/** What of a booking counts. */
export interface Counted {
  measure: Measure;
  strata?: StratumCell[];
  correctsCycle?: number;
}

/** Adds up the bookings of one shard in one cycle as they come, and keeps none of them. */
export function newTally(shard: number) {
  let count = 0;
  const sum = new MeasureSum();
  const strata = newStrata();
  const adjustments = new Map<number, MeasureSum>();
  return {
    add(booking: Counted): void {
      const { measure, correctsCycle } = booking;
      count += 1;
      sum.add(measure);
      for (const cell of cellsOf(booking)) strata.addCell(cell);
      if (correctsCycle !== undefined) addTo(adjustments, correctsCycle, measure);
    },
    tally(): ShardTally {
      const rows = strata.rows();
      const { collectedCents, recoveredCents } = totalOf(rows, 'lastAction');
      return {
        shard,
        bookings: count,
        measure: sum.measure(),
        debt: { collectedCents, recoveredCents },
        adjustments: sortedAdjustments(adjustments),
        strata: rows,
      };
    },
  };
}

/** Adds up the bookings of one shard in one cycle. */
export function tallyShard(shard: number, bookings: Iterable<Counted>): ShardTally {
  const sum = newTally(shard);
  for (const booking of bookings) sum.add(booking);
  return sum.tally();
}

/** What a cycle's result is made of. */
export interface CycleToClose extends Pick<CycleResult, 'contract' | 'cycle' | 'from' | 'to'> {
  terms: ScoredTerms;
  measuredValueCents: Cents;
  /** Of all shards, in any order. */
  tallies: ShardTotals[];
  inputsSha256: string;
  /** The results before it. */
  history: readonly CycleResult[];
}

/**
 * The result of a cycle from the tallies of all its shards and the results before it. Pure: the same tallies, in any
 * order, give the same result to the byte.
 */
export function cycleResult(input: CycleToClose): CycleResult {
  const { contract, cycle, from, to, terms, measuredValueCents, tallies, inputsSha256, history } = input;
  invariant(new Set(tallies.map(({ shard }) => shard)).size === tallies.length, 'each shard is tallied once');
  const adjustments = new Map<number, MeasureSum>();
  for (const { correctsCycle, measure } of tallies.flatMap((tally) => tally.adjustments))
    addTo(adjustments, correctsCycle, measure);
  const sumOf = (part: (tally: ShardTotals) => number) =>
    tallies.reduce((sum, tally) => sum + part(tally), 0);
  const debt = {
    collectedCents: sumOf((tally) => tally.debt.collectedCents),
    recoveredCents: sumOf((tally) => tally.debt.recoveredCents),
  };
  return {
    contract,
    cycle,
    from,
    to,
    bookings: sumOf(({ bookings }) => bookings),
    debt,
    terms,
    termsSha256: sha256Of(canonicalJson(terms)),
    inputsSha256,
    adjustments: sortedAdjustments(adjustments),
    score: scoreCycle({
      ...terms,
      cycle,
      measure: sumMeasures(tallies.map((tally) => tally.measure)),
      measuredValueCents,
      history: history.map(({ score }) => score).filter((score) => score.cycle < cycle),
    }),
  };
}

function addTo(adjustments: Map<number, MeasureSum>, correctsCycle: number, measure: Measure): void {
  const sum = adjustments.get(correctsCycle) ?? new MeasureSum();
  sum.add(measure);
  adjustments.set(correctsCycle, sum);
}

function sortedAdjustments(adjustments: Map<number, MeasureSum>): Adjustment[] {
  return [...adjustments]
    .map(([correctsCycle, sum]) => ({ correctsCycle, measure: sum.measure() }))
    .sort((a, b) => a.correctsCycle - b.correctsCycle);
}
