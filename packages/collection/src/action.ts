import type { CivilDate } from '@baixa/core';
import type { ActionType } from './ladder.ts';

/** One thing the contractor does, or has to do, to collect an account's debt. */
export interface CollectionAction {
  type: ActionType;
  generatedOn: CivilDate;
  /** The last day on time. Absent: the ladder's days after `generatedOn`. */
  deadlineOn?: CivilDate;
  /** The day it was delivered, negotiated, cut off or reviewed. */
  executedOn?: CivilDate;
  status: 'open' | 'done' | 'cancelled';
}

/** True when the action was carried out, on any day up to `on`. A cancelled action never was. */
export function isExecuted(
  action: CollectionAction,
  on: CivilDate,
): action is CollectionAction & { executedOn: CivilDate } {
  return action.status !== 'cancelled' && action.executedOn !== undefined && action.executedOn <= on;
}
