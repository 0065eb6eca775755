import { Temporal } from 'temporal-polyfill';
import { dayOfEpoch, daysInMonth, epochDay, isDay } from './epoch-day.ts';

/** A calendar day without a time or a zone, `YYYY-MM-DD`. Two of them compare in date order as strings. */
export type CivilDate = string;

/** The zone in which every civil date of the system is taken. */
export const ZONE = 'America/Sao_Paulo';

/** Joins year, month and day into a civil date, or gives undefined when no calendar has that day. */
export function civilDate(year: number, month: number, day: number): CivilDate | undefined {
  return isDay(year, month, day) ? written(year, month, day) : undefined;
}

const twoDigits = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

function written(year: number, month: number, day: number): CivilDate {
  return `${String(year).padStart(4, '0')}-${twoDigits[month]}-${twoDigits[day]}`;
}

/** A portfolio has some thousand days and millions of dates: each day is written once. */
const writtenDays = new Map<number, CivilDate>();
const DAYS_KEPT = 20_000;

/** The civil date of a day counted from 1970. @throws RangeError beyond the years 0001 to 9999 */
function dateOfDay(number: number): CivilDate {
  const known = writtenDays.get(number);
  if (known !== undefined) return known;
  const date = civilDate(...dayOfEpoch(number));
  if (date === undefined) throw new RangeError(`Day ${number} from 1970 is no civil date.`);
  if (writtenDays.size >= DAYS_KEPT) writtenDays.clear();
  writtenDays.set(number, date);
  return date;
}

const ZERO = '0'.charCodeAt(0);

/** The number that a digit of a text makes; NaN, which is no part of any day, for anything else. */
function digit(text: string, at: number): number {
  const number = text.charCodeAt(at) - ZERO;
  return number >= 0 && number <= 9 ? number : Number.NaN;
}
const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);
const yearOf = (text: string): number => two(text, 0) * 100 + two(text, 2);
const monthOf = (text: string): number => two(text, 5);
const dayOf = (text: string): number => two(text, 8);

/** True for `YYYY-MM-DD` of a day that exists. */
export function isCivilDate(text: unknown): boolean {
  if (typeof text !== 'string' || text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  return isDay(yearOf(text), monthOf(text), dayOf(text));
}

function checked(date: CivilDate): CivilDate {
  if (!isCivilDate(date)) throw new RangeError(`${date} is not a civil date.`);
  return date;
}

/** The number of a civil date's day, counted from 1970. @throws RangeError when the text is none */
function numberOfDay(date: CivilDate): number {
  checked(date);
  return epochDay(yearOf(date), monthOf(date), dayOf(date));
}

const SECONDS_A_DAY = 86_400;
const SECONDS_AN_HOUR = 3600;
/** `YYYY-MM-DDTHH:MM:SS` and its offset, the spelling that Baixa itself writes; fractions of a second may follow. */
const PLAIN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
/** Whole seconds since 1970 of an RFC 3339 instant; fractions of one are dropped. @throws RangeError when it is none */
export function epochSeconds(instant: string): number {
  const year = yearOf(instant);
  const month = monthOf(instant);
  const day = dayOf(instant);
  const hour = two(instant, 11);
  const minute = two(instant, 14);
  const second = two(instant, 17);
  const isPlain = PLAIN.test(instant) && isDay(year, month, day) && hour < 24 && minute < 60 && second < 60;
  // Other spellings, and what is no instant, are left to who knows all of them.
  if (!isPlain) return Math.floor(Temporal.Instant.from(instant).epochMilliseconds / 1000);
  const local = epochDay(year, month, day) * SECONDS_A_DAY + hour * SECONDS_AN_HOUR + minute * 60 + second;
  if (instant.endsWith('Z')) return local;
  const sign = instant.length - 6;
  const ahead = two(instant, sign + 1) * SECONDS_AN_HOUR + two(instant, sign + 4) * 60;
  return instant.charAt(sign) === '-' ? local + ahead : local - ahead;
}

/** Clocks change on the hour (since 1914), so an hour has one offset; asking the zone for it is slow. */
const offsets = new Map<number, number>();
const OFFSETS_KEPT = 20_000;

function offsetSecondsOf(hour: number): number {
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  if (offsets.size >= OFFSETS_KEPT) offsets.clear();
  const instant = Temporal.Instant.fromEpochMilliseconds(hour * SECONDS_AN_HOUR * 1000);
  const offset = instant.toZonedDateTimeISO(ZONE).offsetNanoseconds / 1e9;
  offsets.set(hour, offset);
  return offset;
}

/** The civil date in São Paulo of an RFC 3339 instant: `2026-03-27T02:30:00Z` was still the 26th there. */
export function civilDateOf(instant: string): CivilDate {
  return civilDateOfSeconds(epochSeconds(instant));
}

/** The civil date in São Paulo of whole seconds since 1970. */
export function civilDateOfSeconds(seconds: number): CivilDate {
  const local = seconds + offsetSecondsOf(Math.floor(seconds / SECONDS_AN_HOUR));
  return dateOfDay(Math.floor(local / SECONDS_A_DAY));
}

/** The day that lies `days` days after (before, when negative). @throws RangeError beyond the years 0001 to 9999 */
export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOfDay(numberOfDay(date) + days);
}

/** The same day of the month `months` later; the last day of that month where it is shorter. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  checked(date);
  const count = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  if (!isDay(toYear, toMonth, 1))
    throw new RangeError(`${months} months from ${date} there is no civil date.`);
  return written(toYear, toMonth, Math.min(dayOf(date), daysInMonth(toYear, toMonth)));
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return numberOfDay(to) - numberOfDay(from);
}

/**
 * Calendar months from the month of `from` to that of `to`, whatever their days; negative when `to` is earlier.
 *
 * @throws RangeError when one is no civil date
 */
export function monthsBetween(from: CivilDate, to: CivilDate): number {
  checked(from);
  checked(to);
  return (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from);
}

/** The first day of the month of `date`. */
export function startOfMonth(date: CivilDate): CivilDate {
  return `${date.slice(0, 8)}01`;
}

/**
 * Reads a moment as people and systems write it: `2024-01-31T14:30:00-03:00`, without seconds, without an offset (then
 * São Paulo's), or a day alone (then at `timeOfDay`). Gives RFC 3339 with seconds and offset, or undefined where there
 * is no such moment.
 */
export function readMoment(text: string, timeOfDay: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (match === null) return undefined;
  const [, day = '', minutes, seconds = ':00', offset] = match;
  if (!isCivilDate(day)) return undefined;
  const local = `${day}T${minutes === undefined ? timeOfDay : `${minutes}${seconds}`}`;
  try {
    if (offset === undefined)
      return Temporal.PlainDateTime.from(local)
        .toZonedDateTime(ZONE)
        .toString({ timeZoneName: 'never', smallestUnit: 'second' });
    Temporal.Instant.from(`${local}${offset}`);
    return `${local}${offset}`;
  } catch {
    return undefined;
  }
}

/** The same moment in UTC, to the second, so that two moments compare as text: `2024-01-31T17:30:00Z`. */
export function utcOf(moment: string): string {
  return Temporal.Instant.from(moment).toString({ smallestUnit: 'second' });
}

/** Seconds from one moment to a later one (negative when it is earlier), whatever their offsets. */
export function secondsBetween(from: string, to: string): number {
  return epochSeconds(to) - epochSeconds(from);
}
