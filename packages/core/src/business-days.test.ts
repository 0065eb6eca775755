import { expect, test } from 'vitest';
import {
  bankHolidays,
  businessDayBefore,
  businessDayFrom,
  businessDaysBetween,
  easterSunday,
  isBusinessDay,
} from './index.ts';

test.each([
  [1999, '1999-04-04'],
  [2000, '2000-04-23'],
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2038, '2038-04-25'],
])('Easter of %i is %s', (year, sunday) => {
  expect(easterSunday(year)).toBe(sunday);
});

test('the holidays of 2026 are the fixed ones, Carnaval, Good Friday and Corpus Christi', () => {
  expect([...bankHolidays(2026)].sort()).toEqual([
    '2026-01-01',
    '2026-02-16',
    '2026-02-17',
    '2026-04-03',
    '2026-04-21',
    '2026-05-01',
    '2026-06-04',
    '2026-09-07',
    '2026-10-12',
    '2026-11-02',
    '2026-11-15',
    '2026-11-20',
    '2026-12-25',
  ]);
});

test('Consciência Negra is a holiday since 2024', () => {
  expect(isBusinessDay('2023-11-20')).toBe(true);
  expect(isBusinessDay('2024-11-20')).toBe(false);
});

test('a due date rolls over weekend, Carnaval and what the municipality adds, to the day banks settle', () => {
  expect(businessDayFrom('2026-02-14')).toBe('2026-02-18');
  expect(businessDayFrom('2026-02-18')).toBe('2026-02-18');
  expect(businessDayFrom('2026-07-02')).toBe('2026-07-02');
  expect(businessDayFrom('2026-07-02', new Set(['2026-07-02']))).toBe('2026-07-03');
});

test('business days between two days count the last and not the first', () => {
  expect(businessDaysBetween('2026-02-13', '2026-02-18')).toBe(1);
  expect(businessDaysBetween('2026-11-16', '2026-11-23')).toBe(4);
  expect(businessDaysBetween('2026-11-23', '2026-11-23')).toBe(0);
  expect(businessDaysBetween('2026-11-23', '2026-11-16')).toBe(0);
});

test('the business day before a day is none of a weekend, a holiday or a local holiday, nor the day itself', () => {
  expect(businessDayBefore('2026-03-04')).toBe('2026-03-03');
  expect(businessDayBefore('2026-03-02')).toBe('2026-02-27');
  expect(businessDayBefore('2026-02-18')).toBe('2026-02-13');
  expect(businessDayBefore('2026-03-04', new Set(['2026-03-03']))).toBe('2026-03-02');
});
