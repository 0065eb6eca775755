import type { CollectedDebt, Stratum } from '@baixa/scoring';
import type { Receivable } from '@baixa/settlement';
import { type CollectionAction, isExecuted } from './action.ts';
import { type CaseAssessment, type CollectionCase, isBefore } from './case.ts';
import type { CollectionParameters } from './parameters.ts';

/** What of a receivable says how much is collected, and where. */
export type Owed = Pick<Receivable, 'id' | 'dueOn' | 'faceCents' | 'strata'>;

/**
 * What a case collects, where its account belongs, and the last action before the payment. The debt is the face value, so that a reversal or a late charge moves no account from one amount to another.
 */
export function collectedDebt(
  { actions }: Pick<CollectionCase, 'actions'>,
  receivables: readonly Owed[],
  assessment: CaseAssessment,
  parameters: CollectionParameters,
): CollectedDebt {
  const stratum: Stratum = placeOf(receivables);
  const last = lastAction(actions, assessment, parameters);
  if (last !== undefined) stratum.lastAction = last.type;
  return { stratum, faceCents: receivables.reduce((sum, { faceCents }) => sum + faceCents, 0) };
}

/** Where an account belongs, as the oldest of its receivables tells it; what that one does not tell, by the next. */
export function placeOf(receivables: readonly Owed[]): Omit<Stratum, 'lastAction'> {
  const place: Omit<Stratum, 'lastAction'> = {};
  const byAge = receivables.toSorted((a, b) => (a.dueOn + a.id < b.dueOn + b.id ? -1 : 1));
  for (const dimension of ['municipality', 'district', 'tariffCategory'] as const) {
    const told = byAge.find(({ strata }) => strata?.[dimension] !== undefined)?.strata?.[dimension];
    if (told !== undefined) place[dimension] = told;
  }
  return place;
}

/** The last action that was executed before the payment, or by the end of the term where there was none. */
function lastAction(
  actions: readonly CollectionAction[],
  { paidOn, countsOn }: CaseAssessment,
  parameters: CollectionParameters,
): CollectionAction | undefined {
  const until = paidOn !== undefined && paidOn < countsOn ? paidOn : countsOn;
  const executed = actions.filter((action) =>
    paidOn === until ? isBefore(action, until, parameters) : isExecuted(action, until),
  );
  // Of one day's the one that was generated later: that of the higher rung.
  const order = ({ executedOn = '', generatedOn, type }: CollectionAction) =>
    `${executedOn} ${generatedOn} ${type}`;
  return executed.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).at(-1);
}
