import { expect, test } from 'vitest';
import {
  anniversaryCycles,
  calmDueDate,
  instantOf,
  lastDayOnTime,
  nextWeekday,
  secondsBetween,
  weekday,
} from './calendar.ts';

test('knows the days of the week, also before its reference Monday', () => {
  expect(weekday('2024-03-04')).toBe(0);
  expect(weekday('2023-12-31')).toBe(6);
});

test('a due date on a weekend may be paid on Monday, any other day only itself', () => {
  expect(lastDayOnTime('2024-03-02')).toBe('2024-03-04');
  expect(lastDayOnTime('2024-03-03')).toBe('2024-03-04');
  expect(lastDayOnTime('2024-03-01')).toBe('2024-03-01');
  expect(nextWeekday('2024-03-01')).toBe('2024-03-04');
});

test('due dates keep clear of holidays, so that no rule of holidays can move them', () => {
  expect(calmDueDate('2023-12-25')).toBe('2023-12-27');
  expect(calmDueDate('2024-01-31')).toBe('2024-01-31');
});

test('anniversary months follow each other without a gap', () => {
  const cycles = anniversaryCycles('2023-11-16', 7);
  expect(cycles[0]).toEqual({ cycle: 1, from: '2023-11-16', to: '2023-12-15' });
  expect(cycles[6]).toEqual({ cycle: 7, from: '2024-05-16', to: '2024-06-15' });
});

test('instants of a late evening in São Paulo lie on the next day in UTC', () => {
  const lateEvening = 23 * 3600 + 30 * 60;
  expect(instantOf('2024-03-05', lateEvening)).toBe('2024-03-05T23:30:00-03:00');
  expect(instantOf('2024-03-05', lateEvening, 'Z')).toBe('2024-03-06T02:30:00.000Z');
  expect(instantOf('2024-02-29', 86_400 + 5)).toBe('2024-03-01T00:00:05-03:00');
});

test('seconds between instants are exact over days', () => {
  expect(secondsBetween('2024-02-28T23:59:59-03:00', '2024-03-01T00:00:00-03:00')).toBe(86_401);
});
