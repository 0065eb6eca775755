import { addDays, type CivilDate, civilDate } from './civil-date.ts';

/** Days besides the national ones on which a municipality's banks stand still. */
export type LocalHolidays = ReadonlySet<CivilDate>;

const NONE: LocalHolidays = new Set();

/** National holidays of a fixed date, MM-DD. Source: Lei 662/1949 and Lei 6.802/1980. */
const FIXED = ['01-01', '04-21', '05-01', '09-07', '10-12', '11-02', '11-15', '12-25'];
/** Consciência Negra is a national holiday since 2024. Source: Lei 14.759/2023. */
const CONSCIENCIA_NEGRA = { day: '11-20', since: 2024 };
/** Days from Easter Sunday on which banks stand still: Carnaval, Good Friday, Corpus Christi. Source: ANBIMA's table. */
const FROM_EASTER = [-48, -47, -2, 60];

/** Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher). */
export function easterSunday(year: number): CivilDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const leapCenturies = Math.floor(b / 4);
  const correction = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - leapCenturies - correction + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return civilDate(year, month, ((h + l - 7 * m + 114) % 31) + 1) as CivilDate;
}

const known = new Map<number, ReadonlySet<CivilDate>>();

/** The days of a year, besides weekends, on which banks stand still all over Brazil. */
export function bankHolidays(year: number): ReadonlySet<CivilDate> {
  const found = known.get(year);
  if (found !== undefined) return found;
  const easter = easterSunday(year);
  const fixed = year >= CONSCIENCIA_NEGRA.since ? [...FIXED, CONSCIENCIA_NEGRA.day] : FIXED;
  const holidays = new Set([
    ...fixed.map((day) => `${String(year).padStart(4, '0')}-${day}`),
    ...FROM_EASTER.map((days) => addDays(easter, days)),
  ]);
  known.set(year, holidays);
  return holidays;
}

/** True on a day on which banks settle: no weekend, no national and none of the local holidays. */
export function isBusinessDay(date: CivilDate, local: LocalHolidays = NONE): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6 || local.has(date)) return false;
  return !bankHolidays(Number(date.slice(0, 4))).has(date);
}

/** The day itself when banks settle on it, else the first after it on which they do. */
export function businessDayFrom(date: CivilDate, local: LocalHolidays = NONE): CivilDate {
  let day = date;
  while (!isBusinessDay(day, local)) day = addDays(day, 1);
  return day;
}

/** The last day before this one on which banks settle. */
export function businessDayBefore(date: CivilDate, local: LocalHolidays = NONE): CivilDate {
  let day = addDays(date, -1);
  while (!isBusinessDay(day, local)) day = addDays(day, -1);
  return day;
}

/** How many business days lie after `from` and up to `to`, that day included; 0 when `to` is not later. */
export function businessDaysBetween(from: CivilDate, to: CivilDate, local: LocalHolidays = NONE): number {
  let count = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (isBusinessDay(day, local)) count++;
  }
  return count;
}
