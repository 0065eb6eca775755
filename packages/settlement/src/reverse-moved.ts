import { type Entry, movedCents } from '@baixa/core';
import type { AcordoPorts } from './acordo-ports.ts';
import { partKeyOf } from './charge.ts';
import { reversePart } from './decide-charge.ts';
import { refusalOf } from './decision.ts';
import { sharesOf } from './end-acordo.ts';
import { moneyOf } from './generation.ts';
import { changePayable } from './give.ts';
import type { MatchedBy } from './match.ts';
import { asOfMovement, isUndone, leftOf, standingPayments } from './movements.ts';
import type { EntryOutcome } from './outcome.ts';
import {
  baseOf,
  type EntryContext,
  outcomeOf,
  placeOf,
  toldElsewhere,
  toldFirst,
} from './outcome-of-entry.ts';
import { keyOfPix } from './pix-payments.ts';
import type { Movement, Receivable } from './receivable.ts';
import { MORE_THAN_LEFT } from './reverse.ts';
import { paymentDate } from './told.ts';

/** Money that went from a part of an acordo to what that had replaced, when it ended. */
const takenOf = ({ movements }: Receivable, payment: Movement): Movement[] =>
  movements.filter(
    ({ undoes, acordo, outcome }) =>
      undoes === payment.key && acordo !== undefined && outcome === 'transferred',
  );

/** The payment that a reversal undoes, where the end of an acordo has moved it on. */
export function paymentMovedOn(part: Receivable, entry: Entry): Movement | undefined {
  if (entry.kind !== 'reversal' || part.acordo === undefined || part.status !== 'cancelled') return undefined;
  const moved = standingPayments(part).filter((payment) => takenOf(part, payment).length > 0);
  if (entry.endToEndId !== undefined) {
    const money = keyOfPix(entry.endToEndId);
    return moved.find(({ key }) => moneyOf(key) === money);
  }
  return moved.findLast((payment) => payment.movedCents === entry.paidCents);
}

/**
 * Gives back a payment of a part that is void: what it left there as a credit first, then what it paid of the
 * receivables that stand again, the last one first. Each has a conditional write of its own, whose key is made of the
 * entry's and of its number, so that whoever does it again goes on where it stopped.
 */
export async function reverseMoved(
  ports: AcordoPorts,
  context: EntryContext,
  part: Receivable,
  payment: Movement,
  matchedBy: MatchedBy | undefined,
): Promise<EntryOutcome> {
  const { told, rules } = context;
  const { company } = rules;
  const first = await toldFirst(ports.exceptions, context);
  if (first !== undefined) return toldElsewhere(context, first.file, part, matchedBy);
  const places = await placesOf(ports, part, payment);
  const loaded = await ports.receivables.load(company, [...new Set(places.map(({ id }) => id))], {
    consistent: true,
  });
  const left = places.reduce((sum, { id, key }) => sum + leftAt(loaded.get(id), key), 0);
  const isBegun = places.some(({ id }, index) =>
    loaded.get(id)?.movements.some(({ key }) => key === partKeyOf(told.key, index + 1)),
  );
  const moved = movedCents(told.entry);
  if (!isBegun && left < -moved) return outcomeOf(context, refusalOf(moved, MORE_THAN_LEFT), part, matchedBy);
  const parts: EntryOutcome[] = [];
  let open = -moved;
  for (const [index, { id, key: source }] of places.entries()) {
    const key = partKeyOf(told.key, index + 1);
    const { line, offset } = told.entry;
    const place = { key, file: told.file, line, offset, on: paymentDate(told) ?? payment.on };
    const after = await changePayable<Receivable>(ports.receivables, company, id, (standing) => {
      const cents = Math.min(open, leftAt(standing, source));
      const given = standing.movements.find((movement) => movement.key === source);
      if (given === undefined || cents === 0 || standing.movements.some((each) => each.key === key))
        return undefined;
      return reversePart(standing, place, given, -cents);
    });
    const at = after.movements.findIndex((movement) => movement.key === key);
    const movement = after.movements[at];
    if (movement === undefined) continue;
    open += movement.movedCents;
    parts.push({
      ...baseOf(context),
      key,
      outcome: 'reversed',
      movedCents: movement.movedCents,
      appliedCents: movement.appliedCents,
      unappliedCents: movement.movedCents - movement.appliedCents,
      ...placeOf(asOfMovement(after, at)),
      ...(matchedBy === undefined ? {} : { matchedBy }),
    });
  }
  const appliedCents = parts.reduce((sum, each) => sum + each.appliedCents, 0);
  return {
    ...baseOf(context),
    outcome: 'reversed',
    appliedCents,
    unappliedCents: moved - appliedCents,
    parts,
    ...(matchedBy === undefined ? {} : { matchedBy }),
  };
}

/** Where the money of a payment stands now, as what is to be taken first. */
async function placesOf(
  ports: AcordoPorts,
  part: Receivable,
  payment: Movement,
): Promise<{ id: string; key: string }[]> {
  const shares = [];
  for (const { acordo = '', key } of takenOf(part, payment))
    shares.push(...(await sharesOf(ports, part.company, acordo, key)));
  return [{ id: part.id, key: payment.key }, ...shares.toReversed().map(({ to, key }) => ({ id: to, key }))];
}

function leftAt(receivable: Receivable | undefined, key: string): number {
  const payment = receivable?.movements.find((movement) => movement.key === key);
  if (receivable === undefined || payment === undefined || isUndone(receivable, payment)) return 0;
  const { appliedCents, unappliedCents } = leftOf(receivable, payment);
  return appliedCents + unappliedCents;
}
