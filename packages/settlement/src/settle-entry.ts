import { movedCents } from '@baixa/core';
import { type Decision, decide, isToldElsewhereToo, paymentDate, type Told } from './decide.ts';
import { moneyOf } from './generation.ts';
import type { MatchedBy } from './match.ts';
import { asOfMovement, isUndone } from './movements.ts';
import type { EntryOutcome } from './outcome.ts';
import type { Claim, Exceptions, Receivables } from './ports.ts';
import type { AgreementRules, Receivable } from './receivable.ts';

/** An entry on its way to an outcome. */
export interface EntryContext {
  rules: AgreementRules;
  told: Told;
  /** The instant of this run. */
  at: string;
}

/** A receivable changed under every one of so many tries has something wrong with it that a retry does not mend. */
const MAX_TRIES = 50;

/**
 * Applies one entry to its receivable with one conditional write. When another writer was faster, decides again on
 * what that one left. A movement that is already there gives the outcome it gave the first time.
 */
export async function settleOne(
  { receivables, exceptions }: { receivables: Receivables; exceptions: Exceptions },
  context: EntryContext,
  found: Receivable,
  matchedBy: MatchedBy | undefined,
): Promise<{ outcome: EntryOutcome; receivable: Receivable }> {
  const { rules, told } = context;
  let current = found;
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const index = indexOfTold(current, told.key);
    const movement = current.movements[index];
    if (movement !== undefined && (movement.file !== told.file || movement.offset !== told.entry.offset))
      return { outcome: toldElsewhere(context, movement.file, current, matchedBy), receivable: current };
    const before = movement === undefined ? current : asOfMovement(current, index - 1);
    const decision = decide(before, told, rules);
    if (movement !== undefined || decision.after === undefined) {
      const first = movement === undefined ? await toldFirst(exceptions, context) : undefined;
      const outcome =
        first === undefined
          ? outcomeOf(context, decision, before, matchedBy)
          : toldElsewhere(context, first.file, current, matchedBy);
      return { outcome, receivable: current };
    }
    const result = await receivables.append(decision.after);
    if (result.saved)
      return { outcome: outcomeOf(context, decision, before, matchedBy), receivable: decision.after };
    current = result.current;
  }
  throw new Error(`Receivable ${found.id} changed under ${MAX_TRIES} tries to settle it.`);
}

function outcomeOf(
  context: EntryContext,
  decision: Decision,
  before: Receivable,
  matchedBy: MatchedBy | undefined,
): EntryOutcome {
  const { outcome, appliedCents, unappliedCents, split, reason, change, after = before } = decision;
  const awaitedBy = after.movements
    .filter(({ waitsFor }) => waitsFor !== undefined && waitsFor === moneyOf(context.told.key))
    .filter((movement) => !isUndone(after, movement))
    .map(({ key }) => key);
  return {
    ...baseOf(context),
    outcome,
    appliedCents,
    unappliedCents,
    receivable: { id: after.id, account: after.account, status: after.status, sequence: after.version },
    ...(split === undefined ? {} : { split: { ...split, feeCents: context.told.entry.feeCents ?? 0 } }),
    ...(matchedBy === undefined ? {} : { matchedBy }),
    ...(reason === undefined ? {} : { reason }),
    ...(change === undefined ? {} : { change }),
    ...(awaitedBy.length === 0 ? {} : { awaitedBy }),
  };
}

/** The outcome of money that an earlier file told: noted, and counted there. */
export function toldElsewhere(
  context: EntryContext,
  toldBy: string | undefined,
  receivable?: Receivable,
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
    ...(receivable === undefined
      ? {}
      : {
          receivable: {
            id: receivable.id,
            account: receivable.account,
            status: receivable.status,
            sequence: receivable.version,
          },
        }),
    ...(matchedBy === undefined ? {} : { matchedBy }),
  };
}

/** The outcome of a cheque that is not cleared: its money waits, and its receivable stays as it is. */
export async function heldOutcome(
  exceptions: Exceptions,
  context: EntryContext,
  { id, account, status, version }: Receivable,
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
    receivable: { id, account, status, sequence: version },
    ...(matchedBy === undefined ? {} : { matchedBy }),
    reason:
      creditedOn === undefined
        ? 'It was paid with a cheque, and the bank does not say when it clears.'
        : `It was paid with a cheque that clears on ${creditedOn}.`,
  };
}

/** The outcome of an entry that names no receivable, or several. Money is claimed first, so that it is told once. */
export async function unmatchedOutcome(
  exceptions: Exceptions,
  context: EntryContext,
  candidates: string[] | undefined,
): Promise<EntryOutcome> {
  const moved = movedCents(context.told.entry);
  if (moved === 0) return { ...baseOf(context), outcome: 'noted', appliedCents: 0, unappliedCents: 0 };
  const first = await toldFirst(exceptions, context);
  if (first !== undefined) return toldElsewhere(context, first.file);
  return {
    ...baseOf(context),
    outcome: candidates === undefined ? 'unmatched' : 'ambiguous',
    appliedCents: 0,
    unappliedCents: moved,
    reason:
      candidates === undefined
        ? 'No receivable is registered under any identifier of this entry.'
        : `${candidates.length} receivables are registered under the same identifier.`,
    ...(candidates === undefined ? {} : { candidates }),
  };
}

/**
 * Claims money that leaves no movement on a receivable, so that it is told once. Gives the claim of the earlier entry
 * that has it, if one does. Only keys that other files may tell again need a claim.
 */
async function toldFirst(
  exceptions: Exceptions,
  { told, rules }: EntryContext,
): Promise<Partial<Claim> | undefined> {
  if (movedCents(told.entry) === 0 || !isToldElsewhereToo(told)) return undefined;
  const claim = { file: told.file, offset: told.entry.offset };
  const standing = await exceptions.claim(rules.company, told.key, claim);
  return standing.file === claim.file && standing.offset === claim.offset ? undefined : standing;
}

/** Where this telling stands on a receivable, or another one of the same money that was not undone; else -1. */
function indexOfTold(receivable: Receivable, key: string): number {
  const { movements } = receivable;
  const own = movements.findIndex((movement) => movement.key === key);
  if (own !== -1) return own;
  const money = moneyOf(key);
  return movements.findIndex(
    (movement) =>
      movement.outcome !== 'undone' && moneyOf(movement.key) === money && !isUndone(receivable, movement),
  );
}

function baseOf({ rules, told, at }: EntryContext) {
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
