import { addDays, addMonths, type CivilDate, daysBetween } from '@baixa/core';

const A_MONDAY = '2024-01-01';
const SECONDS_A_DAY = 86_400;

/** Days on which banks stand still all over the country, in the months that the simulator uses. */
const HOLIDAYS = [
  '2023-09-07',
  '2023-10-12',
  '2023-11-02',
  '2023-11-15',
  '2023-12-25',
  '2024-01-01',
  '2024-02-12',
  '2024-02-13',
  '2024-03-29',
  '2024-04-21',
  '2024-05-01',
  '2024-05-30',
];

/** 0 is Monday, 6 is Sunday. */
export function weekday(date: CivilDate): number {
  return ((daysBetween(A_MONDAY, date) % 7) + 7) % 7;
}

/** The last day on which a payment is not late: the Monday after a due date on a weekend. */
export function lastDayOnTime(dueOn: CivilDate): CivilDate {
  let day = dueOn;
  while (weekday(day) > 4) day = addDays(day, 1);
  return day;
}

/** The first weekday after `date`: when the bank credits what was paid that day. */
export function nextWeekday(date: CivilDate): CivilDate {
  return lastDayOnTime(addDays(date, 1));
}

/** The first day from `date` on as a due date that no holiday rule could move: none stands up to 3 days after it. */
export function calmDueDate(date: CivilDate): CivilDate {
  let day = date;
  while (HOLIDAYS.some((holiday) => daysBetween(day, holiday) >= -1 && daysBetween(day, holiday) <= 3))
    day = addDays(day, 1);
  return day;
}

/** A measurement cycle, numbered from 1; both days belong to it. */
export interface Cycle {
  cycle: number;
  from: CivilDate;
  to: CivilDate;
}

/** The first `count` anniversary months of a contract. */
export function anniversaryCycles(start: CivilDate, count: number): Cycle[] {
  return Array.from({ length: count }, (_, index) => ({
    cycle: index + 1,
    from: addMonths(start, index),
    to: addDays(addMonths(start, index + 1), -1),
  }));
}

/** An instant in São Paulo (three hours behind UTC, no summer time), so many seconds after the midnight of `date`. */
export function instantOf(date: CivilDate, seconds: number, zone: '-03:00' | 'Z' = '-03:00'): string {
  const utc = zone === 'Z' ? seconds + 3 * 3600 : seconds;
  const day = addDays(date, Math.floor(utc / SECONDS_A_DAY));
  const rest = ((utc % SECONDS_A_DAY) + SECONDS_A_DAY) % SECONDS_A_DAY;
  const [h, m, s] = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${day}T${h}:${m}:${s}${zone === 'Z' ? '.000Z' : zone}`;
}

/** Seconds between two instants that `instantOf` wrote with the same zone. */
export function secondsBetween(from: string, to: string): number {
  const ofDay = (instant: string) => {
    const [h = 0, m = 0, s = 0] = instant.slice(11, 19).split(':').map(Number);
    return h * 3600 + m * 60 + s;
  };
  return daysBetween(from.slice(0, 10), to.slice(0, 10)) * SECONDS_A_DAY + ofDay(to) - ofDay(from);
}
