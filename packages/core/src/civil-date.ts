import { Temporal } from 'temporal-polyfill';

/** A calendar day without a time or a zone, `YYYY-MM-DD`. Two of them compare in date order as strings. */
export type CivilDate = string;

/** The zone in which every civil date of the system is taken. */
export const ZONE = 'America/Sao_Paulo';

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Joins year, month and day into a civil date, or gives undefined when no calendar has that day. */
export function civilDate(year: number, month: number, day: number): CivilDate | undefined {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return undefined;
  if (day > (MONTH_DAYS[month - 1] ?? 0) || (month === 2 && day === 29 && !leap)) return undefined;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** True for `YYYY-MM-DD` of a day that exists. */
export function isCivilDate(text: unknown): boolean {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  return civilDate(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))) === text;
}

/** The civil date in São Paulo of an RFC 3339 instant: `2026-03-27T02:30:00Z` was still the 26th there. */
export function civilDateOf(instant: string): CivilDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString();
}

/** The day that lies `days` days after (before, when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The same day of the month `months` later; the last day of that month where it is shorter. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
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

/** Seconds from one moment to a later one (negative when it is earlier), whatever their offsets. */
export function secondsBetween(from: string, to: string): number {
  return Temporal.Instant.from(from).until(Temporal.Instant.from(to), { largestUnit: 'second' }).seconds;
}
