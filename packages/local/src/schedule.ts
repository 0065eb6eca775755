import { randomUUID } from 'node:crypto';
import { parseSchedule } from './cron.ts';
import { arn } from './identities.ts';
import type { SchedulePlan } from './plan.ts';

/** The longest time a timer of Node takes, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

export interface RunningSchedule {
  name: string;
  /** When it runs next; undefined when it is disabled or has no run left. */
  nextRunAt(): Date | undefined;
  stop(): void;
}

/** Fires a schedule at its times for as long as the local cloud runs; a time that passed meanwhile is not made up. */
export function startSchedule(
  plan: SchedulePlan,
  fire: (machineArn: string, input: string) => void,
): RunningSchedule {
  const nextRun = parseSchedule(plan.expression);
  let timer: NodeJS.Timeout | undefined;
  let next: Date | undefined;

  function arm(after: Date): void {
    next = plan.enabled ? nextRun?.(after, plan.zone) : undefined;
    if (next !== undefined) wait(next);
  }

  function wait(until: Date): void {
    const leftMs = until.getTime() - Date.now();
    timer = setTimeout(
      () => {
        if (leftMs > LONGEST_MS) return wait(until);
        fire(plan.machineArn, scheduledInput(plan, until));
        arm(until);
      },
      Math.max(0, Math.min(leftMs, LONGEST_MS)),
    );
  }

  arm(new Date());
  return { name: plan.name, nextRunAt: () => next, stop: () => clearTimeout(timer) };
}

/** Fills in the words that EventBridge Scheduler replaces in an input, `<aws.scheduler.scheduled-time>` first of all. */
export function scheduledInput({ name, input }: SchedulePlan, at: Date): string {
  return input
    .replaceAll('<aws.scheduler.scheduled-time>', `${at.toISOString().slice(0, 19)}Z`)
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1')
    .replaceAll('<aws.scheduler.schedule-arn>', arn('scheduler', `schedule/default/${name}`));
}
