import { invariant } from '@baixa/core';
import { isCharge, type Payable } from './charge.ts';
import { lookUp, type Matched } from './look-up.ts';
import { isUnsure } from './match.ts';
import type { EntryOutcome } from './outcome.ts';
import {
  type EntryContext,
  heldOutcome,
  placeOfEntry,
  toldElsewhere,
  unmatchedOutcome,
} from './outcome-of-entry.ts';
import { noteOnePix } from './pix-payments.ts';
import type { Claim, Receivables } from './ports.ts';
import type { AgreementRules } from './receivable.ts';
import { settlePayable } from './settle-charge.ts';
import type { SettlePorts } from './settle-ports.ts';
import { isHeld, isToldElsewhereToo, type Told } from './told.ts';

/**
 * Entries of one receivable, and of the collective charges that cover it, are settled one after the other, in the file's
 * order; each other entry by itself.
 */
export function groupByPayable(matches: Matched[]): Matched[][] {
  const withOthers = new Map<string, string>();
  const groupOf = (id: string): string => {
    const other = withOthers.get(id);
    return other === undefined ? id : groupOf(other);
  };
  for (const { payable } of matches)
    for (const { receivable } of payable !== undefined && isCharge(payable) ? payable.covers : []) {
      const [group, joins] = [groupOf(payable?.id ?? ''), groupOf(receivable)];
      if (group !== joins) withOthers.set(joins, group);
    }
  const keyOf = ({ told, payable }: Matched) =>
    payable === undefined ? told.key : `payable ${groupOf(payable.id)}`;
  return [...Map.groupBy(matches, keyOf).values()];
}

/** Settles what is about the same receivables, one after the other: each sees what the one before it left. */
export async function settleGroup(
  ports: SettlePorts,
  rules: AgreementRules,
  group: Matched[],
  claims: Map<string, Claim>,
  at: string,
): Promise<[Told, EntryOutcome][]> {
  const outcomes: [Told, EntryOutcome][] = [];
  const standing = new Map<string, Payable>();
  for (const match of group) {
    const { told, matchedBy, payable: found } = match;
    const current = found && (standing.get(found.id) ?? found);
    const context = { rules, told, at };
    const claim = claims.get(told.key);
    const isOthers = claim !== undefined && !isAt(told, claim);
    if (isOthers && !(await goesTo(ports, context, current, matchedBy))) {
      outcomes.push([told, toldWithMore(context, claim.file, current, matchedBy)]);
    } else if (current !== undefined && isHeld(told)) {
      outcomes.push([told, await heldOutcome(ports.exceptions, context, current, matchedBy)]);
    } else if (
      current === undefined ||
      (claim !== undefined && !isOthers) ||
      (isUnsure(matchedBy) && isToldElsewhereToo(told))
    ) {
      outcomes.push([told, await settleUnsure(ports, context, match)]);
    } else {
      const { outcome, payable } = await settlePayable(ports, context, current, matchedBy);
      outcomes.push([told, outcome]);
      standing.set(payable.id, payable);
    }
  }
  return outcomes;
}

const isAt = ({ file, entry }: Told, place: Claim): boolean =>
  place.file === file && place.offset === entry.offset;

/**
 * Whether money that another entry claimed goes to the receivable, or charge, that this one knows. It is pinned to it
 * unless it was pinned before, and both entries try to settle it there: the first one does. So two workers on this chunk
 * come to the same, also when one of them read the claims before there was one.
 */
async function goesTo(
  { exceptions, receivables }: SettlePorts,
  context: EntryContext,
  found: Payable | undefined,
  matchedBy: Matched['matchedBy'],
): Promise<boolean> {
  if (found === undefined) return false;
  if (await standsAlready(receivables, context, found)) return true;
  const { rules, told } = context;
  if (isUnsure(matchedBy)) return false;
  return (await exceptions.pin(rules.company, told.key, placeOfEntry(told), found.id)) === found.id;
}

/** Whether this very entry moved the receivable before a crash: then no claim that came later takes that from it. */
async function standsAlready(
  receivables: Receivables,
  { rules, told }: EntryContext,
  found: Payable,
): Promise<boolean> {
  const now = (await receivables.loadPayables(rules.company, [found.id], { consistent: true })).get(found.id);
  return now?.movements.some((movement) => movement.key === told.key && isAt(told, movement)) ?? false;
}

/** Money that an earlier file told. Where it waits there and this entry knows its receivable, it is tried again. */
function toldWithMore(
  context: EntryContext,
  toldBy: string,
  payable: Payable | undefined,
  matchedBy: Matched['matchedBy'],
): EntryOutcome {
  const outcome = toldElsewhere(context, toldBy, payable, matchedBy);
  return payable === undefined ? outcome : { ...outcome, awaitedBy: [context.told.key] };
}

/**
 * Money that named no receivable, or only its payer did, is claimed, and then looked up once more: its receivable may
 * have been registered in between, and another file may have settled it before it could see the claim. What is found
 * then is pinned: every run of this entry goes the same way, whatever becomes known between two of them.
 */
async function settleUnsure(
  ports: SettlePorts,
  context: EntryContext,
  found: Pick<Matched, 'candidates' | 'waitsFor'>,
): Promise<EntryOutcome> {
  const { exceptions, receivables } = ports;
  const { company } = context.rules;
  const unfound = await unmatchedOutcome(exceptions, context, found);
  if (unfound.outcome === 'noted' || !isToldElsewhereToo(context.told)) return unfound;
  const [again] = await lookUp(ports, context.rules, [context.told], { consistent: true });
  const { told } = context;
  const id = await exceptions.pin(company, told.key, placeOfEntry(told), again?.payable?.id);
  if (id === undefined) return unmatchedOutcome(exceptions, context, again ?? {});
  const payable = (await receivables.loadPayables(company, [id], { consistent: true })).get(id);
  invariant(payable !== undefined, `receivable ${id} is there`);
  await noteOnePix(ports.pixPayments, context, payable);
  return (await settlePayable(ports, context, payable, again?.matchedBy)).outcome;
}
