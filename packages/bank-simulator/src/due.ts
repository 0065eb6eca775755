import { type CivilDate, daysBetween } from '@baixa/core';
import { lastDayOnTime } from './calendar.ts';
import { fraction, fractionOf, halfUp, times } from './fraction.ts';
import type { Receivable, Tolerance } from './receivable.ts';

/** What an untouched receivable owes on a day, in centavos. */
export interface Due {
  fineCents: number;
  interestCents: number;
  discountCents: number;
  totalCents: number;
}

function share(cents: number, percent: string, days = 1, perDays = 1): number {
  const rate = times(fractionOf(percent), fraction(days, 100 * perDays));
  return Number(halfUp(times(fraction(cents), rate)));
}

/**
 * What is due on a day, as the receivable's terms say: the face amount; when late, the fine once and interest for each
 * calendar day since the last day on time (a month is 30 days), rounded half up once; up to its date, the best discount.
 */
export function dueOn({ faceCents, dueOn: due, terms = {} }: Receivable, on: CivilDate): Due {
  const late = Math.max(0, daysBetween(lastDayOnTime(due), on));
  const { fine, interest, discounts = [] } = terms;
  let fineCents = 0;
  if (late > 0 && fine) fineCents = 'cents' in fine ? fine.cents : share(faceCents, fine.percent);
  let interestCents = 0;
  if (late > 0 && interest)
    interestCents =
      'centsPerDay' in interest
        ? interest.centsPerDay * late
        : share(faceCents, interest.percentPerMonth, late, 30);
  let discountCents = 0;
  for (const discount of discounts)
    if (on <= discount.until)
      discountCents = Math.max(
        discountCents,
        'cents' in discount ? discount.cents : share(faceCents, discount.percent),
      );
  const totalCents = faceCents + fineCents + interestCents - discountCents;
  return { fineCents, interestCents, discountCents, totalCents };
}

/** The centavos that a payment of this receivable may differ. */
export function toleranceCents({ faceCents }: Receivable, { cents, percent }: Tolerance): number {
  return Math.max(cents, percent === undefined ? 0 : share(faceCents, percent));
}
