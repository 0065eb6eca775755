import type { Cents } from '@baixa/core';
import type { ScoredTerms } from './cycle-result.ts';
import type { Measure } from './measure.ts';
import { type CycleScore, scoreCycle } from './score.ts';

/** What a cycle counted, and the value of its services. */
export interface CountedCycle {
  cycle: number;
  measure: Measure;
  measuredValueCents: Cents;
}

/** Scores cycles, oldest first, by the same terms: each has those before it as the history of its termination watch. */
export function scoreCycles(terms: ScoredTerms, cycles: readonly CountedCycle[]): CycleScore[] {
  const scores: CycleScore[] = [];
  for (const each of cycles) scores.push(scoreCycle({ ...terms, ...each, history: [...scores] }));
  return scores;
}
