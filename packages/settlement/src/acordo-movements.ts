import type { CivilDate } from '@baixa/core';
import { type PartOfAcordo, placeOfAcordo, type Share } from './acordo.ts';
import { toleranceOf } from './decide.ts';
import { dueOn, settledByPayments } from './due.ts';
import { leftOf, replacedBy, withMovement } from './movements.ts';
import type { AgreementRules, Movement, Receivable } from './receivable.ts';
import { settleAnyway } from './settle-into.ts';

/*
 * What making and ending an acordo does to receivables, one movement a write. Keys are made of the acordo's id, so that
 * whatever is done again is recognised.
 */
const keyOf = (acordo: string, what: string): string => `acordo:${acordo}/${what}`;

/** The movement that has a key made of an acordo and what was done. */
export const movementOf = (
  { movements }: Receivable,
  acordo: string,
  what: 'replaced' | 'restored' | 'cancelled',
): Movement | undefined => movements.find(({ key }) => key === keyOf(acordo, what));

/** An acordo takes the place of the receivable: only the acordo's parts are to be paid from now on. */
export function replace(receivable: Receivable, acordo: string, parts: number, on: CivilDate): Receivable {
  return withMovement(receivable, {
    ...placeOfAcordo(acordo),
    key: keyOf(acordo, 'replaced'),
    on,
    outcome: 'replaced',
    movedCents: 0,
    appliedCents: 0,
    stands: { status: 'replaced' },
    acordo,
    partCount: parts,
  });
}

/**
 * The receivable stands again as its payments make it. On one that the acordo has not replaced yet it only says that the
 * acordo never will: whoever is about to do it finds this.
 */
export function restore(
  receivable: Receivable,
  acordo: string,
  on: CivilDate,
  rules: AgreementRules,
): Receivable {
  const isReplaced = receivable.status === 'replaced' && replacedBy(receivable) === acordo;
  return withMovement(receivable, {
    ...placeOfAcordo(acordo),
    key: keyOf(acordo, 'restored'),
    on,
    outcome: 'restored',
    movedCents: 0,
    appliedCents: 0,
    ...(isReplaced ? { stands: standingOf(receivable, rules) } : {}),
    acordo,
  });
}

function standingOf(receivable: Receivable, rules: AgreementRules): NonNullable<Movement['stands']> {
  const tolerance = toleranceOf(rules, receivable.faceCents);
  const settledOn = settledByPayments(receivable, tolerance, rules.holidays);
  return settledOn === undefined ? { status: 'open' } : { status: 'settled', settledOn };
}

/** A part is void: what comes for it from now on waits for a person. */
export function cancelPart(part: Receivable, acordo: string, on: CivilDate): Receivable {
  return withMovement(part, {
    ...placeOfAcordo(acordo),
    key: keyOf(acordo, 'cancelled'),
    on,
    outcome: 'cancelled',
    movedCents: 0,
    appliedCents: 0,
    stands: { status: 'cancelled' },
    acordo,
  });
}

/**
 * Takes what one payment paid off a part that is void; undefined when nothing is left on it. It leaves with the date of
 * the payment, as it comes to another receivable: on no day is it on both.
 */
export function takeNext(part: Receivable, acordo: string): Receivable | undefined {
  const payment = part.movements.find(
    (movement) => movement.undoes === undefined && leftOf(part, movement).appliedCents > 0,
  );
  if (payment === undefined) return undefined;
  const cents = leftOf(part, payment).appliedCents;
  const { file, line, offset, on } = payment;
  return withMovement(part, {
    key: keyOf(acordo, `taken:${part.id}:${takenFrom(part, acordo).length + 1}`),
    file,
    line,
    offset,
    on,
    outcome: 'transferred',
    movedCents: -cents,
    appliedCents: -cents,
    undoes: payment.key,
    acordo,
  });
}

/** The movements by which the end of an acordo took money off a part. */
export function takenFrom({ movements }: Receivable, acordo: string): Movement[] {
  return movements.filter((each) => each.outcome === 'transferred' && each.acordo === acordo);
}

/** The payment whose money a movement took. */
export function paymentTaken({ movements }: Receivable, { undoes }: Movement): Movement {
  return movements.find(({ key }) => key === undoes) as Movement;
}

/**
 * Shares what was paid under an acordo over what it had replaced: the payments in the order of their dates, each to the
 * oldest receivable that still owes on that date. What is more than all of them owe stays with the last one that it
 * reached, as a credit. The shares are all the money, to the centavo.
 */
export function shareOut(
  acordo: string,
  emptied: Receivable[],
  restored: { receivable: Receivable; rules: AgreementRules }[],
): Share[] {
  const standing = restored.map(({ receivable }) => receivable);
  const shares: Share[] = [];
  for (const { from, taken, payment } of moneyOf(acordo, emptied)) {
    let left = -taken.movedCents;
    const own: Share[] = [];
    const share = (to: string, cents: number) => {
      const key = keyOf(acordo, `given:${shares.length + own.length + 1}`);
      own.push({ from, taken: taken.key, to, key, cents });
    };
    for (const [index, { rules }] of restored.entries()) {
      const receivable = standing[index] as Receivable;
      if (left === 0 || receivable.status !== 'open') continue;
      const cents = Math.min(left, dueOn(receivable, payment.on, rules.holidays).totalCents);
      if (cents <= 0) continue;
      const { file, line, offset, on } = payment;
      share(receivable.id, cents);
      const given = { key: own.at(-1)?.key ?? '', file, line, offset, on, cents };
      standing[index] = settleAnyway(receivable, given, rules).after;
      left -= cents;
    }
    const last = own.at(-1);
    if (left > 0 && last !== undefined) last.cents += left;
    else if (left > 0) share(standing.at(-1)?.id ?? '', left);
    shares.push(...own);
  }
  return shares;
}

/** What was taken off the parts, in the order of the payment dates. */
function moneyOf(acordo: string, emptied: Receivable[]) {
  return emptied
    .flatMap((part) =>
      takenFrom(part, acordo).map((taken) => ({ from: part.id, taken, payment: paymentTaken(part, taken) })),
    )
    .toSorted((a, b) => (a.payment.on < b.payment.on ? -1 : a.payment.on > b.payment.on ? 1 : 0));
}

/** True when a receivable is a part of this acordo. */
export const isPartOf = (receivable: { acordo?: PartOfAcordo }, acordo: string): boolean =>
  receivable.acordo?.id === acordo;
