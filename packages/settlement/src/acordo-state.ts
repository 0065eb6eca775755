import type { Cents, CivilDate } from '@baixa/core';
import type { Acordo, AcordoEnding } from './acordo.ts';
import { dueOn } from './due.ts';
import { asOfMovement, isUndone, leftOf } from './movements.ts';
import type { Receivable } from './receivable.ts';

/** How an acordo stands on a day. */
export interface AcordoStanding {
  state: Exclude<Acordo['state'], 'ended'> | AcordoEnding | 'kept';
  /** The due date of the oldest part that was due before the day and is not paid. */
  lateSince?: CivilDate;
  /** Of its parts, in centavos: what was paid, and what is due on the day of those that are due or not. */
  paidCents: Cents;
  openCents: Cents;
}

/**
 * How an acordo stands, by its parts as they stand. Kept, while it has not ended otherwise, means that every part is
 * settled: a payment that the bank takes back makes it active again.
 */
export function standingOfAcordo({ state, end }: Acordo, parts: Receivable[], on: CivilDate): AcordoStanding {
  const open = parts.filter(({ status }) => status === 'open');
  const late = open.map((part) => part.dueOn).filter((due) => due < on);
  const isKept = parts.length > 0 && parts.every(({ status }) => status === 'settled');
  const isActive = state === 'active';
  return {
    state: isActive ? (isKept ? 'kept' : 'active') : state === 'ended' ? (end?.how ?? 'cancelled') : state,
    ...(isActive && late.length > 0 ? { lateSince: late.toSorted()[0] } : {}),
    paidCents: sum(parts.map(paidOf)),
    openCents: sum(open.map((part) => dueOn(part, on).totalCents)),
  };
}

const sum = (cents: Cents[]): Cents => cents.reduce((total, each) => total + each, 0);

/** What of a receivable is paid, and stands. */
export function paidOf(receivable: Receivable): Cents {
  const payments = receivable.movements.filter(({ undoes }) => undoes === undefined);
  return sum(payments.map((payment) => leftOf(receivable, payment).appliedCents));
}

/**
 * The payment date by which a part of an acordo was settled; also where the acordo has ended since and its money went
 * on, unless the file that told of that money was undone.
 */
export function settledUnderAcordo(part: Receivable): CivilDate | undefined {
  const end = part.movements.findIndex(({ outcome }) => outcome === 'cancelled');
  const before = end === -1 ? part : asOfMovement(part, end - 1);
  const isGone = before.movements.some(
    (movement) => isUndone(part, movement) && !isUndone(before, movement) && movement.appliedCents > 0,
  );
  return before.status === 'settled' && !isGone ? before.settledOn : undefined;
}
