import { type Cents, type CivilDate, isMoneyIn, movedCents } from '@baixa/core';
import { type Charge, partKeyOf } from './charge.ts';
import { toleranceOf } from './decide.ts';
import { type Decision, NO_DATE, NOTED, record, refusalOf, type SmallestChange } from './decision.ts';
import { dueOn } from './due.ts';
import { leftOf, withMovement } from './movements.ts';
import type { AgreementRules, Movement, Outcome, Part, Receivable } from './receivable.ts';
import { MORE_THAN_LEFT, movementToUndo, NO_PAYMENT_YET, overtook, reversalOf } from './reverse.ts';
import { paymentDate, type Told } from './told.ts';

/** The receivables that a charge covers, by id, as they stand. */
export type Covered = ReadonlyMap<string, Receivable>;

/**
 * Decides how a payment of a collective charge is split, or what gives one back is taken from its parts. Kept on the
 * charge before anything else is written, so that whoever goes on with it does the same.
 *
 * | the bank tells                                      | outcome           | to the receivables | on the charge  |
 * |-----------------------------------------------------|-------------------|--------------------|----------------|
 * | no money                                            | noted             | 0                  | 0              |
 * | money for what was all cancelled, or with no date   | refused           | 0                  | 0              |
 * | money for what owes nothing any more                | paid-twice        | 0                  | all, a credit  |
 * | what is due of all that day, within tolerance       | settled           | all                | 0              |
 * | less                                                | settled-in-part   | all                | 0              |
 * | more                                                | settled-in-excess | what is due        | the rest, a credit |
 * | a payment given back                                | reversed          | −the newest parts  | −its credit, first |
 */
export function decideCharge(
  charge: Charge,
  covered: Covered,
  told: Told,
  rules: AgreementRules,
): Decision<Charge> {
  const moved = movedCents(told.entry);
  if (moved === 0) return NOTED;
  const on = paymentDate(told);
  if (on === undefined) return refusalOf(moved, NO_DATE);
  if (!isMoneyIn(told.entry.kind)) return reverseCharge(charge, covered, told, on);
  const { parts, outcome } = splitOf(charge, covered, moved, on, rules);
  if (outcome === 'refused')
    return refusalOf(moved, 'All that the charge covers was cancelled before this payment.');
  const appliedCents = sumOf(parts);
  const decision = { outcome, appliedCents, unappliedCents: moved - appliedCents };
  return record(charge, told, on, decision, { parts });
}

const sumOf = (parts: Part[]): Cents => parts.reduce((sum, { cents }) => sum + cents, 0);

/**
 * Splits money over what a charge covers, oldest due first. Each takes what the company gave it, as far as it owes that;
 * what is left then goes to what is still owed, in the same order. What is over within the tolerance of the last one
 * stays with it.
 */
export function splitOf(
  { covers }: Charge,
  covered: Covered,
  money: Cents,
  on: CivilDate,
  rules: AgreementRules,
): { parts: Part[]; outcome: Outcome } {
  const shares = covers
    .flatMap(({ receivable: id, cents }) => {
      const receivable = covered.get(id);
      if (receivable === undefined) return [];
      const due = receivable.status === 'open' ? dueOn(receivable, on, rules.holidays).totalCents : 0;
      return {
        receivable,
        due,
        given: cents ?? due,
        cents: 0,
        tolerance: toleranceOf(rules, receivable.faceCents),
      };
    })
    .toSorted((a, b) => a.receivable.dueOn.localeCompare(b.receivable.dueOn));
  let left = money;
  const fill = (share: (typeof shares)[number], upTo: Cents) => {
    const more = Math.max(0, Math.min(left, upTo - share.cents));
    share.cents += more;
    left -= more;
  };
  for (const share of shares) fill(share, Math.min(share.given, share.due));
  for (const share of shares) fill(share, share.due);
  const last = shares.findLast(({ cents }) => cents > 0);
  if (last !== undefined && left <= last.tolerance) fill(last, last.cents + left);
  const parts = shares
    .filter(({ cents }) => cents > 0)
    .map(({ receivable, cents }, index): Part => ({ number: index + 1, receivable: receivable.id, cents }));
  const isShort = shares.some(({ due, cents, tolerance }) => due - cents > (cents > 0 ? tolerance : 0));
  if (parts.length > 0)
    return { parts, outcome: left > 0 ? 'settled-in-excess' : isShort ? 'settled-in-part' : 'settled' };
  const cancelled = shares.every(({ receivable }) => receivable.status === 'cancelled');
  return { parts, outcome: cancelled ? 'refused' : 'paid-twice' };
}

function reverseCharge(charge: Charge, covered: Covered, told: Told, on: CivilDate): Decision<Charge> {
  const payment = movementToUndo(charge, told.entry);
  if (payment === undefined) return overtook(charge, told, on);
  const moved = movedCents(told.entry);
  const { undoes, ...reversal } = reversalOf(charge, payment, moved);
  const parts = undoes === undefined ? undefined : takenFrom(payment, covered, reversal.appliedCents);
  if (parts === undefined) return record(charge, told, on, refusalOf(moved, MORE_THAN_LEFT));
  return record(charge, told, on, reversal, { undoes: payment.key, parts });
}

/** Takes centavos (negative) from a payment's parts, the newest first: what settled nothing, then what did. */
function takenFrom(payment: Movement, covered: Covered, cents: Cents): Part[] | undefined {
  const newest = (payment.parts ?? []).toReversed().map((part) => {
    const receivable = covered.get(part.receivable);
    const movement = receivable?.movements.find(({ key }) => key === partKeyOf(payment.key, part.number));
    const nothing = { appliedCents: 0, unappliedCents: 0 };
    const left = receivable === undefined || movement === undefined ? nothing : leftOf(receivable, movement);
    return { ...part, left, cents: 0 };
  });
  let wanted = -cents;
  for (const what of ['unappliedCents', 'appliedCents'] as const)
    for (const part of newest) {
      const taken = Math.min(wanted, part.left[what]);
      part.cents -= taken;
      wanted -= taken;
    }
  if (wanted > 0) return undefined;
  return newest
    .filter((part) => part.cents < 0)
    .map(({ number, receivable, cents: taken }) => ({ number, receivable, cents: taken }));
}

/** Takes a part of a charge's payment back from its receivable, in centavos (negative). */
export function reversePart(
  receivable: Receivable,
  place: Pick<Movement, 'key' | 'file' | 'line' | 'offset' | 'on' | 'part'>,
  payment: Movement,
  cents: Cents,
): Receivable {
  const { outcome, appliedCents, undoes } = reversalOf(receivable, payment, cents);
  return withMovement(receivable, {
    ...place,
    outcome,
    movedCents: cents,
    appliedCents,
    ...(undoes === undefined ? {} : { undoes }),
  });
}

/** Why a movement of a charge is what it is, and the smallest change that would have settled it. */
export function explained({ outcome, movedCents: moved, appliedCents }: Movement): {
  reason?: string;
  change?: SmallestChange;
} {
  switch (outcome) {
    case 'settled-in-excess':
      return {
        reason:
          'The payment is more than was due that day of all that the charge covers; the excess is a credit.',
        change: { field: 'paidCents', from: String(moved), to: String(appliedCents) },
      };
    case 'paid-twice':
      return { reason: 'Nothing is owed any more of what the charge covers; this payment is a credit.' };
    case 'unmatched':
      return { reason: NO_PAYMENT_YET };
    case 'refused':
      return { reason: MORE_THAN_LEFT };
    default:
      return {};
  }
}
