import type { Cents } from '@baixa/core';
import { type Movement, newReceivable, type Receivable } from './receivable.ts';

/** The receivable after a movement: one version on, and settled or open again as the movement says. */
export function withMovement(receivable: Receivable, movement: Movement): Receivable {
  const { settledOn, ...rest } = receivable;
  const after = { ...rest, version: receivable.version + 1, movements: [...receivable.movements, movement] };
  if (movement.stands !== undefined) return { ...after, ...movement.stands };
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

/** The key of the movement that takes another one back. */
export const undoneKeyOf = (key: string): string => `${key}/undone`;

/** True for a movement that was taken back with its file. */
export function isUndone({ movements }: Receivable, { key }: Pick<Movement, 'key'>): boolean {
  return movements.some((each) => each.outcome === 'undone' && each.key === undoneKeyOf(key));
}

/** The payments that stand: what came in, and was not taken back with its file. */
export function standingPayments(receivable: Receivable): Movement[] {
  return receivable.movements.filter(
    (movement) => movement.movedCents > 0 && movement.outcome !== 'undone' && !isUndone(receivable, movement),
  );
}
