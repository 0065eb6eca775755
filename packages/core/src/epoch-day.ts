/*
 * Days as whole numbers, by the proleptic Gregorian calendar: day 0 is 1970-01-01. A year is counted from March, so that
 * the leap day is its last. Calendars of the years 0001 to 9999.
 */

const DAYS_TO_1970 = 719_468;
const DAYS_IN_400_YEARS = 146_097;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a calendar has that day. */
export function isDay(year: number, month: number, day: number): boolean {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return false;
  return day <= daysInMonth(year, month);
}

/** How many days a month from 1 to 12 has. */
export function daysInMonth(year: number, month: number): number {
  const isShort = month === 2 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0));
  return isShort ? 28 : (MONTH_DAYS[month - 1] as number);
}

/** The number of a day that a calendar has. */
export function epochDay(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? year : year - 1;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_400_YEARS + dayOfEra - DAYS_TO_1970;
}

/** Year, month and day of a number. */
export function dayOfEpoch(number: number): [year: number, month: number, day: number] {
  const shifted = number + DAYS_TO_1970;
  const era = Math.floor(shifted / DAYS_IN_400_YEARS);
  const dayOfEra = shifted - era * DAYS_IN_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}
