import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { addDays, addMonths, civilDateOf, daysBetween, epochSeconds, monthsBetween, ZONE } from './index.ts';

const plain = (number: number) => Temporal.PlainDate.from('1970-01-01').add({ days: number });
/** Every day of the years 0001 to 9999. */
const anyDay = fc.integer({ min: -719_162, max: 2_932_896 });
const pad = (number: number) => String(number).padStart(2, '0');

test('days are added and counted as the calendar has them', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (a, b) => {
      const [from, to] = [plain(a).toString(), plain(b).toString()];
      expect(addDays(from, b - a)).toBe(to);
      expect(daysBetween(from, to)).toBe(b - a);
    }),
    { numRuns: 3000, examples: [[-719_162, 2_932_896]] },
  );
});

test('months are added as the calendar has them: the last day of a shorter month', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (number, months) => {
      const to = plain(number).add({ months });
      fc.pre(to.year >= 1 && to.year <= 9999);
      expect(addMonths(plain(number).toString(), months)).toBe(to.toString());
    }),
    { numRuns: 2000 },
  );
  expect(() => addMonths('9999-12-01', 1)).toThrow(RangeError);
});

test.each(['', '2026-02-30', '2026-2-3', '2026-13-01', '0000-01-01', '2026-01-01T00', 'today'])(
  '%j is no civil date',
  (text) => {
    expect(() => addDays(text, 1)).toThrow(RangeError);
    expect(() => daysBetween(text, '2026-01-01')).toThrow(RangeError);
  },
);

test('there is no day after the year 9999, nor before the year 1', () => {
  expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  expect(() => addDays('0001-01-01', -1)).toThrow(RangeError);
});

test('an instant is the second, and in São Paulo the day, that it is for a library of the whole calendar', () => {
  const year = fc.integer({ min: 1950, max: 2060 });
  const numbers = fc.tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.constantFrom('', ':00', ':59', ':07.3', ':07.999999999'),
  );
  const offset = fc.constantFrom('Z', '-03:00', '-02:00', '+05:30', '+23:59', '+00:00', '-0300', '-03');
  fc.assert(
    fc.property(year, numbers, offset, (y, [month, day, hour, minute, seconds], zone) => {
      const text = `${y}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}${seconds}${zone}`;
      const instant = Temporal.Instant.from(text);
      expect(epochSeconds(text)).toBe(Math.floor(instant.epochMilliseconds / 1000));
      expect(civilDateOf(text)).toBe(instant.toZonedDateTimeISO(ZONE).toPlainDate().toString());
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['2026-03-27T02:59:59Z', '2026-03-26'],
  ['2026-03-27T03:00:00Z', '2026-03-27'],
  // The last hour of a day that ended twice, and the first of one that began at one.
  ['2018-02-18T01:59:59Z', '2018-02-17'],
  ['2018-02-18T02:59:59Z', '2018-02-17'],
  ['2018-11-04T02:59:59Z', '2018-11-03'],
  ['2018-11-04T03:00:00Z', '2018-11-04'],
])('midnight in São Paulo: %s is %s', (instant, date) => expect(civilDateOf(instant)).toBe(date));

test.each([
  '',
  '2026-02-30T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:00',
  '2026-01-01',
  '2026-01-01T00:00:00-99:00',
  '2026-01-01T00:00:00+00:60',
])('%j is no instant', (text) => expect(() => epochSeconds(text)).toThrow(RangeError));

test('months between two dates are those of the calendar, whatever their days', () => {
  expect(monthsBetween('2024-01-31', '2024-02-01')).toBe(1);
  expect(monthsBetween('2023-11-16', '2024-01-15')).toBe(2);
  expect(monthsBetween('2024-03-01', '2023-03-31')).toBe(-12);
  expect(() => monthsBetween('2024-01-01', '2024-02-30')).toThrow(RangeError);
});
