import { invariant, mapLimit, movedCents } from '@baixa/core';
import type { AcordoPorts } from './acordo-ports.ts';
import { type Charge, isCharge, type Payable, partKeyOf } from './charge.ts';
import { type Covered, decideCharge, explained, reversePart } from './decide-charge.ts';
import { changePayable, type Gave, gave, give } from './give.ts';
import type { MatchedBy } from './match.ts';
import { asOfMovement, isUndone } from './movements.ts';
import type { EntryOutcome } from './outcome.ts';
import {
  awaited,
  baseOf,
  type EntryContext,
  outcomeOf,
  placeOf,
  toldElsewhere,
  toldFirst,
} from './outcome-of-entry.ts';
import type { Receivables } from './ports.ts';
import type { AgreementRules, Movement, Part, Receivable } from './receivable.ts';
import { paymentMovedOn, reverseMoved } from './reverse-moved.ts';
import { indexOfTold, MAX_TRIES, settleOne } from './settle-entry.ts';
import type { Told } from './told.ts';

const PARTS_AT_ONCE = 25;

type Ports = AcordoPorts;

interface Settled {
  outcome: EntryOutcome;
  payable: Payable;
}

/** Applies one entry to the receivable, or the collective charge, that it names; or where its money has gone from there. */
export async function settlePayable(
  ports: Ports,
  context: EntryContext,
  found: Payable,
  matchedBy: MatchedBy | undefined,
): Promise<Settled> {
  if (isCharge(found)) return settleCharge(ports, context, found, matchedBy);
  const { entry } = context.told;
  const isElsewhere = (standing: Receivable) => paymentMovedOn(standing, entry) !== undefined;
  const { outcome, payable } = await settleOne(ports, context, found, matchedBy, isElsewhere);
  if (outcome !== undefined) return { outcome, payable };
  const payment = paymentMovedOn(payable, entry) as Movement;
  return { outcome: await reverseMoved(ports, context, payable, payment, matchedBy), payable };
}

/**
 * Applies one entry to a collective charge: one conditional write keeps on the charge what goes to which receivable, and
 * then each of those has a conditional write of its own. Whoever finds it half done, after a crash or beside another
 * worker, does the rest as it was kept.
 */
async function settleCharge(
  ports: Ports,
  context: EntryContext,
  found: Charge,
  matchedBy: MatchedBy | undefined,
): Promise<Settled> {
  const { rules, told } = context;
  let current = found;
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const index = indexOfTold(current, told.key);
    const movement = current.movements[index];
    if (movement !== undefined && (movement.file !== told.file || movement.offset !== told.entry.offset))
      return { outcome: toldElsewhere(context, movement.file, current, matchedBy), payable: current };
    if (movement !== undefined) {
      const outcome = await outcomeOfMovement(ports, context, current, index, matchedBy);
      return { outcome, payable: current };
    }
    const covered = await coveredBy(ports.receivables, rules, current);
    const { after, ...decision } = decideCharge(current, covered, told, rules);
    if (after === undefined) {
      const first = await toldFirst(ports.exceptions, context);
      if (first !== undefined)
        return { outcome: toldElsewhere(context, first.file, current, matchedBy), payable: current };
      return { outcome: outcomeOf(context, decision, current, matchedBy), payable: current };
    }
    const result = await ports.receivables.append(after);
    current = result.saved ? after : (result.current as Charge);
  }
  throw new Error(`Charge ${found.id} changed under ${MAX_TRIES} tries to settle it.`);
}

/** What a charge covers, once all that was begun with it is done: a crash may have left a part undone. */
async function coveredBy(receivables: Receivables, rules: AgreementRules, charge: Charge): Promise<Covered> {
  const ids = charge.covers.map(({ receivable }) => receivable);
  const load = () => receivables.load(rules.company, ids, { consistent: true });
  const covered = await load();
  const begun = charge.movements.flatMap((movement) =>
    (isUndone(charge, movement) ? [] : (movement.parts ?? [])).map((part) => ({ movement, part })),
  );
  const undone = begun.filter(({ movement, part }) => {
    const key = partKeyOf(movement.key, part.number);
    return !covered.get(part.receivable)?.movements.some((each) => each.key === key);
  });
  // One after the other: what was paid goes before what is given back of it.
  for (const { movement, part } of undone) await move(receivables, rules, charge, movement, part);
  return undone.length === 0 ? covered : load();
}

/** Does one part of a charge's movement, once: gives money to its receivable, or takes it back. */
async function move(
  receivables: Receivables,
  rules: AgreementRules,
  charge: Charge,
  movement: Movement,
  { number, receivable: id, cents }: Part,
): Promise<Gave> {
  const { file, line, offset, on, undoes } = movement;
  const payment = undoes === undefined ? movement : charge.movements.find(({ key }) => key === undoes);
  invariant(payment?.parts !== undefined, `charge ${charge.id} has the payment of ${movement.key}`);
  const key = partKeyOf(movement.key, number);
  const part = { charge: charge.id, number, of: payment.parts.length };
  const place = { key, file, line, offset, on, part };
  if (cents > 0) return give(receivables, rules, { ...place, cents }, id);
  const source = partKeyOf(payment.key, number);
  const after = await changePayable<Receivable>(receivables, rules.company, id, (standing) => {
    if (standing.movements.some((each) => each.key === key)) return undefined;
    const given = standing.movements.find((each) => each.key === source);
    invariant(given !== undefined, `receivable ${id} has ${source}`);
    return reversePart(standing, place, given, cents);
  });
  return gave(after, key, rules);
}

/** Does what a movement of a charge says, and tells it. */
async function outcomeOfMovement(
  { receivables }: Ports,
  context: EntryContext,
  charge: Charge,
  index: number,
  matchedBy: MatchedBy | undefined,
): Promise<EntryOutcome> {
  const { rules, told } = context;
  const movement = charge.movements[index] as Movement;
  const by = matchedBy === undefined ? {} : { matchedBy };
  const parts = await mapLimit(movement.parts ?? [], PARTS_AT_ONCE, async (part) =>
    outcomeOfPart(context, await move(receivables, rules, charge, movement, part)),
  );
  const appliedCents = parts.reduce((sum, part) => sum + part.appliedCents, 0);
  const after = asOfMovement(charge, index);
  return {
    ...baseOf(context),
    outcome: movement.outcome,
    appliedCents,
    unappliedCents: movedCents(told.entry) - appliedCents,
    ...placeOf(after),
    ...(parts.length === 0 ? {} : { parts: parts.map((part) => ({ ...part, ...by })) }),
    ...by,
    ...explained(movement),
    ...awaited(after, told),
  };
}

function outcomeOfPart(context: EntryContext, { movement, split, receivable }: Gave): EntryOutcome {
  const { key, outcome, movedCents: moved, appliedCents, part } = movement;
  return {
    ...baseOf(context),
    key,
    outcome,
    movedCents: moved,
    appliedCents,
    unappliedCents: moved - appliedCents,
    ...(split === undefined || moved < 0
      ? {}
      : { split: { ...split, feeCents: feeOf(context.told, part?.number) } }),
    receivable,
    ...(part === undefined ? {} : { part }),
    ...(moved - appliedCents > 0 || outcome === 'refused' ? { reason: OTHERS_WERE_FASTER } : {}),
  };
}

const OTHERS_WERE_FASTER = 'The receivable changed while the payment of its collective charge was split.';

/** The bank's tariff is one for the whole payment: the first part tells it. */
const feeOf = ({ entry }: Told, number: number | undefined) => (number === 1 ? (entry.feeCents ?? 0) : 0);
