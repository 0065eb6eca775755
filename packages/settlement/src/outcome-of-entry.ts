import { movedCents } from '@baixa/core';
import { isCharge, type Payable } from './charge.ts';
import type { Decision } from './decision.ts';
import { moneyOf } from './generation.ts';
import { foundBy } from './learned-rule.ts';
import type { Matched } from './look-up.ts';
import type { MatchedBy } from './match.ts';
import { isUndone } from './movements.ts';
import type { EntryOutcome } from './outcome.ts';
import type { Claim, Exceptions } from './ports.ts';
import type { AgreementRules } from './receivable.ts';
import { isToldElsewhereToo, paymentDate, type Told } from './told.ts';

/** An entry on its way to an outcome. */
export interface EntryContext {
  rules: AgreementRules;
  told: Told;
  /** The instant of this run. */
  at: string;
}

/** What a decision came to. `before` is what it was decided for. */
export function outcomeOf(
  context: EntryContext,
  decision: Decision<Payable>,
  before: Payable,
  matchedBy: MatchedBy | undefined,
): EntryOutcome {
  const { outcome, appliedCents, unappliedCents, split, reason, change, after = before } = decision;
  return {
    ...baseOf(context),
    outcome,
    appliedCents,
    unappliedCents,
    ...placeOf(after),
    ...(split === undefined ? {} : { split: { ...split, feeCents: context.told.entry.feeCents ?? 0 } }),
    ...foundBy(matchedBy, context.told.entry, after, context.rules),
    ...(reason === undefined ? {} : { reason }),
    ...(change === undefined ? {} : { change }),
    ...awaited(after, context.told),
  };
}

/** Where money stands, or would: a receivable with its status, or a charge. */
export function placeOf(payable: Payable): Pick<EntryOutcome, 'receivable' | 'charge'> {
  const { id, version: sequence } = payable;
  if (isCharge(payable)) return { charge: { id, sequence } };
  const { account, status } = payable;
  return { receivable: { id, account, status, sequence } };
}

/** The reversals that came before their payment, which is there now. */
export function awaited(payable: Payable, { key }: Told): Pick<EntryOutcome, 'awaitedBy'> {
  const awaitedBy = payable.movements
    .filter(({ waitsFor }) => waitsFor !== undefined && waitsFor === moneyOf(key))
    .filter((movement) => !isUndone(payable, movement))
    .map((movement) => movement.key);
  return awaitedBy.length === 0 ? {} : { awaitedBy };
}

/** The outcome of money that an earlier file told: noted, and counted there. */
export function toldElsewhere(
  context: EntryContext,
  toldBy: string | undefined,
  payable?: Payable,
  matchedBy?: MatchedBy,
): EntryOutcome {
  return {
    ...baseOf(context),
    outcome: 'noted',
    toldBefore: true,
    ...(toldBy === undefined ? {} : { toldBy }),
    appliedCents: 0,
    unappliedCents: 0,
    reason: 'An earlier file told of the same payment.',
    ...(payable === undefined ? {} : placeOf(payable)),
    ...(matchedBy === undefined ? {} : { matchedBy }),
  };
}

/** The outcome of a cheque that is not cleared: its money waits, and its receivable or charge stays as it is. */
export async function heldOutcome(
  exceptions: Exceptions,
  context: EntryContext,
  payable: Payable,
  matchedBy: MatchedBy | undefined,
): Promise<EntryOutcome> {
  const first = await toldFirst(exceptions, context);
  if (first !== undefined) return toldElsewhere(context, first.file);
  const { creditedOn } = context.told.entry;
  return {
    ...baseOf(context),
    outcome: 'held',
    appliedCents: 0,
    unappliedCents: movedCents(context.told.entry),
    ...placeOf(payable),
    ...foundBy(matchedBy, context.told.entry, payable, context.rules),
    reason:
      creditedOn === undefined
        ? 'It was paid with a cheque, and the bank does not say when it clears.'
        : `It was paid with a cheque that clears on ${creditedOn}.`,
  };
}

/**
 * The outcome of an entry that names no receivable, or several, or a charge of which not all is registered. Money is
 * claimed first, so that it is told once.
 */
export async function unmatchedOutcome(
  exceptions: Exceptions,
  context: EntryContext,
  { candidates, waitsFor }: Pick<Matched, 'candidates' | 'waitsFor'>,
): Promise<EntryOutcome> {
  const moved = movedCents(context.told.entry);
  if (moved === 0) return { ...baseOf(context), outcome: 'noted', appliedCents: 0, unappliedCents: 0 };
  const first = await toldFirst(exceptions, context, { keeps: false });
  if (first !== undefined) return toldElsewhere(context, first.file);
  return {
    ...baseOf(context),
    outcome: candidates === undefined ? 'unmatched' : 'ambiguous',
    appliedCents: 0,
    unappliedCents: moved,
    reason: reasonOf(candidates, waitsFor),
    ...(candidates === undefined ? {} : { candidates }),
    ...(waitsFor === undefined ? {} : { missing: waitsFor.missing }),
  };
}

/** Ids that are named in a sentence; of more, their number. */
const MAX_NAMED = 3;

function reasonOf(candidates: Matched['candidates'], waitsFor: Matched['waitsFor']): string {
  if (waitsFor !== undefined) {
    const { charge, missing } = waitsFor;
    const what = missing.length > MAX_NAMED ? `${missing.length} receivables` : missing.join(' and ');
    return `The collective charge ${charge} covers ${what}, not registered yet.`;
  }
  return candidates === undefined
    ? 'No receivable is registered under any identifier of this entry.'
    : `${candidates.length} receivables are registered under the same identifier.`;
}

/**
 * Claims money that leaves no movement on a receivable, so that it is told once. Gives the claim of the earlier entry
 * that has it, if one does. Only keys that other files may tell again need a claim.
 */
export async function toldFirst(
  exceptions: Exceptions,
  { told, rules }: EntryContext,
  { keeps } = { keeps: true },
): Promise<Partial<Claim> | undefined> {
  if (movedCents(told.entry) === 0 || !isToldElsewhereToo(told)) return undefined;
  const claim = placeOfEntry(told);
  const standing = await exceptions.claim(rules.company, told.key, claim, keeps);
  return standing.file === claim.file && standing.offset === claim.offset ? undefined : standing;
}

export const placeOfEntry = ({ file, entry }: Told): Claim => ({ file, offset: entry.offset });

export function baseOf({ rules, told, at }: EntryContext) {
  const { entry, key, file } = told;
  const on = paymentDate(told);
  return {
    company: rules.company,
    agreement: rules.id,
    file,
    line: entry.line,
    offset: entry.offset,
    key,
    kind: entry.kind,
    movedCents: movedCents(entry),
    ...(on === undefined ? {} : { on }),
    at,
  };
}
