import { type Cents, type CivilDate, type Entry, isMoneyIn, movedCents, multiplyCents } from '@baixa/core';
import type { Payable } from './charge.ts';
import { type Due, dueOn, type Split, splitOver } from './due.ts';
import { moneyOf } from './generation.ts';
import { leftOf, replacedBy, standingPayments, withMovement } from './movements.ts';
import { keyOfPix } from './pix-payments.ts';
import type { AgreementRules, Movement, Outcome, Receivable } from './receivable.ts';
import { ratioOfPercent } from './terms.ts';

/** Where an entry stands, and the natural key that is the same in every file that tells of the same money. */
export interface Told {
  entry: Entry;
  key: string;
  file: string;
  /** The day the file was made: the payment date of last resort, when the bank filled none. */
  fileCreatedOn?: CivilDate | undefined;
}

/** The smallest change that would have settled the entry. */
export interface SmallestChange {
  field: string;
  from: string;
  to: string;
}

/** What an entry does to a receivable or charge. `appliedCents` + `unappliedCents` is what the bank moved. */
export interface Decision<P extends Payable = Receivable> {
  outcome: Outcome;
  appliedCents: Cents;
  unappliedCents: Cents;
  /** What the applied part paid; absent when nothing was applied. */
  split?: Split;
  /** A sentence for a person, without personal data. */
  reason?: string;
  change?: SmallestChange;
  /** What it was decided for, with the movement on it; absent when nothing is to be written. */
  after?: P;
}

/** What moves nothing. */
export const NOTED = { outcome: 'noted', appliedCents: 0, unappliedCents: 0 } as const;

/** Money that stands nowhere, and waits for a person. */
export const refusalOf = (cents: Cents, reason: string) =>
  ({ outcome: 'refused', appliedCents: 0, unappliedCents: cents, reason }) as const;

export const NO_DATE = 'The bank gave no payment, processing, credit or file date.';

/**
 * The natural key of what an entry tells: the PIX payment or refund where there is one, the money where its file says
 * what tells it apart, else its file and byte.
 */
export function naturalKey(file: string, entry: Entry): string {
  if (entry.kind === 'reversal' && entry.reversalId !== undefined) return `rtr:${entry.reversalId}`;
  if (entry.kind !== 'reversal' && entry.endToEndId !== undefined) return keyOfPix(entry.endToEndId);
  if (entry.moneyKey !== undefined) return `money:${entry.moneyKey}`;
  return `${file}:${entry.offset}`;
}

/** True for money that other files may tell as well: its key is not that of a place in this file. */
export function isToldElsewhereToo({ key, file }: Pick<Told, 'key' | 'file'>): boolean {
  return !key.startsWith(`${file}:`);
}

/** The civil date on which the money moved, by the surest date the bank gave. */
export function paymentDate({ entry, fileCreatedOn }: Told): CivilDate | undefined {
  return entry.paidOn ?? entry.processedOn ?? entry.creditedOn ?? fileCreatedOn;
}

/**
 * True for money that the bank may still take back: a cheque whose credit date, if it has one, lies after the day the
 * file was made.
 */
export function isHeld({ entry, fileCreatedOn }: Told): boolean {
  if (entry.held === undefined || !isMoneyIn(entry.kind)) return false;
  const { creditedOn } = entry;
  return creditedOn === undefined || fileCreatedOn === undefined || creditedOn > fileCreatedOn;
}

/** What a payment of a receivable of this face amount may differ, in centavos. */
export const toleranceOf = (rules: AgreementRules, face: Cents): Cents => {
  if (rules.tolerance.percent === undefined) return rules.tolerance.cents;
  const { numerator, denominator } = ratioOfPercent(rules.tolerance.percent);
  return Math.max(rules.tolerance.cents, multiplyCents(face, numerator, denominator));
};

/**
 * Decides what an entry does to the receivable it was matched to.
 *
 * | the bank tells                                     | outcome             | applied    |
 * |----------------------------------------------------|---------------------|------------|
 * | no money (registration, fee, advance notice…)      | noted               | 0          |
 * | a cheque not cleared yet (before it is decided)    | held                | 0          |
 * | money for a cancelled receivable, or with no date  | refused             | 0          |
 * | money for what an acordo replaced                  | refused             | 0          |
 * | money for a settled receivable                     | paid-twice          | 0          |
 * | charges or discounts the terms do not have         | divergent           | 0          |
 * | what is due that day, within tolerance             | settled             | all        |
 * | less                                               | settled-in-part     | all        |
 * | more                                               | settled-in-excess   | what is due|
 * | a payment given back                               | reversed            | −what was applied |
 *
 * Pure: the same receivable and entry always give the same decision.
 */
