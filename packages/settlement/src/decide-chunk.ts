import { type Entry, invariant, mapLimit } from '@baixa/core';
import { currentOutcomes, mayBeToldAgain } from './current-outcomes.ts';
import { generationOf, moneyOf } from './generation.ts';
import { lookUp } from './look-up.ts';
import type { EntryOutcome } from './outcome.ts';
import { notePix } from './pix-payments.ts';
import type { Chunk, Claim } from './ports.ts';
import type { AgreementRules } from './receivable.ts';
import { groupByPayable, settleGroup } from './settle-group.ts';
import { type SettlePorts, WRITES_AT_ONCE } from './settle-ports.ts';
import { claimsOf, tell } from './telling.ts';
import type { Told } from './told.ts';

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
