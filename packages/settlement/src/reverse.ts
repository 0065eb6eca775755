import { type Cents, type CivilDate, type Entry, movedCents } from '@baixa/core';
import type { Payable } from './charge.ts';
import { type Decision, record, refusalOf } from './decision.ts';
import { moneyOf } from './generation.ts';
import { leftOf, standingPayments } from './movements.ts';
import { keyOfPix } from './pix-payments.ts';
import type { Movement, Receivable } from './receivable.ts';
import { paymentDate, type Told } from './told.ts';

export const NO_PAYMENT_YET = 'The payment that this reversal undoes is not on the receivable yet.';
export const MORE_THAN_LEFT = 'The reversal gives back more than is left of the payment it undoes.';

/** What giving a payment back does to its receivable. */
export function reverse(receivable: Receivable, told: Told, on: CivilDate, moved: Cents): Decision {
  const undone = movementToUndo(receivable, told.entry);
  if (undone === undefined) return overtook(receivable, told, on);
  const { undoes, ...reversal } = reversalOf(receivable, undone, moved);
  return record(receivable, told, on, reversal, undoes === undefined ? {} : { undoes });
}

/** A reversal that came before its payment: it waits for it. */
export function overtook<P extends Payable>(payable: P, told: Told, on: CivilDate): Decision<P> {
  const { endToEndId } = told.entry;
  return record(
    payable,
    told,
    on,
    {
      outcome: 'unmatched',
      appliedCents: 0,
      unappliedCents: movedCents(told.entry),
      reason: NO_PAYMENT_YET,
    },
    endToEndId === undefined ? {} : { waitsFor: keyOfPix(endToEndId) },
  );
}

/** What giving centavos of a payment back (negative) takes: what was never applied, then what was. */
export function reversalOf(
  payable: Payable,
  payment: Movement,
  moved: Cents,
): Omit<Decision, 'after'> & { undoes?: string } {
  const left = leftOf(payable, payment);
  if (-moved > left.appliedCents + left.unappliedCents) return refusalOf(moved, MORE_THAN_LEFT);
  const unapplied = Math.min(-moved, left.unappliedCents);
  const applied = Math.min(-moved - unapplied, left.appliedCents);
  return {
    outcome: 'reversed',
    appliedCents: 0 - applied,
    unappliedCents: moved + applied,
    undoes: payment.key,
  };
}

/**
 * A PIX refund names its payment; a bank's estorno does not, and undoes the newest payment of that amount. Part of a
 * collective charge's payment is given back by what names the charge.
 */
export function movementToUndo(payable: Payable, entry: Entry): Movement | undefined {
  const paid = standingPayments(payable).filter(({ part }) => part === undefined);
  const e2e = entry.endToEndId === undefined ? undefined : keyOfPix(entry.endToEndId);
  if (e2e !== undefined) return paid.find(({ key }) => moneyOf(key) === e2e);
  return paid.findLast((movement) => {
    const { appliedCents, unappliedCents } = leftOf(payable, movement);
    return appliedCents + unappliedCents === entry.paidCents;
  });
}

/** True for a reversal whose payment has not come yet. */
export function isTooEarly(payable: Payable, told: Told): boolean {
  return (
    told.entry.kind === 'reversal' &&
    paymentDate(told) !== undefined &&
    movementToUndo(payable, told.entry) === undefined
  );
}
