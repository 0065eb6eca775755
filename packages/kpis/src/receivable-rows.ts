import { type Cents, type CivilDate, civilDateOf } from '@baixa/core';
import { asOfMovement, dueOn, newReceivable, type Receivable, withMovement } from '@baixa/settlement';
import { type Row, rowsBetween, sumRows } from './row.ts';

/**
 * The day on which a receivable counts as billed. **Reading:** the day it was issued, where the company tells it; else
 * the day it was registered, or its due date where that came first (an old debt that was registered late). Undefined for
 * one that was registered before key indicators were kept: it is in none.
 */
export function billedOn({ issuedOn, dueOn: due, registered }: Receivable): CivilDate | undefined {
  if (registered === undefined) return undefined;
  const registeredOn = civilDateOf(registered.at);
  return issuedOn ?? (registeredOn < due ? registeredOn : due);
}

/**
 * What of the face amount was open at the end of a day, by the payments, reversals and undoings dated up to it: the
 * business date. Fines and interest are no part of it; a settled receivable has nothing open, whatever tolerance or
 * rebate let off.
 */
export function openCentsOn(receivable: Receivable, on: CivilDate): Cents {
  const { status: _, settledOn: __, movements, ...registration } = receivable;
  const then = movements
    .filter((movement) => movement.on <= on)
    .reduce(withMovement, newReceivable(registration));
  // What was undone and stands again may settle it on a later day only.
  const isOpen = then.status === 'settled' ? (then.settledOn ?? on) > on : then.status === 'open';
  if (!isOpen) return 0;
  return dueOn(then, on).principalCents;
}

/** Everything that a receivable adds to the key indicators as it stands: what a full recomputation adds up. */
export function rowsOfReceivable(receivable: Receivable): Row[] {
  const since = billedOn(receivable);
  if (since === undefined) return [];
  const { strata, movements, dueOn: due } = receivable;
  // What an acordo put in the place of bills is owed, and was billed before.
  const [billedCents, billedBills] = receivable.acordo === undefined ? [receivable.faceCents, 1] : [0, 0];
  const days = movements.map(({ on }) => on).filter((on) => on > since);
  let openBefore = 0;
  const balance = [since, ...new Set(days.toSorted())].map((day): Row => {
    const open = openCentsOn(receivable, day);
    const openBills = (open > 0 ? 1 : 0) - (openBefore > 0 ? 1 : 0);
    const openCents = open - openBefore;
    openBefore = open;
    return { ...strata, day, dueOn: due, measures: { openCents, openBills } };
  });
  return sumRows([
    { ...strata, day: since, measures: { billedCents, billedBills } },
    ...balance,
    ...movements.map(({ on, appliedCents }) => ({
      ...strata,
      day: on,
      measures: { collectedCents: appliedCents },
    })),
  ]);
}

/** What registering a receivable adds, whatever happened to it since. */
export function rowsOfRegistration(receivable: Receivable): Row[] {
  return rowsOfReceivable(asOfMovement(receivable, -1));
}

/**
 * What the movement with this key adds, whatever happened since: the receivable up to it less the one before it. Added up
 * over all movements they are what `rowsOfReceivable` gives, because a receivable's movements are only ever appended.
 */
export function rowsOfMovement(receivable: Receivable, key: string): Row[] {
  const index = receivable.movements.findIndex((movement) => movement.key === key);
  if (index === -1) return [];
  return rowsBetween(
    rowsOfReceivable(asOfMovement(receivable, index - 1)),
    rowsOfReceivable(asOfMovement(receivable, index)),
  );
}
