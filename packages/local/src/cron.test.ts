import { expect, test } from 'vitest';
import { parseSchedule } from './cron.ts';

const next = (expression: string, after: string, zone = 'UTC') =>
  parseSchedule(expression)?.(new Date(after), zone)?.toISOString();

test.each<[string, string, string, string | undefined]>([
  ['cron(30 3 * * ? *)', '2026-03-10T03:29:59Z', 'UTC', '2026-03-10T03:30:00.000Z'],
  ['cron(30 3 * * ? *)', '2026-03-10T03:30:00Z', 'UTC', '2026-03-11T03:30:00.000Z'],
  ['cron(30 3 * * ? *)', '2026-03-10T03:30:00Z', 'America/Sao_Paulo', '2026-03-10T06:30:00.000Z'],
  ['cron(0/20 9-10 ? * MON-FRI *)', '2026-03-13T10:40:00Z', 'UTC', '2026-03-16T09:00:00.000Z'],
  ['cron(0 0 ? * 1 *)', '2026-03-13T00:00:00Z', 'UTC', '2026-03-15T00:00:00.000Z'],
  ['cron(0 12 1,15 JAN,jul ? *)', '2026-01-15T12:00:00Z', 'UTC', '2026-07-01T12:00:00.000Z'],
  ['cron(0 0 29 2 ? *)', '2026-03-01T00:00:00Z', 'UTC', '2028-02-29T00:00:00.000Z'],
  ['cron(0 0 1 1 ? 2020)', '2026-03-01T00:00:00Z', 'UTC', undefined],
  ['rate(5 minutes)', '2026-03-01T00:00:00Z', 'UTC', '2026-03-01T00:05:00.000Z'],
  ['rate(1 day)', '2026-03-01T00:00:00Z', 'UTC', '2026-03-02T00:00:00.000Z'],
  ['at(2026-05-01T08:00:00)', '2026-03-01T00:00:00Z', 'America/Sao_Paulo', '2026-05-01T11:00:00.000Z'],
  ['at(2026-02-01T08:00:00)', '2026-03-01T00:00:00Z', 'UTC', undefined],
])('%s after %s in %s', (expression, after, zone, expected) => {
  expect(next(expression, after, zone)).toBe(expected);
});

test.each([
  'cron(0 0 L * ? *)',
  'cron(0 0 15W * ? *)',
  'cron(0 0 ? * 2#1 *)',
  'cron(0 0 * * ?)',
  'cron(60 0 * * ? *)',
  'cron(0/0 0 * * ? *)',
  'cron(5-1 0 * * ? *)',
  'rate(0 minutes)',
  'rate(5 weeks)',
  'at(tomorrow)',
  'every day',
])('%s is not known', (expression) => {
  expect(parseSchedule(expression)).toBeUndefined();
});
