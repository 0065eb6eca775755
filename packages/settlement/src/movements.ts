import type { Cents } from '@baixa/core';
import { type Movement, newReceivable, type Receivable } from './receivable.ts';

/** The receivable after a movement: one version on, and settled or open again as the movement says. */
export function withMovement(receivable: Receivable, movement: Movement): Receivable {
  const { settledOn, ...rest } = receivable;
  const after = { ...rest, version: receivable.version + 1, movements: [...receivable.movements, movement] };
  if (movement.outcome === 'settled' || movement.outcome === 'settled-in-excess')
    return { ...after, status: 'settled', settledOn: movement.on };
  if (movement.outcome === 'reversed' && movement.appliedCents < 0) return { ...after, status: 'open' };
  return { ...after, ...(settledOn === undefined ? {} : { settledOn }) };
}

/** The receivable as it stood just after its movement number `index`; just registered with -1. */
export function asOfMovement(receivable: Receivable, index: number): Receivable {
  const { status: _, settledOn: __, movements, ...registration } = receivable;
  return movements.slice(0, index + 1).reduce(withMovement, newReceivable(registration));
}

/** What of a payment no reversal has taken back yet. */
export function leftOf(
  { movements }: Receivable,
  payment: Movement,
): { appliedCents: Cents; unappliedCents: Cents } {
  const undoing = movements.filter(({ undoes }) => undoes === payment.key);
  const applied = undoing.reduce((sum, { appliedCents }) => sum + appliedCents, payment.appliedCents);
  const moved = undoing.reduce((sum, { movedCents }) => sum + movedCents, payment.movedCents);
  return { appliedCents: applied, unappliedCents: moved - applied };
}
