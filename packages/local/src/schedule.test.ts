import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SchedulePlan } from './plan.ts';
import { scheduledInput, startSchedule } from './schedule.ts';

const plan: SchedulePlan = {
  name: 'nightly',
  expression: 'cron(0 3 * * ? *)',
  zone: 'America/Sao_Paulo',
  enabled: true,
  machineArn: 'arn:machine',
  input: '{"at":"<aws.scheduler.scheduled-time>"}',
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-10T05:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

test('it fires at its times, again and again, with the time in its input', () => {
  const fired: string[] = [];
  const schedule = startSchedule(plan, (machineArn, input) => fired.push(`${machineArn} ${input}`));
  expect(schedule.nextRunAt()?.toISOString()).toBe('2026-03-10T06:00:00.000Z');
  vi.advanceTimersByTime(25 * 3_600_000);
  expect(fired).toEqual([
    'arn:machine {"at":"2026-03-10T06:00:00Z"}',
    'arn:machine {"at":"2026-03-11T06:00:00Z"}',
  ]);
  schedule.stop();
  vi.advanceTimersByTime(48 * 3_600_000);
  expect(fired).toHaveLength(2);
});

test('a run farther away than a timer reaches is waited for', () => {
  const fired: string[] = [];
  const far = startSchedule({ ...plan, expression: 'at(2026-06-01T00:00:00)' }, (arn) => fired.push(arn));
  vi.advanceTimersByTime(60 * 86_400_000);
  expect(fired).toEqual([]);
  vi.advanceTimersByTime(30 * 86_400_000);
  expect(fired).toEqual(['arn:machine']);
  expect(far.nextRunAt()).toBeUndefined();
});

test('a disabled schedule never fires', () => {
  const schedule = startSchedule({ ...plan, enabled: false }, () => expect.unreachable());
  expect(schedule.nextRunAt()).toBeUndefined();
  vi.advanceTimersByTime(86_400_000);
});

test('the words of the scheduler are filled in', () => {
  const input = '<aws.scheduler.attempt-number> <aws.scheduler.schedule-arn> <aws.scheduler.execution-id>';
  expect(scheduledInput({ ...plan, input }, new Date())).toMatch(
    /^1 arn:aws:scheduler:sa-east-1:000000000000:schedule\/default\/nightly [0-9a-f-]{36}$/,
  );
});
