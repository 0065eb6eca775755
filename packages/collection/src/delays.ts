import { addDays, type CivilDate, daysBetween } from '@baixa/core';
import type { Ladder } from '@baixa/profile';
import { type ActionOutcome, type CollectionAction, isEnded } from './action.ts';
import { extraStep, stepOf } from './ladder.ts';
import { type CollectionParameters, REFERENCE_COLLECTION } from './parameters.ts';
import { caseWindow } from './window.ts';

/** How an action stood against its deadline. */
export interface ActionDelay {
  type: CollectionAction['type'];
  generatedOn: CivilDate;
  deadlineOn: CivilDate;
  executedOn?: CivilDate;
  outcome?: ActionOutcome;
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
 * period. An action that is found to be impossible has no delay from that day on, cancelled ones have none, and extra
 * actions take none from themselves.
 *
 * The extra actions are the window's last days, less every day of delay, never below 0. They never begin before the
 * action they follow is executed: where an action was generated later than the rule says, nobody is late and yet the
 * window ends when it ends.
 */
export function ladderDelays(
  noticeGeneratedOn: CivilDate,
  actions: readonly CollectionAction[],
  on: CivilDate,
  parameters: Pick<CollectionParameters, 'windowDays' | 'paymentTermDays' | 'ladder'> = REFERENCE_COLLECTION,
): LadderDelays {
  const { ladder } = parameters;
  const extra = extraStep(ladder);
  const delays = actions
    .filter(({ type, status }) => type !== extra?.type && status !== 'cancelled')
    .map((action) => delayOf(ladder, action, on));
  const totalLateDays = delays.reduce((sum, { lateDays }) => sum + lateDays, 0);
  const { windowEndsOn } = caseWindow(noticeGeneratedOn, parameters);
  const followed = delays.findLast(({ type }) => type === extra?.follows?.type)?.executedOn;
  const beginsOn = followed && addDays(followed, 1 + (extra?.follows?.days ?? 0));
  return {
    actions: delays,
    totalLateDays,
    extra: extraPeriod((extra?.deadlineDays ?? 0) - totalLateDays, windowEndsOn, beginsOn),
  };
}

function delayOf(ladder: Ladder, action: CollectionAction, on: CivilDate): ActionDelay {
  const { type, generatedOn, outcome } = action;
  const executedOn = isEnded(action, on) ? action.executedOn : undefined;
  const step = stepOf(ladder, type);
  // One that is no rung of the ladder any more is not late, unless it brought its own deadline.
  const deadlineOn =
    action.deadlineOn ?? (step ? addDays(generatedOn, step.deadlineDays) : (executedOn ?? on));
  return {
    type,
    generatedOn,
    deadlineOn,
    ...(executedOn === undefined ? {} : { executedOn, ...(outcome === undefined ? {} : { outcome }) }),
    lateDays: Math.max(0, daysBetween(deadlineOn, executedOn ?? on)),
  };
}

function extraPeriod(granted: number, to: CivilDate, beginsOn: CivilDate | undefined): ExtraPeriod {
  const free = beginsOn === undefined ? granted : daysBetween(beginsOn, to) + 1;
  const days = Math.max(0, Math.min(granted, free));
  return days === 0 ? { days } : { days, from: addDays(to, 1 - days), to };
}
