import { type CivilDate, civilDateOf, daysBetween, invariant } from '@baixa/core';

/**
 * A moment: RFC 3339 with its offset (`2026-03-27T02:30:00Z`), or a civil date-time without one
 * (`2026-03-26T23:30`), which is São Paulo's. Seconds may be left out and fractions of them are dropped.
 */
export type Moment = string;

/** São Paulo keeps no summer time since 2019. */
const SAO_PAULO = '-03:00';
const SHAPE = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/**
 * Whole seconds since 1970, as an integer: no ratio of two of them is ever rounded.
 *
 * @throws when the text is no moment; whoever takes data in from outside checks it first
 */
export function secondsOf(moment: Moment): number {
  const parts = SHAPE.exec(withOffset(moment));
  invariant(parts, 'a moment is YYYY-MM-DDTHH:MM:SS with or without its offset');
  const [, date, hour, minute, second, sign, offsetHour, offsetMinute] = parts;
  const clock = Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0);
  const offset = sign === undefined ? 0 : Number(offsetHour) * 3600 + Number(offsetMinute) * 60;
  return daysBetween('1970-01-01', date!) * 86_400 + clock - (sign === '-' ? -offset : offset);
}

/** The civil date of a moment in São Paulo. */
export function dateOf(moment: Moment): CivilDate {
  return civilDateOf(withOffset(moment));
}

function withOffset(moment: Moment): string {
  return /(?:Z|[+-]\d{2}:\d{2})$/.test(moment) ? moment : `${moment}${SAO_PAULO}`;
}
