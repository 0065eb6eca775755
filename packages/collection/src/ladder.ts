import { addDays, type CivilDate } from '@baixa/core';
import type { CollectionAction } from './action.ts';

/** One rung of the collection ladder (régua de cobrança). */
export interface LadderStep {
  type: ActionType;
  /** The field's name of the action. */
  name: string;
  /** Calendar days from its generation to its deadline. */
  deadlineDays: number;
  /** When the rule generates it: so many days after another action is executed. Absent: no rule generates it. */
  follows?: { type: ActionType; days: number };
}

export type ActionType = 'debt-notice' | 'negotiation' | 'cut-off' | 'cut-off-review' | 'extra-actions';

/**
 * The reference contract's ladder. The notice opens the case and the negotiation runs beside the others when somebody
 * asks for it. The extra actions begin where the review ends and are at the contractor's expense; their 10 days
 * shrink by every day of delay above them (see `ladderDelays`).
 */
export const LADDER: readonly LadderStep[] = [
  { type: 'debt-notice', name: 'notificação de débito', deadlineDays: 7 },
  { type: 'negotiation', name: 'negociação de débito', deadlineDays: 5 },
  {
    type: 'cut-off',
    name: 'suspensão de fornecimento',
    deadlineDays: 7,
    follows: { type: 'debt-notice', days: 30 },
  },
  {
    type: 'cut-off-review',
    name: 'revisão de suspensão',
    deadlineDays: 6,
    follows: { type: 'cut-off', days: 7 },
  },
  {
    type: 'extra-actions',
    name: 'ações extras',
    deadlineDays: 10,
    follows: { type: 'cut-off-review', days: 0 },
  },
];

/** The rung of the ladder that an action stands on. */
export function ladderStep(type: ActionType): LadderStep {
  return LADDER.find((step) => step.type === type)!;
}

/** The last day on which an action generated on `generatedOn` is on time. */
export function deadlineOf(type: ActionType, generatedOn: CivilDate): CivilDate {
  return addDays(generatedOn, ladderStep(type).deadlineDays);
}

/** Days from the notice's generation to the ladder's end, everything on time: 7 + 30 + 7 + 7 + 6 + 10 = 67. */
export function ladderDays(): number {
  const endOf = ({ deadlineDays, follows }: LadderStep): number =>
    deadlineDays + (follows ? follows.days + endOf(ladderStep(follows.type)) : 0);
  return Math.max(...LADDER.map(endOf));
}

/**
 * The timed actions that the rule has generated so far, given the days on which the earlier ones were executed: the
 * notice at once, the cut-off 30 days after the notice is delivered, the review 7 days after the cut-off is executed.
 * An action generated later than this by a person keeps its own date, and so its own deadline.
 */
export function generateActions(
  noticeGeneratedOn: CivilDate,
  executedOn: Partial<Record<ActionType, CivilDate>>,
): CollectionAction[] {
  return LADDER.flatMap((step): CollectionAction[] => {
    const { type, follows } = step;
    if (type === 'extra-actions') return [];
    const followed = follows && executedOn[follows.type];
    const generatedOn =
      type === 'debt-notice' ? noticeGeneratedOn : follows && followed && addDays(followed, follows.days);
    if (generatedOn === undefined) return [];
    const done = executedOn[type];
    const action = { type, generatedOn, deadlineOn: deadlineOf(type, generatedOn) };
    return [
      done === undefined
        ? { ...action, status: 'open' as const }
        : { ...action, executedOn: done, status: 'done' as const },
    ];
  });
}
