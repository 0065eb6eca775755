import type { Cents } from '@baixa/core';
import type { Payable } from './charge.ts';
import { toleranceOf } from './decide.ts';
import { dueOn, type Split, splitOver } from './due.ts';
import { leftOf, withMovement } from './movements.ts';
import type { AgreementRules, Movement, Receivable } from './receivable.ts';

/** Money that goes to a receivable as a person or a split says, in centavos, with where the bank told it. */
export type Given = Pick<Movement, 'key' | 'file' | 'line' | 'offset' | 'on' | 'part'> & { cents: Cents };

/** Why money cannot go to a receivable. */
export interface Refusal {
  code: 'not-open' | 'more-than-due';
  dueCents: Cents;
}

/**
 * Gives money to a receivable because a person or the split of a collective charge says so: charges and discounts of the bank are not held against its
 * terms. It settles it, or a part of it; more than is due on that day it does not take.
 */
export function settleInto(
  receivable: Receivable,
  { cents, ...place }: Given,
  rules: AgreementRules,
): { after: Receivable; movement: Movement; split: Split } | Refusal {
  if (receivable.status !== 'open') return { code: 'not-open', dueCents: 0 };
  const due = dueOn(receivable, place.on, rules.holidays);
  const difference = cents - due.totalCents;
  const tolerance = toleranceOf(rules, receivable.faceCents);
  if (difference > tolerance) return { code: 'more-than-due', dueCents: due.totalCents };
  const inFull = difference >= -tolerance;
  const movement: Movement = {
    ...place,
    outcome: inFull ? 'settled' : 'settled-in-part',
    movedCents: cents,
    appliedCents: cents,
  };
  return { after: withMovement(receivable, movement), movement, split: splitOver(due, cents, inFull) };
}

/**
 * Gives money whose way back is closed: it was taken from elsewhere, and the receivable has changed since. It takes what
 * it can; the rest is a credit on it, for a person to look at again.
 */
export function settleAnyway(
  receivable: Receivable,
  given: Given,
  rules: AgreementRules,
): { after: Receivable; movement: Movement; split?: Split } {
  const result = settleInto(receivable, given, rules);
  if (!('code' in result)) return result;
  const { cents, ...place } = given;
  const { dueCents } = result;
  const movement: Movement = {
    ...place,
    outcome: dueCents > 0 ? 'settled-in-excess' : 'paid-twice',
    movedCents: cents,
    appliedCents: dueCents,
  };
  const due = dueOn(receivable, place.on, rules.holidays);
  return {
    after: withMovement(receivable, movement),
    movement,
    ...(dueCents > 0 ? { split: splitOver(due, dueCents, true) } : {}),
  };
}

/**
 * Takes the credit that a payment left on a receivable or a charge off it, to be given to others. Undefined when less is left of it
 * than `cents`: the bank took it back, or it went elsewhere.
 */
export function takeCredit<P extends Payable>(
  payable: P,
  payment: string,
  key: string,
  cents: Cents,
): P | undefined {
  const source = payable.movements.find((movement) => movement.key === payment);
  if (source === undefined) return undefined;
  if (leftOf(payable, source).unappliedCents < cents) return undefined;
  const { file, line, offset, on } = source;
  return withMovement(payable, {
    key,
    file,
    line,
    offset,
    on,
    outcome: 'transferred',
    movedCents: -cents,
    appliedCents: 0,
    undoes: payment,
  });
}
