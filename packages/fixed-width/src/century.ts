import type { CivilDate } from '@baixa/core';

const CENTURY = 100;

/**
 * The date with the same two last digits of its year that lies nearest to the year of `reference`, within 50 years of
 * it: what a two-digit year in a file of that day means. Without a reference the date stays as it was read.
 */
export function nearestCentury(
  date: CivilDate | undefined,
  reference: CivilDate | undefined,
): CivilDate | undefined {
  if (date === undefined || reference === undefined) return date;
  const away = Number(date.slice(0, 4)) - Number(reference.slice(0, 4));
  if (away > -50 && away <= 50) return date;
  const moved = date.slice(2);
  const year = Number(date.slice(0, 4)) - Math.round(away / CENTURY) * CENTURY;
  const isLeapDay = moved.slice(3) === '02-29';
  if (isLeapDay && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return undefined;
  return String(year).padStart(4, '0') + moved.slice(2);
}
