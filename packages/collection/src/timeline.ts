import { addDays, type CivilDate } from '@baixa/core';
import type { CollectionAction } from './action.ts';
import type { CaseAssessment } from './case.ts';
import { type ActionDelay, type LadderDelays, ladderDelays } from './delays.ts';
import { stepOf } from './ladder.ts';
import type { CollectionParameters } from './parameters.ts';

/** A line of a case's timeline: an action, or one that the ladder will ask for. */
export interface TimelineStep extends ActionDelay {
  /** The field's name of the action. */
  name: string;
  /** `planned`: nobody generated it yet; the dates are those of the rule, if all before goes as it should. */
  state: 'planned' | 'open' | 'done' | 'cancelled';
  /** Extra actions at the contractor's expense. */
  extra?: true;
}

export interface Timeline extends LadderDelays {
  steps: TimelineStep[];
}

/**
 * The ladder of a case as it stood on `on`: its actions in the ladder's order, and while it is open what the rule still
 * asks for. An action that is open past its deadline plans the next from that day.
 */
export function timelineOf(
  noticeGeneratedOn: CivilDate,
  actions: readonly CollectionAction[],
  assessment: Pick<CaseAssessment, 'status'> | undefined,
  on: CivilDate,
  parameters: CollectionParameters,
): Timeline {
  const { ladder } = parameters;
  const delays = ladderDelays(noticeGeneratedOn, actions, on, parameters);
  const isOpen = assessment === undefined || assessment.status === 'open';
  const known = [...ladder.steps.map(({ type }) => type), ...actions.map(({ type }) => type)];
  const steps: TimelineStep[] = [];
  for (const type of new Set(known)) {
    const step = stepOf(ladder, type);
    const common = { type, name: step?.name ?? type, ...(step?.extra ? { extra: step.extra } : {}) };
    const own = actions.filter((action) => action.type === type);
    steps.push(...own.map((action): TimelineStep => ({ ...lineOf(action, on, parameters), ...common })));
    const stands = own.some(({ status }) => status !== 'cancelled');
    if (stands || !isOpen || !step?.follows) continue;
    const before = steps.findLast((line) => line.type === step.follows?.type && line.state !== 'cancelled');
    if (before === undefined) continue;
    const overdue = before.state === 'open' && before.deadlineOn < on ? on : before.deadlineOn;
    const generatedOn = addDays(before.executedOn ?? overdue, step.follows.days);
    if (step.extra) {
      const { extra } = delays;
      if ('from' in extra)
        steps.push({
          ...common,
          state: 'planned',
          generatedOn: extra.from,
          deadlineOn: extra.to,
          lateDays: 0,
        });
      continue;
    }
    const deadlineOn = addDays(generatedOn, step.deadlineDays);
    steps.push({ ...common, state: 'planned', generatedOn, deadlineOn, lateDays: 0 });
  }
  return { ...delays, steps };
}

function lineOf(
  action: CollectionAction,
  on: CivilDate,
  parameters: CollectionParameters,
): ActionDelay & Pick<TimelineStep, 'state'> {
  const { type, generatedOn, deadlineOn, executedOn, outcome, status } = action;
  const [delay] = ladderDelays(generatedOn, [action], on, parameters).actions;
  if (delay !== undefined) return { ...delay, state: delay.executedOn === undefined ? 'open' : 'done' };
  // Cancelled ones and extra actions have no delay.
  return {
    type,
    generatedOn,
    deadlineOn: deadlineOn ?? addDays(generatedOn, stepOf(parameters.ladder, type)?.deadlineDays ?? 0),
    ...(executedOn === undefined || executedOn > on ? {} : { executedOn }),
    ...(outcome === undefined ? {} : { outcome }),
    lateDays: 0,
    state:
      status === 'cancelled' ? 'cancelled' : executedOn === undefined || executedOn > on ? 'open' : 'done',
  };
}
