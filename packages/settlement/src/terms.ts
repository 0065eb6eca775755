import {
  businessDaysBetween,
  type Cents,
  type CivilDate,
  daysBetween,
  type LocalHolidays,
  multiplyCents,
} from '@baixa/core';
import { z } from 'zod';
import { cents, civilDate } from './fields.ts';

const percent = z.string().regex(/^\d{1,3}(\.\d{1,6})?$/, 'expected a percentage such as "2.00"');
/** Which days count: all of them, or those on which banks settle. */
const days = z.enum(['calendar', 'business']).optional();

/** Fine (multa): once, when the payment is late. Per cent of the principal, or a fixed amount. */
const fine = z.union([z.strictObject({ percent }), z.strictObject({ cents })]);
/** Interest (juros) of lateness. Source: API Pix 2.9.0, CobV `juros.modalidade`: 1 to 4 calendar, 5 to 8 business days. */
const interest = z.union([
  z.strictObject({ percentPerMonth: percent, days }),
  z.strictObject({ centsPerDay: cents, days }),
  z.strictObject({ percentPerDay: percent, days }),
  z.strictObject({ percentPerYear: percent, days }),
]);
/**
 * Discount of a receivable paid in full: up to a day, or for each day before the due date.
 * Source: API Pix 2.9.0, CobV `desconto.modalidade`: 1 and 2 up to a day, 3 to 6 by day.
 */
const discount = z.union([
  z.strictObject({ until: civilDate, cents }),
  z.strictObject({ until: civilDate, percent }),
  z.strictObject({ centsPerDayEarly: cents, days }),
  z.strictObject({ percentPerDayEarly: percent, days }),
]);
/** Rebate (abatimento): what the company has let off, whenever it is paid. */
const rebate = z.union([z.strictObject({ cents }), z.strictObject({ percent })]);

/** What is added to or taken from the face amount, by the day of payment. */
export const termsSchema = z.strictObject({
  fine: fine.optional(),
  interest: interest.optional(),
  discounts: z.array(discount).max(3).optional(),
  rebate: rebate.optional(),
});
export type Terms = z.infer<typeof termsSchema>;

/**
 * Days that a month and a year of interest have. A month of 30 days is what courts and banks use; the others are the
 * commonest readings of a text that says only "ao mês" and "ao ano" (see docs/readings.md).
 */
const DAYS = { calendar: { month: 30, year: 365 }, business: { month: 21, year: 252 } } as const;

/** Reads a percentage `"2.00"` as a ratio of whole numbers, so that no rate passes through floating point. */
export function ratioOfPercent(text: string): { numerator: bigint; denominator: bigint } {
  const [whole = '0', decimals = ''] = text.split('.');
  return { numerator: BigInt(whole + decimals), denominator: 100n * 10n ** BigInt(decimals.length) };
}

function shareOf(amount: Cents, rate: string, times = 1, per = 1): Cents {
  const { numerator, denominator } = ratioOfPercent(rate);
  return multiplyCents(amount, numerator * BigInt(times), denominator * BigInt(per));
}

function daysOf(
  count: 'calendar' | 'business' | undefined,
  from: CivilDate,
  to: CivilDate,
  local?: LocalHolidays,
) {
  return count === 'business' ? businessDaysBetween(from, to, local) : Math.max(0, daysBetween(from, to));
}

/** The fine on a principal, due once. */
export function fineOf({ fine: terms }: Terms, principal: Cents): Cents {
  if (terms === undefined) return 0;
  return 'cents' in terms ? terms.cents : shareOf(principal, terms.percent);
}

/** The interest that a principal bears after `from` and up to `to`, rounded half up once over the whole period. */
export function interestOf(
  { interest: terms }: Terms,
  principal: Cents,
  from: CivilDate,
  to: CivilDate,
  local?: LocalHolidays,
): Cents {
  if (terms === undefined || to <= from) return 0;
  const count = daysOf(terms.days, from, to, local);
  const { month, year } = DAYS[terms.days ?? 'calendar'];
  if ('centsPerDay' in terms) return terms.centsPerDay * count;
  if ('percentPerDay' in terms) return shareOf(principal, terms.percentPerDay, count);
  if ('percentPerYear' in terms) return shareOf(principal, terms.percentPerYear, count, year);
  return shareOf(principal, terms.percentPerMonth, count, month);
}

/** The best discount for paying on a day, in full, a receivable that is on time until `lastDay`. */
export function discountOf(
  terms: Terms,
  face: Cents,
  on: CivilDate,
  lastDay: CivilDate,
  local?: LocalHolidays,
): Cents {
  const amounts = (terms.discounts ?? []).map((each) => {
    if ('centsPerDayEarly' in each) return each.centsPerDayEarly * daysOf(each.days, on, lastDay, local);
    if ('percentPerDayEarly' in each)
      return shareOf(face, each.percentPerDayEarly, daysOf(each.days, on, lastDay, local));
    if (on > each.until) return 0;
    return 'cents' in each ? each.cents : shareOf(face, each.percent);
  });
  return Math.min(face, Math.max(0, ...amounts));
}

/** What the company has let off of a face amount. */
export function rebateOf({ rebate: terms }: Terms, face: Cents): Cents {
  if (terms === undefined) return 0;
  return Math.min(face, 'cents' in terms ? terms.cents : shareOf(face, terms.percent));
}