export function decide(receivable: Receivable, told: Told, rules: AgreementRules): Decision {
  const { entry } = told;
  const moved = movedCents(entry);
  if (moved === 0) return NOTED;
  const on = paymentDate(told);
  if (on === undefined) return refusalOf(moved, NO_DATE);
  if (!isMoneyIn(entry.kind)) return reverse(receivable, told, on, moved);
  if (receivable.status === 'cancelled')
    return refusalOf(moved, 'The receivable was cancelled before this payment.');
  if (receivable.status === 'replaced')
    return refusalOf(
      moved,
      `Acordo ${replacedBy(receivable)} took the place of the receivable before this payment.`,
    );
  if (receivable.status === 'settled')
    return record(receivable, told, on, {
      outcome: 'paid-twice',
      appliedCents: 0,
      unappliedCents: moved,
      reason: `The receivable was settled on ${receivable.settledOn}; this payment is a credit.`,
    });
  return pay(receivable, told, on, moved, rules);
}

function pay(
  receivable: Receivable,
  told: Told,
  on: CivilDate,
  paid: Cents,
  rules: AgreementRules,
): Decision {
  const due = dueOn(receivable, on, rules.holidays);
  const tolerance = toleranceOf(rules, receivable.faceCents);
  const divergence = divergenceOf(told.entry, due, tolerance);
  if (divergence !== undefined)
    return record(receivable, told, on, {
      outcome: 'divergent',
      appliedCents: 0,
      unappliedCents: paid,
      ...divergence,
    });
  const difference = paid - due.totalCents;
  if (Math.abs(difference) <= tolerance)
    return record(receivable, told, on, {
      outcome: 'settled',
      appliedCents: paid,
      unappliedCents: 0,
      split: splitOver(due, paid, true),
    });
  const change = { field: 'paidCents', from: String(paid), to: String(due.totalCents) };
  if (difference < 0)
    return record(receivable, told, on, {
      outcome: 'settled-in-part',
      appliedCents: paid,
      unappliedCents: 0,
      split: splitOver(due, paid, false),
    });
  return record(receivable, told, on, {
    outcome: 'settled-in-excess',
    appliedCents: due.totalCents,
    unappliedCents: difference,
    split: splitOver(due, due.totalCents, true),
    reason: 'The payment is more than was due that day; the excess is a credit.',
    change,
  });
}

/** What the bank says it charged and granted, held against the terms. A bank that says nothing does not contradict. */
function divergenceOf(
  entry: Entry,
  due: Due,
  tolerance: Cents,
): Pick<Decision, 'reason' | 'change'> | undefined {
  if (entry.kind === 'partial-payment') return undefined;
  const charged = entry.lateChargesCents ?? (entry.interestCents ?? 0) + (entry.fineCents ?? 0);
  const granted = (entry.discountCents ?? 0) + (entry.rebateCents ?? 0);
  if (charged === 0 && granted === 0) return undefined;
  const chargesDue = due.fineCents + due.interestCents;
  const grantedDue = due.discountCents + due.rebateCents;
  if (Math.abs(charged - granted - (chargesDue - grantedDue)) <= tolerance) return undefined;
  const overCharges = Math.abs(charged - chargesDue) >= Math.abs(granted - grantedDue);
  return {
    reason: 'The bank charged or granted what the terms of the receivable do not have.',
    change: overCharges
      ? { field: 'lateChargesCents', from: String(charged), to: String(chargesDue) }
      : { field: 'discountCents', from: String(granted), to: String(grantedDue) },
  };
}

export const NO_PAYMENT_YET = 'The payment that this reversal undoes is not on the receivable yet.';
export const MORE_THAN_LEFT = 'The reversal gives back more than is left of the payment it undoes.';

function reverse(receivable: Receivable, told: Told, on: CivilDate, moved: Cents): Decision {
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

/** The decision with the movement that it is. */
export function record<P extends Payable>(
  payable: P,
  { entry, key, file }: Told,
  on: CivilDate,
  decision: Omit<Decision, 'after'>,
  of: Pick<Movement, 'undoes' | 'waitsFor' | 'parts'> = {},
): Decision<P> {
  const movement: Movement = {
    key,
    file,
    line: entry.line,
    offset: entry.offset,
    outcome: decision.outcome,
    on,
    movedCents: movedCents(entry),
    appliedCents: decision.appliedCents,
    ...of,
  };
  return { ...decision, after: withMovement(payable, movement) };
}
