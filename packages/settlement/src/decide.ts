import { type Cents, type CivilDate, type Entry, isMoneyIn, movedCents, multiplyCents } from '@baixa/core';
import { type Decision, NO_DATE, NOTED, record, refusalOf } from './decision.ts';
import { type Due, dueOn, splitOver } from './due.ts';
import { replacedBy } from './movements.ts';
import type { AgreementRules, Receivable } from './receivable.ts';
import { reverse } from './reverse.ts';
import { ratioOfPercent } from './terms.ts';
import { paymentDate, type Told } from './told.ts';

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
