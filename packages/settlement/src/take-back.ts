import type { Cents } from '@baixa/core';
import { isCharge, type Payable } from './charge.ts';
import { toleranceOf } from './decide.ts';
import { dueOn, settledByPayments } from './due.ts';
import { isUndone, leftOf, undoneKeyOf, withMovement } from './movements.ts';
import type { AgreementRules, Movement, Receivable } from './receivable.ts';

/** For whom a movement is taken back: the file that is undone, and which step of its history that is. */
export interface Undoing {
  file: string;
  step: number;
}

/** The other files that reversed a part of this payment, and stand: they must be undone first. */
export function reversedBy(payable: Payable, payment: Movement, file: string): string[] {
  const others = reversalsOf(payable, payment).filter((reversal) => reversal.file !== file);
  return [...new Set(others.map((reversal) => reversal.file))];
}

const reversalsOf = (payable: Payable, { key }: Movement): Movement[] =>
  payable.movements.filter(
    (each) => each.undoes === key && each.outcome === 'reversed' && !isUndone(payable, each),
  );

/**
 * Takes a movement back, as a new one, so that the receivable owes what it would without it; a collective charge owes
 * nothing, and holds what it would.
 *
 * | what is taken back                    | moved            | applied                                        |
 * |---------------------------------------|------------------|------------------------------------------------|
 * | a payment                             | −what is left    | −what is left of it applied                     |
 * | a payment that a person moved a part of | −what is left    | the part is taken back where it went           |
 * | a reversal                            | + all of it      | what the payment takes again; the rest, where others paid meanwhile, is a credit |
 * | money that moved no balance           | − all of it      | 0                                              |
 *
 * What is left of a payment counts as if the reversals in the same file were taken back already: they are.
 */
export function takeBack<P extends Payable>(
  payable: P,
  movement: Movement,
  { file }: Undoing,
  rules: AgreementRules,
): P;
export function takeBack(
  payable: Payable,
  movement: Movement,
  { file }: Undoing,
  rules: AgreementRules,
): Payable {
  const { line, offset, on, part } = movement;
  const of = {
    key: undoneKeyOf(movement.key),
    file: movement.file,
    line,
    offset,
    on,
    outcome: 'undone' as const,
    ...(part === undefined ? {} : { part }),
  };
  if (movement.movedCents <= 0)
    return isCharge(payable)
      ? withMovement(payable, oppositeOf(movement, of))
      : giveAgain(payable, movement, of, rules);
  const left = leftOf(payable, movement);
  const own = reversalsOf(payable, movement).filter((reversal) => reversal.file === file);
  const sum = (cents: Cents[]) => cents.reduce((total, each) => total + each, 0);
  return standing(
    payable,
    {
      ...of,
      movedCents: 0 - (left.appliedCents + left.unappliedCents - sum(own.map((each) => each.movedCents))),
      appliedCents: 0 - (left.appliedCents - sum(own.map((each) => each.appliedCents))),
      undoes: movement.key,
    },
    rules,
  );
}

/** On a charge a reversal is taken back whole: what its parts give to receivables again, those decide. */
function oppositeOf({ movedCents, appliedCents, undoes }: Movement, of: UndoneMovement): Movement {
  return {
    ...of,
    movedCents: 0 - movedCents,
    appliedCents: 0 - appliedCents,
    ...(undoes === undefined ? {} : { undoes }),
  };
}

type UndoneMovement = Pick<Movement, 'key' | 'file' | 'line' | 'offset' | 'on' | 'outcome' | 'part'>;

/** A reversal is taken back: its payment stands again, as far as nobody paid in its stead meanwhile. */
function giveAgain(
  receivable: Receivable,
  reversal: Movement,
  of: UndoneMovement,
  rules: AgreementRules,
): Payable {
  const movedCents = 0 - reversal.movedCents;
  const payment = receivable.movements.find(({ key }) => key === reversal.undoes);
  if (payment === undefined) return withMovement(receivable, { ...of, movedCents, appliedCents: 0 });
  const again = { ...of, on: payment.on, movedCents, undoes: payment.key };
  const wanted = 0 - reversal.appliedCents;
  if (isUndone(receivable, payment)) return standing(receivable, { ...again, appliedCents: wanted }, rules);
  const others = {
    ...receivable,
    movements: receivable.movements.filter(
      ({ key, undoes }) => key !== payment.key && undoes !== payment.key,
    ),
  };
  const tolerance = toleranceOf(rules, receivable.faceCents);
  // A part that an acordo's end made void takes nothing any more.
  const settled =
    receivable.status === 'cancelled' || settledByPayments(others, tolerance, rules.holidays) !== undefined;
  const due = settled ? 0 : dueOn(others, payment.on, rules.holidays).totalCents;
  const left = leftOf(receivable, payment).appliedCents;
  const fits = left + wanted <= due + (settled ? 0 : tolerance);
  const appliedCents = fits ? wanted : Math.min(wanted, Math.max(0, due - left));
  return standing(receivable, { ...again, appliedCents }, rules);
}

/** Appends what was undone, with the status that the payments that are left give the receivable. */
function standing(payable: Payable, movement: Movement, rules: AgreementRules): Payable {
  const after = withMovement(payable, movement);
  if (isCharge(after) || movement.appliedCents === 0) return after;
  if (after.status === 'cancelled' || after.status === 'replaced') return after;
  const tolerance = toleranceOf(rules, after.faceCents);
  const settledOn = settledByPayments(after, tolerance, rules.holidays);
  const stands =
    settledOn === undefined ? { status: 'open' as const } : { status: 'settled' as const, settledOn };
  return withMovement(payable, { ...movement, stands });
}
