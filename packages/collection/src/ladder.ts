import { addDays, type CivilDate } from '@baixa/core';
import type { Ladder, LadderStep } from '@baixa/profile';
import type { CollectionAction } from './action.ts';

/** The action that opens a case. */
export function openingStep({ steps }: Ladder): LadderStep {
  return steps[0]!;
}

/** The rung of the ladder that an action stands on. */
export function stepOf({ steps }: Ladder, type: string): LadderStep | undefined {
  return steps.find((step) => step.type === type);
}

/** The extra actions at the contractor's expense, where the ladder has some. */
export function extraStep({ steps }: Ladder): LadderStep | undefined {
  return steps.find(({ extra }) => extra);
}

/**
 * The timed actions that the rule has generated so far, given the days on which the earlier ones were executed: the
 * first at once, every other so many days after the one it follows. An action generated later than this by a person
 * keeps its own date, and so its own deadline. One that follows none waits until somebody asks for it.
 */
export function generateActions(
  ladder: Ladder,
  openedOn: CivilDate,
  executedOn: Record<string, CivilDate | undefined>,
): CollectionAction[] {
  return ladder.steps.flatMap((step): CollectionAction[] => {
    const { type, deadlineDays, follows, extra } = step;
    if (extra) return [];
    const followed = follows && executedOn[follows.type];
    const generatedOn =
      step === openingStep(ladder) ? openedOn : follows && followed && addDays(followed, follows.days);
    if (generatedOn === undefined) return [];
    const done = executedOn[type];
    const action = { type, generatedOn, deadlineOn: addDays(generatedOn, deadlineDays) };
    return [
      done === undefined
        ? { ...action, status: 'open' as const }
        : { ...action, executedOn: done, status: 'done' as const },
    ];
  });
}
