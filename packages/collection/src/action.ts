import type { CivilDate } from '@baixa/core';

/** How an action ended that was done and did not simply succeed. */
export const ACTION_OUTCOMES = ['agreed', 'refused', 'impossible'] as const;
export type ActionOutcome = (typeof ACTION_OUTCOMES)[number];

/** One thing the contractor does, or has to do, to collect an account's debt. */
export interface CollectionAction {
  /** An action of the contract's ladder. */
  type: string;
  generatedOn: CivilDate;
  /** The last day on time. Absent: the ladder's days after `generatedOn`. */
  deadlineOn?: CivilDate;
  /** The day it was delivered, negotiated, cut off or reviewed, or found to be impossible. */
  executedOn?: CivilDate;
  status: 'open' | 'done' | 'cancelled';
  /**
   * `agreed`: the customer agreed to pay. `refused`: the customer was reached and refused, which is an action all the
   * same. `impossible`: it could not be carried out, so that it is no action; nobody is late with it from that day on.
   */
  outcome?: ActionOutcome;
}

/** True when the action came to its end, however, on any day up to `on`. A cancelled action never does. */
export function isEnded(
  action: CollectionAction,
  on: CivilDate,
): action is CollectionAction & { executedOn: CivilDate } {
  return action.status !== 'cancelled' && action.executedOn !== undefined && action.executedOn <= on;
}

/** True when the action was carried out on any day up to `on`: it ended, and was not impossible. */
export function isExecuted(
  action: CollectionAction,
  on: CivilDate,
): action is CollectionAction & { executedOn: CivilDate } {
  return isEnded(action, on) && action.outcome !== 'impossible';
}
