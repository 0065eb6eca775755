import { addDays, type CivilDate } from '@baixa/core';
import { type CollectionAction, HORIZON } from './contract.ts';
import type { Random } from './random.ts';

/** Days from an action's generation to its deadline. */
const DEADLINE_DAYS: Record<CollectionAction['type'], number> = {
  'debt-notice': 7,
  negotiation: 5,
  'cut-off': 7,
  'cut-off-review': 6,
  extra: 10,
};

/**
 * The ladder of one case: the notice on day 0; the cut-off is generated 30 days after its delivery; the review 7 days
 * after the cut-off. Some are executed a day or two late. What the payment overtakes is cancelled, and nothing is
 * generated after it; only the notice is delivered even so.
 */
export function ladderActions(
  random: Random,
  account: string,
  noticeOn: CivilDate,
  paidOnDay: number | undefined,
): CollectionAction[] {
  const paidOn = paidOnDay === undefined ? undefined : addDays(noticeOn, paidOnDay);
  const actions: CollectionAction[] = [];
  /** Adds an action and gives the day it was executed, where it was. */
  const add = (
    type: CollectionAction['type'],
    generatedOn: CivilDate,
    days: number,
  ): CivilDate | undefined => {
    if (generatedOn > HORIZON || (paidOn !== undefined && generatedOn >= paidOn)) return undefined;
    const executedOn = addDays(generatedOn, days);
    const overtaken = type !== 'debt-notice' && paidOn !== undefined && executedOn >= paidOn;
    const done = !overtaken && executedOn <= HORIZON;
    actions.push({
      kind: 'collection-action',
      id: '',
      account,
      type,
      generatedOn,
      deadlineOn: addDays(generatedOn, DEADLINE_DAYS[type]),
      ...(done ? { executedOn } : {}),
      status: done ? 'done' : overtaken ? 'cancelled' : 'open',
    });
    return done ? executedOn : undefined;
  };
  const delivered = add('debt-notice', noticeOn, random.chance(15) ? random.int(8, 9) : random.int(4, 7));
  if (random.chance(25)) add('negotiation', addDays(noticeOn, 12), random.int(1, 5));
  const cutOff = delivered && add('cut-off', addDays(delivered, 30), random.int(3, 9));
  const review = cutOff && add('cut-off-review', addDays(cutOff, 7), random.int(2, 8));
  if (review) add('extra', addDays(review, 1), random.int(1, 8));
  return actions;
}
