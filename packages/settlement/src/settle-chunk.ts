import { type Clock, type Entry, idOf, invariant, mapLimit } from '@baixa/core';
import { makeEvent } from '@baixa/events';
import { isToldElsewhereToo, naturalKey, type Told } from './decide.ts';
import { lookUp, type Matched } from './look-up.ts';
import { type EntryOutcome, eventsOf, opensException, sumOutcomes } from './outcome.ts';
import type { Agreements, Chunk, Exceptions, Files, Ledger, Publisher, Receivables } from './ports.ts';
import type { AgreementRules } from './receivable.ts';
import { type EntryContext, settleOne, toldElsewhere, unmatchedOutcome } from './settle-entry.ts';
import { fileWaiting, isWaiting, retryException, retryKeys } from './waiting.ts';

export interface SettlePorts {
  receivables: Receivables;
  ledger: Ledger;
  exceptions: Exceptions;
  files: Files;
  agreements: Agreements;
  publisher: Publisher;
  clock: Clock;
}

/** Receivables written at the same time by one run. */
const WRITES_AT_ONCE = 100;

/**
 * Settles one chunk of a file: receivables → ledger outcome → exceptions → events → file progress. Safe to do again
 * after a crash anywhere: a receivable recognises the movement it already has, and once the outcome is in the ledger
 * a second run only tells it again, with the same event ids.
 */
export async function settleChunk(ports: SettlePorts, chunk: Chunk): Promise<void> {
  const { ledger, publisher, files, clock } = ports;
  const standing = await ledger.outcomesOf(chunk.file, chunk.chunk);
  // Saved again where they stand: a crash may have come before they were linked into the chain of the agreement.
  const outcomes = await ledger.saveOutcomes(chunk, standing ?? (await decideChunk(ports, chunk)));
  await openExceptions(ports, chunk, outcomes);
  await publisher.publish(outcomes.flatMap(eventsOf));
  const progress = await files.countChunk(chunk, sumOutcomes(outcomes), clock.now());
  if (!progress.complete) return;
  const { entries, inCents, outCents, appliedCents, unappliedCents, toldBeforeCents } = progress.sums;
  invariant(
    inCents - outCents === appliedCents + unappliedCents,
    `file ${chunk.file}: in ${inCents} − out ${outCents} = applied ${appliedCents} + unapplied ${unappliedCents}`,
  );
  await publisher.publish([
    makeEvent('return-file.processed', {
      id: idOf('return-file.processed', chunk.file),
      company: chunk.company,
      subject: chunk.file,
      time: progress.at,
      data: {
        file: chunk.file,
        name: progress.name,
        agreement: chunk.agreement,
        entries,
        inCents,
        outCents,
        appliedCents,
        unappliedCents,
        toldBeforeCents,
        outcomes: progress.sums.outcomes as Record<string, number>,
      },
    }),
  ]);
}

/**
 * Opens the exceptions of a chunk. Money that matched nothing is filed under what it names before, and tried once more
 * after: its receivable may have been registered in between, or the payment that a reversal undoes may have come. A
 * payment for which reversals waited tries them.
 */
async function openExceptions(ports: SettlePorts, chunk: Chunk, outcomes: EntryOutcome[]): Promise<void> {
  const unmatched = outcomes.filter(isWaiting);
  const nobodys = unmatched.filter(({ receivable }) => receivable === undefined);
  if (nobodys.length > 0) {
    const entries = new Map(
      (await ports.ledger.entriesOf(chunk.file, chunk.chunk)).map((entry) => [entry.offset, entry]),
    );
    await fileWaiting(
      ports.receivables,
      nobodys.map((outcome) => ({ outcome, entry: entries.get(outcome.offset) as Entry })),
    );
  }
  await ports.exceptions.open(outcomes.filter(opensException));
  await mapLimit(unmatched, WRITES_AT_ONCE, (outcome) => retryException(ports, outcome));
  await retryKeys(
    ports,
    chunk.company,
    outcomes.flatMap(({ awaitedBy = [] }) => awaitedBy),
  );
}

async function decideChunk(ports: SettlePorts, chunk: Chunk): Promise<EntryOutcome[]> {
  const rules = await ports.agreements.rulesOf(chunk.agreement);
  invariant(rules?.company === chunk.company, `agreement ${chunk.agreement} is of company ${chunk.company}`);
  const entries = await ports.ledger.entriesOf(chunk.file, chunk.chunk);
  const tolds: Told[] = entries.map((entry) => ({
    entry,
    key: naturalKey(chunk.file, entry),
    file: chunk.file,
    fileCreatedOn: chunk.createdOn,
  }));
  const matches = await lookUp(ports, rules, tolds);
  const at = ports.clock.now();
  const settled = await mapLimit(groupByReceivable(matches), WRITES_AT_ONCE, (group) =>
    settleGroup(ports, rules, group, at),
  );
  const outcomes = new Map(settled.flat());
  return tolds.map((told) => {
    const outcome = outcomes.get(told);
    invariant(outcome !== undefined, `entry ${told.key} has an outcome`);
    return { ...outcome, chunk: chunk.chunk };
  });
}

/** Entries of one receivable are settled one after the other, in the file's order; each other entry by itself. */
function groupByReceivable(matches: Matched[]): Matched[][] {
  const groups = new Map<string, Matched[]>();
  for (const match of matches) {
    const key = match.receivable === undefined ? match.told.key : `receivable ${match.receivable.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [match]);
    else group.push(match);
  }
  return [...groups.values()];
}

async function settleGroup(
  ports: SettlePorts,
  rules: AgreementRules,
  group: Matched[],
  at: string,
): Promise<[Told, EntryOutcome][]> {
  const outcomes: [Told, EntryOutcome][] = [];
  let current = group[0]?.receivable;
  for (const { told, matchedBy, candidates, claim } of group) {
    const context = { rules, told, at };
    if (claim !== undefined && (claim.file !== told.file || claim.offset !== told.entry.offset)) {
      outcomes.push([told, toldElsewhere(context)]);
    } else if (current === undefined) {
      outcomes.push([told, await settleUnfound(ports, context, candidates)]);
    } else {
      const { outcome, receivable } = await settleOne(ports, context, current, matchedBy);
      outcomes.push([told, outcome]);
      current = receivable;
    }
  }
  return outcomes;
}

/**
 * Money that named no receivable is claimed, and then looked up once more: its receivable may have been registered in
 * between, and another file may have settled it before it could see the claim.
 */
async function settleUnfound(
  ports: SettlePorts,
  context: EntryContext,
  candidates: string[] | undefined,
): Promise<EntryOutcome> {
  const outcome = await unmatchedOutcome(ports.exceptions, context, candidates);
  if (outcome.outcome !== 'unmatched' || !isToldElsewhereToo(context.told)) return outcome;
  const [again] = await lookUp(ports, context.rules, [context.told]);
  if (again?.receivable === undefined) return outcome;
  return (await settleOne(ports, context, again.receivable, again.matchedBy)).outcome;
}
