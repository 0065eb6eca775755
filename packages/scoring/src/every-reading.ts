import { measureOf } from './measure.ts';
import { scoringProfile } from './profile.ts';
import type { Readings } from './readings.ts';
import type { ScoringRules } from './rules.ts';
import { type CycleScore, type CycleToScore, scoreCycle } from './score.ts';

/** A cycle's score under one reading. */
export interface ReadingScore {
  /** `contract`, or the one reading that differs from it: `weights: figura4`. */
  reading: string;
  score: CycleScore;
}

/**
 * Scores a cycle as its contract has it, and beside it once for each reading of the score that could be changed, one
 * at a time: how much each ambiguity is worth in IRG and R$.
 *
 * `payment term: 0 days` takes out the accounts that paid on days 68 to 72, which the measure counts apart; they remain
 * collected, in the same cycle. Readings that move facts to other cycles or decide them otherwise (`demandBasis`,
 * `demandGraceDays`, those of collection cases) cannot be told from a cycle's measure. The termination watch needs a
 * history of the same reading and is left to the contract's own.
 */
export function scoreUnderEveryReading(input: CycleToScore): ReadingScore[] {
  const { history: _, ...once } = input;
  const { profile } = input;
  const { readings, alternatives = [] } = profile;
  const withReading = (reading: string, changed: Partial<Readings>, of: string | ScoringRules = profile) => ({
    reading,
    score: scoreCycle({ ...once, profile: scoringProfile(of, { ...readings, ...changed }) }),
  });
  const isapAtLimit = readings.isapAtLimit === 'value' ? 'full' : 'value';
  const bandComparison = readings.bandComparison === 'exact' ? 'rounded' : 'exact';
  const nothingToMeasure = readings.nothingToMeasure === 'scores-100' ? 'left-out' : 'scores-100';
  const { measure } = input;
  const withoutTerm = measureOf({
    ...measure,
    recovered: measure.recovered - measure.recoveredInTerm,
    recoveredInTerm: 0,
  });
  return [
    { reading: 'contract', score: scoreCycle(input) },
    ...alternatives.map((other) => withReading(`weights: ${other}`, {}, other)),
    withReading(`ISAP at its limit: ${isapAtLimit}`, { isapAtLimit }),
    withReading(`bands compare: ${bandComparison}`, { bandComparison }),
    withReading(`nothing to measure: ${nothingToMeasure}`, { nothingToMeasure }),
    { reading: 'payment term: 0 days', score: scoreCycle({ ...once, measure: withoutTerm }) },
  ];
}
