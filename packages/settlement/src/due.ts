import { addDays, type Cents, type CivilDate, daysBetween, multiplyCents } from '@baixa/core';
import type { Receivable, Terms } from './receivable.ts';

/** What is owed on a day, in centavos, and of what it is made. */
export interface Due {
  principalCents: Cents;
  /** Fine and interest of earlier days that part payments left open. */
  carriedCents: Cents;
  fineCents: Cents;
  interestCents: Cents;
  discountCents: Cents;
  totalCents: Cents;
}

interface Balance {
  principalCents: Cents;
  carriedCents: Cents;
  /** The day through which fine and interest have been charged; undefined while nothing was. */
  chargedThrough?: CivilDate;
  touched: boolean;
}

/** Reads a percentage `"2.00"` as a ratio of whole numbers, so that no rate passes through floating point. */
export function ratioOfPercent(percent: string): { numerator: bigint; denominator: bigint } {
  const [whole = '0', decimals = ''] = percent.split('.');
  return { numerator: BigInt(whole + decimals), denominator: 100n * 10n ** BigInt(decimals.length) };
}

function shareOf(cents: Cents, percent: string, times = 1, per = 1): Cents {
  const { numerator, denominator } = ratioOfPercent(percent);
  return multiplyCents(cents, numerator * BigInt(times), denominator * BigInt(per));
}

/** A due date on a Saturday or Sunday may be paid on the Monday after it (Lei 7.089/1983). */
export function lastDayOnTime(dueOn: CivilDate): CivilDate {
  const weekday = daysBetween('2024-01-01', dueOn) % 7;
  const fromMonday = weekday < 0 ? weekday + 7 : weekday;
  return fromMonday >= 5 ? addDays(dueOn, 7 - fromMonday) : dueOn;
}

function interestOf(terms: Terms, principal: Cents, days: number): Cents {
  if (terms.interest === undefined || days <= 0) return 0;
  if ('centsPerDay' in terms.interest) return terms.interest.centsPerDay * days;
  return shareOf(principal, terms.interest.percentPerMonth, days, 30);
}

function discountOf(terms: Terms, face: Cents, on: CivilDate): Cents {
  const valid = (terms.discounts ?? []).filter((discount) => on <= discount.until);
  return Math.max(0, ...valid.map((d) => ('cents' in d ? d.cents : shareOf(face, d.percent))));
}

function dueOfBalance(receivable: Receivable, balance: Balance, on: CivilDate): Due {
  const terms = receivable.terms ?? {};
  const lastDay = lastDayOnTime(receivable.dueOn);
  const late = on > lastDay;
  const charged = balance.chargedThrough;
  const { principalCents, carriedCents } = balance;
  const firstLate = late && charged === undefined;
  const fineCents =
    firstLate && terms.fine !== undefined
      ? 'cents' in terms.fine
        ? terms.fine.cents
        : shareOf(principalCents, terms.fine.percent)
      : 0;
  const interestCents = late ? interestOf(terms, principalCents, daysBetween(charged ?? lastDay, on)) : 0;
  const discountCents = balance.touched ? 0 : discountOf(terms, receivable.faceCents, on);
  const totalCents = principalCents + carriedCents + fineCents + interestCents - discountCents;
  return { principalCents, carriedCents, fineCents, interestCents, discountCents, totalCents };
}

/** Each applied payment less what reversals took back of it, in the order they came. */
function payments({ movements }: Receivable): { on: CivilDate; cents: Cents }[] {
  const left = new Map<string, { on: CivilDate; cents: Cents }>();
  for (const movement of movements) {
    if (movement.undoes !== undefined) {
      const undone = left.get(movement.undoes);
      if (undone !== undefined) undone.cents += movement.appliedCents;
    } else if (movement.appliedCents > 0) {
      left.set(movement.key, { on: movement.on, cents: movement.appliedCents });
    }
  }
  return [...left.values()].filter(({ cents }) => cents > 0);
}

/**
 * The balance is folded from the movements each time, never kept beside them: taking a payment out again gives exactly
 * the balance there would have been without it. A payment pays charges before principal (Código Civil, art. 354).
 */
function balanceOf(receivable: Receivable): Balance {
  let balance: Balance = { principalCents: receivable.faceCents, carriedCents: 0, touched: false };
  for (const { on, cents } of payments(receivable)) {
    const due = dueOfBalance(receivable, balance, on);
    const late = on > lastDayOnTime(receivable.dueOn);
    const charges = due.carriedCents + due.fineCents + due.interestCents;
    const toCharges = Math.min(charges, cents);
    const paidOff = cents >= due.totalCents;
    balance = {
      principalCents: paidOff ? 0 : due.principalCents - (cents - toCharges),
      carriedCents: paidOff ? 0 : charges - toCharges,
      touched: true,
      ...(late ? { chargedThrough: on } : {}),
    };
  }
  return balance;
}

/**
 * What a receivable's customer owes when paying on a day: principal still open, fine and pro-rata interest when late,
 * less the discount when early. Lateness and interest count from the due date moved to a business day (API Pix 2.9.0).
 */
export function dueOn(receivable: Receivable, on: CivilDate): Due {
  return dueOfBalance(receivable, balanceOf(receivable), on);
}
