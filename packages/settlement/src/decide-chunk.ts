import { type Clock, type Entry, invariant, mapLimit } from '@baixa/core';
import type { Acordos } from './acordo.ts';
import { isCharge, type Payable } from './charge.ts';
import { currentOutcomes, mayBeToldAgain } from './current-outcomes.ts';
import { isHeld, isToldElsewhereToo, type Told } from './decide.ts';
import { generationOf, moneyOf } from './generation.ts';
import { lookUp, type Matched } from './look-up.ts';
import { isUnsure } from './match.ts';
import type { EntryOutcome } from './outcome.ts';
import { noteOnePix, notePix } from './pix-payments.ts';
import type {
  Agreements,
  Chunk,
  Chunks,
  Claim,
  Exceptions,
  Files,
  Ledger,
  PixPayments,
  Publisher,
  Receivables,
} from './ports.ts';
import type { AgreementRules } from './receivable.ts';
import { settlePayable } from './settle-charge.ts';
import { type EntryContext, heldOutcome, toldElsewhere, unmatchedOutcome } from './settle-entry.ts';
import { claimsOf, tell } from './telling.ts';

export interface SettlePorts {
  receivables: Receivables;
  pixPayments: PixPayments;
  ledger: Ledger;
  exceptions: Exceptions;
  files: Files;
  chunks: Chunks;
  agreements: Agreements;
  publisher: Publisher;
  acordos: Acordos;
  clock: Clock;
}

/** Receivables written at the same time by one run. */
export const WRITES_AT_ONCE = 100;

/** An entry on its way to an outcome, with what it was before, where its file is replayed. */
interface Pending {
  entry: Entry;
  undone: number;
  was?: EntryOutcome;
}

/** Decides what becomes of each entry of a chunk, and writes it to the receivables. */
export async function decideChunk(ports: SettlePorts, chunk: Chunk): Promise<EntryOutcome[]> {
  const rules = await ports.agreements.rulesOf(chunk.agreement);
  invariant(rules?.company === chunk.company, `agreement ${chunk.agreement} is of company ${chunk.company}`);
  const pending = await pendingOf(ports, chunk);
  const at = ports.clock.now();
  const outcomes = new Map<Entry, EntryOutcome>();
  let open = pending;
  let round = 0;
  // What an earlier file told counts there, unless that one is undone while this one is settled.
  while (open.length > 0) {
    const { tolds, claims } = await tell(ports.exceptions, chunk, open);
    const decided = await decideTolds(ports, rules, { ...chunk, round: round++ }, tolds, claims, at);
    for (const [{ entry }, outcome] of decided) outcomes.set(entry, outcome);
    const again = await keysThatChanged(ports, chunk, [...decided.values()]);
    open = open.filter(({ entry }) => again.has(outcomes.get(entry)?.key ?? ''));
  }
  return pending.map(({ entry, was }) => {
    const outcome = outcomes.get(entry);
    invariant(outcome !== undefined, `entry ${chunk.file}:${entry.offset} has an outcome`);
    const instead = was && {
      outcome: was.outcome,
      movedCents: was.movedCents,
      ...(was.toldBefore === true ? { toldBefore: true } : {}),
    };
    return { ...outcome, chunk: chunk.chunk, ...(instead === undefined ? {} : { instead }) };
  });
}

/** All entries of a chunk; when it is replayed, those that do not count now. */
async function pendingOf({ ledger }: SettlePorts, { file, chunk, step }: Chunk): Promise<Pending[]> {
  const entries = await ledger.entriesOf(file, chunk);
  if (step === undefined) return entries.map((entry) => ({ entry, undone: 0 }));
  const current = await currentOutcomes(ledger, file, chunk, step.step - 1);
  const byOffset = new Map(current.map((each) => [each.outcome.offset, each]));
  return entries.flatMap((entry) => {
    const { outcome: was, undone } = byOffset.get(entry.offset) ?? {};
    return was !== undefined && undone !== undefined && mayBeToldAgain(was) ? [{ entry, undone, was }] : [];
  });
}

async function decideTolds(
  ports: SettlePorts,
  rules: AgreementRules,
  place: Chunk & { round: number },
  tolds: Told[],
  before: Map<string, Claim>,
  at: string,
): Promise<Map<Told, EntryOutcome>> {
  const matches = await lookUp(ports, rules, tolds);
  const noted = await notePix(ports.pixPayments, place, matches);
  const claims = new Map([...before, ...(await claimsOf(ports.exceptions, rules.company, noted))]);
  const settled = await mapLimit(groupByPayable(matches), WRITES_AT_ONCE, (group) =>
    settleGroup(ports, rules, group, claims, at),
  );
  return new Map(settled.flat());
}

/**
 * Of the money that earlier files told, the keys that are not its keys any more: that telling was undone just now. Each
 * of those files first learns that this one has the same money: if it is undone later, this one is replayed.
 */
async function keysThatChanged(
  { files, exceptions }: SettlePorts,
  { file, company }: Chunk,
  outcomes: EntryOutcome[],
): Promise<Set<string>> {
  const told = outcomes.filter(({ toldBefore, toldBy }) => toldBefore === true && toldBy !== file);
  const changed = new Set<string>();
  for (const [first, own] of Map.groupBy(told, ({ toldBy }) => toldBy)) {
    const steps = first === undefined ? undefined : (await files.noteToldAgain(first, file)).steps;
    if (first !== undefined && !steps?.some(({ what, endedAt }) => what === 'undo' && endedAt !== undefined))
      continue;
    const money = own.map(({ key }) => moneyOf(key));
    const now = await exceptions.tellingsOf(company, money);
    for (const { key } of own)
      if ((now.get(moneyOf(key))?.undone ?? 0) >= generationOf(key)) changed.add(key);
  }
  return changed;
}

/**
 * Entries of one receivable, and of the collective charges that cover it, are settled one after the other, in the file's
 * order; each other entry by itself.
 */
function groupByPayable(matches: Matched[]): Matched[][] {
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

async function settleGroup(
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
    if (isOthers && !(await standsAlready(ports.receivables, context, current))) {
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

/** Whether this very entry moved the receivable before a crash: then no claim that came later takes that from it. */
async function standsAlready(
  receivables: Receivables,
  { rules, told }: EntryContext,
  found: Payable | undefined,
): Promise<boolean> {
  if (found === undefined) return false;
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
  const id = await exceptions.pin(company, context.told.key, again?.payable?.id);
  if (id === undefined) return unmatchedOutcome(exceptions, context, again ?? {});
  const payable = (await receivables.loadPayables(company, [id], { consistent: true })).get(id);
  invariant(payable !== undefined, `receivable ${id} is there`);
  await noteOnePix(ports.pixPayments, context, payable);
  return (await settlePayable(ports, context, payable, again?.matchedBy)).outcome;
}
