import type { Cents } from '@baixa/core';
import type { EntryOutcome } from './outcome.ts';
import type { Outcome } from './receivable.ts';

/** The figures of a file or a part of it, in centavos: in − out = applied + unapplied. */
export interface FileSums {
  entries: number;
  inCents: Cents;
  outCents: Cents;
  appliedCents: Cents;
  unappliedCents: Cents;
  toldBeforeCents: Cents;
  outcomes: Partial<Record<Outcome, number>>;
}

/** The figures of a file but its outcomes. */
export const FIGURES = [
  'entries',
  'inCents',
  'outCents',
  'appliedCents',
  'unappliedCents',
  'toldBeforeCents',
] as const;

export const NO_SUMS: FileSums = {
  entries: 0,
  inCents: 0,
  outCents: 0,
  appliedCents: 0,
  unappliedCents: 0,
  toldBeforeCents: 0,
  outcomes: {},
};

/** Adds figures up; an outcome that is left with no entry vanishes. */
export function addSums(...all: FileSums[]): FileSums {
  const total: FileSums = { ...NO_SUMS, outcomes: {} };
  for (const sums of all) {
    for (const figure of FIGURES) total[figure] += sums[figure];
    for (const [outcome, count] of Object.entries(sums.outcomes) as [Outcome, number][])
      total.outcomes[outcome] = (total.outcomes[outcome] ?? 0) + count;
  }
  for (const outcome of Object.keys(total.outcomes) as Outcome[])
    if (total.outcomes[outcome] === 0) delete total.outcomes[outcome];
  return total;
}

/** Adds up the outcomes of some entries. What was undone counts against what it had been. */
export function sumOutcomes(outcomes: EntryOutcome[]): FileSums {
  const sums: FileSums = { ...NO_SUMS, outcomes: {} };
  for (const { outcome, toldBefore, movedCents, appliedCents, unappliedCents, instead } of outcomes) {
    sums.outcomes[outcome] = (sums.outcomes[outcome] ?? 0) + 1;
    if (instead === undefined) sums.entries += 1;
    else {
      sums.outcomes[instead.outcome] = (sums.outcomes[instead.outcome] ?? 0) - 1;
      if (instead.toldBefore === true) sums.toldBeforeCents -= Math.abs(instead.movedCents);
    }
    if (outcome === 'undone') {
      // What came in is less by it, and what went out: nothing of it moved at the bank.
      if (movedCents < 0) sums.inCents += movedCents;
      else sums.outCents -= movedCents;
      sums.appliedCents += appliedCents;
      sums.unappliedCents += unappliedCents;
      continue;
    }
    if (toldBefore === true) {
      sums.toldBeforeCents += Math.abs(movedCents);
      continue;
    }
    if (movedCents > 0) sums.inCents += movedCents;
    else sums.outCents -= movedCents;
    sums.appliedCents += appliedCents;
    sums.unappliedCents += unappliedCents;
  }
  return sums;
}
