import type { Cents } from '@baixa/core';
import { isCharge, newCharge, type Payable } from './charge.ts';
import { type Movement, newReceivable, type Receivable } from './receivable.ts';

/** A receivable or charge after a movement: one version on, a receivable settled or open again as the movement says. */
export function withMovement<P extends Payable>(payable: P, movement: Movement): P;
export function withMovement(payable: Payable, movement: Movement): Payable {
  const moved = { version: payable.version + 1, movements: [...payable.movements, movement] };
  if (isCharge(payable)) return { ...payable, ...moved };
  const { settledOn, ...rest } = payable;
  const after = { ...rest, ...moved };
  if (movement.stands !== undefined) return { ...after, ...movement.stands };
  if (movement.outcome === 'settled' || movement.outcome === 'settled-in-excess')
    return { ...after, status: 'settled', settledOn: movement.on };
  const isOut = rest.status === 'cancelled' || rest.status === 'replaced';
  if (movement.outcome === 'reversed' && movement.appliedCents < 0 && !isOut)
    return { ...after, status: 'open' };
  return { ...after, ...(settledOn === undefined ? {} : { settledOn }) };
}

/** A receivable or charge as it stood just after its movement number `index`; just registered with -1. */
export function asOfMovement<P extends Payable>(payable: P, index: number): P;
export function asOfMovement(payable: Payable, index: number): Payable {
  const first = isCharge(payable) ? newCharge(payable) : newReceivable(withoutState(payable));
  return payable.movements.slice(0, index + 1).reduce<Payable>(withMovement, first);
}

function withoutState({ status: _, settledOn: __, ...registration }: Receivable) {
  return registration;
}

/** What of a payment no reversal has taken back yet. */
export function leftOf(
  { movements }: Payable,
  payment: Movement,
): { appliedCents: Cents; unappliedCents: Cents } {
  const undoing = movements.filter(({ undoes }) => undoes === payment.key);
  const applied = undoing.reduce((sum, { appliedCents }) => sum + appliedCents, payment.appliedCents);
  const moved = undoing.reduce((sum, { movedCents }) => sum + movedCents, payment.movedCents);
  return { appliedCents: applied, unappliedCents: moved - applied };
}

/** The key of the movement that takes another one back. */
export const undoneKeyOf = (key: string): string => `${key}/undone`;

/** True for a movement that was taken back with its file. */
export function isUndone({ movements }: Payable, { key }: Pick<Movement, 'key'>): boolean {
  return movements.some((each) => each.outcome === 'undone' && each.key === undoneKeyOf(key));
}

/** The payments that stand: what came in, and was not taken back with its file. */
export function standingPayments(payable: Payable): Movement[] {
  return payable.movements.filter(
    (movement) => movement.movedCents > 0 && movement.outcome !== 'undone' && !isUndone(payable, movement),
  );
}

/** The acordo that replaced a receivable last. */
export function replacedBy({ movements }: Pick<Receivable, 'movements'>): string | undefined {
  return movements.findLast(({ outcome }) => outcome === 'replaced')?.acordo;
}
