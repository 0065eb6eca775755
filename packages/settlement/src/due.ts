import { businessDayFrom, type Cents, type CivilDate, type LocalHolidays } from '@baixa/core';
import type { Receivable } from './receivable.ts';
import { discountOf, fineOf, interestOf, rebateOf } from './terms.ts';

/** What is owed on a day, in centavos, and of what it is made. */
export interface Due {
  /** What is open of the face amount. */
  principalCents: Cents;
  /** Fine and interest, with what part payments of earlier days left open of them. */
  fineCents: Cents;
  interestCents: Cents;
  discountCents: Cents;
  rebateCents: Cents;
  /** principal + fine + interest − discount − rebate. */
  totalCents: Cents;
}

/** What a payment did to each part of what was due, in centavos. */
export interface Split {
  principalCents: Cents;
  fineCents: Cents;
  interestCents: Cents;
  discountCents: Cents;
  rebateCents: Cents;
  /** What was paid over (positive) or under what was due, within the agreement's tolerance. */
  toleranceCents: Cents;
}

interface Balance {
  principalCents: Cents;
  fineCents: Cents;
  interestCents: Cents;
  /** The day through which fine and interest have been charged; undefined while nothing was. */
  chargedThrough?: CivilDate;
  touched: boolean;
}

function dueOfBalance(
  receivable: Receivable,
  balance: Balance,
  on: CivilDate,
  local: LocalHolidays | undefined,
): Due {
  const terms = receivable.terms ?? {};
  const lastDay = businessDayFrom(receivable.dueOn, local);
  const late = on > lastDay;
  const charged = balance.chargedThrough;
  const { principalCents } = balance;
  const rebateCents = Math.min(principalCents, rebateOf(terms, receivable.faceCents));
  const bearing = principalCents - rebateCents;
  const fineCents = balance.fineCents + (late && charged === undefined ? fineOf(terms, bearing) : 0);
  const interestCents =
    balance.interestCents + (late ? interestOf(terms, bearing, charged ?? lastDay, on, local) : 0);
  const discountCents = balance.touched
    ? 0
    : Math.min(bearing, discountOf(terms, receivable.faceCents, on, lastDay, local));
  const totalCents = bearing + fineCents + interestCents - discountCents;
  return { principalCents, fineCents, interestCents, discountCents, rebateCents, totalCents };
}

/**
 * Splits a payment over what is due. In full it pays every part and takes discount and rebate with it; a part payment
 * pays interest, then the fine, then principal (Código Civil, art. 354), and gets neither. Always
 * cents = principal + fine + interest − discount − rebate + tolerance.
 */
export function splitOver(due: Due, cents: Cents, inFull: boolean): Split {
  if (inFull) {
    const { totalCents, ...parts } = due;
    return { ...parts, toleranceCents: cents - totalCents };
  }
  const interestCents = Math.min(due.interestCents, cents);
  const fineCents = Math.min(due.fineCents, cents - interestCents);
  const principalCents = cents - interestCents - fineCents;
  return { principalCents, fineCents, interestCents, discountCents: 0, rebateCents: 0, toleranceCents: 0 };
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
 * the balance there would have been without it.
 */
function balanceAfter(
  receivable: Receivable,
  paid: { on: CivilDate; cents: Cents }[],
  local: LocalHolidays | undefined,
): Balance {
  let balance: Balance = {
    principalCents: receivable.faceCents,
    fineCents: 0,
    interestCents: 0,
    touched: false,
  };
  for (const { on, cents } of paid) {
    const due = dueOfBalance(receivable, balance, on, local);
    const paidOff = cents >= due.totalCents;
    const split = splitOver(due, cents, paidOff);
    const late = on > businessDayFrom(receivable.dueOn, local);
    balance = {
      principalCents: due.principalCents - split.principalCents,
      fineCents: due.fineCents - split.fineCents,
      interestCents: due.interestCents - split.interestCents,
      touched: true,
      ...(late ? { chargedThrough: on } : {}),
    };
  }
  return balance;
}

/**
 * The payment date by which the payments that stand settle a receivable, within a tolerance in centavos; undefined where
 * they do not. It is folded anew, because what was undone may lie before payments that were decided when it stood.
 */
export function settledByPayments(
  receivable: Receivable,
  tolerance: Cents,
  local?: LocalHolidays,
): CivilDate | undefined {
  const standing = payments(receivable);
  return standing.find(({ on, cents }, index) => {
    const due = dueOfBalance(
      receivable,
      balanceAfter(receivable, standing.slice(0, index), local),
      on,
      local,
    );
    return due.totalCents - cents <= tolerance;
  })?.on;
}

/**
 * What a receivable's customer owes when paying on a day: principal still open, fine and pro-rata interest when late,
 * less rebate, and less the discount when early. Lateness, interest and discounts by day count from the due date moved
 * to a business day (Lei 7.089/1983; API Pix 2.9.0); `local` are the municipality's own holidays.
 */
export function dueOn(receivable: Receivable, on: CivilDate, local?: LocalHolidays): Due {
  return dueOfBalance(receivable, balanceAfter(receivable, payments(receivable), local), on, local);
}
