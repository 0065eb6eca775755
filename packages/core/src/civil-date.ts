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

const DATE = /^\d{4}-\d\d-\d\d$/;
const twoDigits = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

function written(year: number, month: number, day: number): CivilDate {
  return `${String(year).padStart(4, '0')}-${twoDigits[month]}-${twoDigits[day]}`;
}

const ZERO = '0'.charCodeAt(0);

/** The number that two digits of a text make. */
const two = (text: string, at: number): number =>
  (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;

/** Year, month and day of a civil date. @throws RangeError when the text is none */
function partsOf(date: CivilDate): [year: number, month: number, day: number] {
  const [year, month, day] = [two(date, 0) * 100 + two(date, 2), two(date, 5), two(date, 8)];
  if (!isDay(year, month, day) || !DATE.test(date)) throw new RangeError(`${date} is not a civil date.`);
  return [year, month, day];
}

/** True for `YYYY-MM-DD` of a day that exists. */
export function isCivilDate(text: unknown): boolean {
  if (typeof text !== 'string' || !DATE.test(text)) return false;
  return isDay(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8));
}

const SECONDS_A_DAY = 86_400;
const SECONDS_AN_HOUR = 3600;
/** `YYYY-MM-DDTHH:MM:SS` and its offset, the spelling that Baixa itself writes; fractions of a second may follow. */
const PLAIN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
/** Whole seconds since 1970 of an RFC 3339 instant; fractions of one are dropped. @throws RangeError when it is none */
export function epochSeconds(instant: string): number {
  const [year, month, day] = [two(instant, 0) * 100 + two(instant, 2), two(instant, 5), two(instant, 8)];
  const [hour, minute, second] = [two(instant, 11), two(instant, 14), two(instant, 17)];
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
  return written(...dayOfEpoch(Math.floor(local / SECONDS_A_DAY)));
}

/** The day that lies `days` days after (before, when negative). @throws RangeError beyond the years 0001 to 9999 */
export function addDays(date: CivilDate, days: number): CivilDate {
  const [year, month, day] = dayOfEpoch(epochDay(...partsOf(date)) + days);
  if (!isDay(year, month, day)) throw new RangeError(`${days} days from ${date} there is no civil date.`);
  return written(year, month, day);
}

/** The same day of the month `months` later; the last day of that month where it is shorter. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const [year, month, day] = partsOf(date);
  const count = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  if (!isDay(toYear, toMonth, 1))
    throw new RangeError(`${months} months from ${date} there is no civil date.`);
  return written(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return epochDay(...partsOf(to)) - epochDay(...partsOf(from));
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
