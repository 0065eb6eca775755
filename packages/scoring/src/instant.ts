import { epochSeconds } from '@baixa/core';

/**
 * A moment: RFC 3339 with its offset (`2026-03-27T02:30:00Z`), or a civil date-time without one
 * (`2026-03-26T23:30`), which is São Paulo's. Seconds may be left out and fractions of them are dropped.
 */
export type Moment = string;

/** São Paulo keeps no summer time since 2019. */
const SAO_PAULO = '-03:00';

/**
 * Whole seconds since 1970, as an integer: no ratio of two of them is ever rounded.
 *
 * @throws when the text is no moment; whoever takes data in from outside checks it first
 */
export function secondsOf(moment: Moment): number {
  return epochSeconds(withOffset(moment));
}

function withOffset(moment: Moment): string {
  const sign = moment.at(-6);
  return moment.endsWith('Z') || sign === '-' || sign === '+' ? moment : `${moment}${SAO_PAULO}`;
}
