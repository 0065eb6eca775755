import { addDays, type CivilDate, daysBetween } from '@baixa/core';
import { type CollectionAction, isExecuted } from './action.ts';
import { deadlineOf, ladderStep } from './ladder.ts';
import { type CollectionParameters, REFERENCE_COLLECTION } from './parameters.ts';
import { caseWindow } from './window.ts';

/** How an action stood against its deadline. */
export interface ActionDelay {
  type: CollectionAction['type'];
  generatedOn: CivilDate;
  deadlineOn: CivilDate;
  executedOn?: CivilDate;
  /** Days after the deadline, 0 when on time. An action still open is late up to the day of the question. */
  lateDays: number;
}

/** The days left for extra actions at the contractor's expense; without days there are no dates. */
export type ExtraPeriod = { days: 0 } | { days: number; from: CivilDate; to: CivilDate };

export interface LadderDelays {
  actions: ActionDelay[];
  totalLateDays: number;
  extra: ExtraPeriod;
}

/**
 * The delays of a case's actions as they stood on `on`, and what they leave of the extra actions.
 *
 * Executing on the deadline day is on time, and early work earns no credit: it makes up for no delay and lengthens no
 * period. Cancelled actions have no delay, and extra actions take none from themselves.
 *
 * The extra actions are the window's last 10 days, less every day of delay, never below 0. They never begin before
 * the review is executed: where an action was generated later than the rule says, nobody is late and yet the window
 * ends when it ends.
 */
export function ladderDelays(
  noticeGeneratedOn: CivilDate,
  actions: readonly CollectionAction[],
  on: CivilDate,
  parameters: Pick<CollectionParameters, 'windowDays' | 'paymentTermDays'> = REFERENCE_COLLECTION,
): LadderDelays {
  const timed = actions.filter(({ type, status }) => type !== 'extra-actions' && status !== 'cancelled');
  const delays = timed.map((action) => delayOf(action, on));
  const totalLateDays = delays.reduce((sum, { lateDays }) => sum + lateDays, 0);
  const { windowEndsOn } = caseWindow(noticeGeneratedOn, parameters);
  const reviewedOn = delays.findLast(({ type }) => type === 'cut-off-review')?.executedOn;
  return { actions: delays, totalLateDays, extra: extraPeriod(totalLateDays, windowEndsOn, reviewedOn) };
}

function delayOf(action: CollectionAction, on: CivilDate): ActionDelay {
  const { type, generatedOn, deadlineOn = deadlineOf(type, generatedOn) } = action;
  const executedOn = isExecuted(action, on) ? action.executedOn : undefined;
  const lateDays = Math.max(0, daysBetween(deadlineOn, executedOn ?? on));
  return { type, generatedOn, deadlineOn, ...(executedOn === undefined ? {} : { executedOn }), lateDays };
}

function extraPeriod(lateDays: number, to: CivilDate, reviewedOn: CivilDate | undefined): ExtraPeriod {
  const granted = Math.max(0, ladderStep('extra-actions').deadlineDays - lateDays);
  const free = reviewedOn === undefined ? granted : daysBetween(reviewedOn, to);
  const days = Math.max(0, Math.min(granted, free));
  return days === 0 ? { days } : { days, from: addDays(to, 1 - days), to };
}
