import type { CivilDate } from '@baixa/core';
import { type Contract, collectionTermsOf } from '@baixa/profile';
import { type Fact, factsOfCase } from '@baixa/scoring';
import { assessCase } from './case.ts';
import type { DebtState } from './debt.ts';
import type { StoredCase } from './ports.ts';
import { collectedDebt, type Owed } from './stratum.ts';
import { caseWindow } from './window.ts';

/**
 * The facts of a case made again on a day from what was done for it, what it collects and how that stands. One that
 * nobody decided yet is looked at as of its last day at most: a close decides it, in its night.
 */
export function caseFactsAgain(
  contract: Contract,
  found: StoredCase,
  debts: readonly DebtState[],
  owed: readonly Owed[],
  today: CivilDate,
): Fact[] {
  const { receivables, noticeGeneratedOn, assessment } = found;
  if (receivables.length === 0) return [];
  const terms = collectionTermsOf(contract)(noticeGeneratedOn);
  const { termEndsOn } = caseWindow(noticeGeneratedOn, terms);
  const isDecided = assessment !== undefined && assessment.status !== 'open';
  const again = assessCase(found, debts, terms, isDecided || today < termEndsOn ? today : termEndsOn);
  return factsOfCase(again, collectedDebt(found, owed, again, terms));
}
