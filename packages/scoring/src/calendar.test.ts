import { addDays } from '@baixa/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calendar, cycleNumberOf, cyclePeriod, REFERENCE_CALENDAR } from './calendar.ts';

describe('anniversary months', () => {
  test('the reference contract begins cycle 1 on 2023-11-16', () => {
    expect(cyclePeriod(REFERENCE_CALENDAR, 1)).toEqual({ from: '2023-11-16', to: '2023-12-15' });
    expect(cyclePeriod(REFERENCE_CALENDAR, 4)).toEqual({ from: '2024-02-16', to: '2024-03-15' });
    expect(cycleNumberOf(REFERENCE_CALENDAR, '2023-11-15')).toBeUndefined();
    expect(cycleNumberOf(REFERENCE_CALENDAR, '2023-11-16')).toBe(1);
    expect(cycleNumberOf(REFERENCE_CALENDAR, '2024-03-15')).toBe(4);
    expect(cycleNumberOf(REFERENCE_CALENDAR, '2024-03-16')).toBe(5);
  });

  test('a contract of the 31st keeps its 31st after a short month', () => {
    const calendar: Calendar = { months: 'anniversary', startsOn: '2024-01-31' };
    expect([1, 2, 3, 4].map((cycle) => cyclePeriod(calendar, cycle).from)).toEqual([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
    ]);
  });

  test('a contract of 29 February has its anniversary on the 28th in other years, the 29th in other months', () => {
    const calendar: Calendar = { months: 'anniversary', startsOn: '2024-02-29' };
    expect(cyclePeriod(calendar, 2)).toEqual({ from: '2024-03-29', to: '2024-04-28' });
    expect(cyclePeriod(calendar, 13)).toEqual({ from: '2025-02-28', to: '2025-03-28' });
  });
});

test('calendar months: cycle 1 ends with its month, the others are whole months', () => {
  const calendar: Calendar = { months: 'calendar-month', startsOn: '2023-11-16' };
  expect(cyclePeriod(calendar, 1)).toEqual({ from: '2023-11-16', to: '2023-11-30' });
  expect(cyclePeriod(calendar, 4)).toEqual({ from: '2024-02-01', to: '2024-02-29' });
  expect(cycleNumberOf(calendar, '2023-12-01')).toBe(2);
});

test('every day from the start belongs to exactly one cycle', () => {
  const calendars = fc.record({
    months: fc.constantFrom('anniversary' as const, 'calendar-month' as const),
    startsOn: fc.nat(1500).map((days) => addDays('2022-12-25', days)),
  });
  fc.assert(
    fc.property(calendars, fc.nat(1500), (calendar, days) => {
      const date = addDays(calendar.startsOn, days);
      const cycle = cycleNumberOf(calendar, date)!;
      const { from, to } = cyclePeriod(calendar, cycle);
      expect(from <= date && date <= to).toBe(true);
      expect(cyclePeriod(calendar, cycle + 1).from).toBe(addDays(to, 1));
      expect(cyclePeriod(calendar, 1).from).toBe(calendar.startsOn);
    }),
  );
});

test('there is no cycle 0', () => {
  expect(() => cyclePeriod(REFERENCE_CALENDAR, 0)).toThrow('numbered from 1');
});
