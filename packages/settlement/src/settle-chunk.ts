import { type Entry, idOf, invariant, mapLimit } from '@baixa/core';
import { makeEvent } from '@baixa/events';
import { fileHeld, heldAmong } from './cheques.ts';
import { clearCheques } from './clear-cheques.ts';
import { endTakenBack } from './credit-gone.ts';
import { decideChunk } from './decide-chunk.ts';
import { sumOutcomes } from './file-sums.ts';
import { type EntryOutcome, standsOn, waitingOf } from './outcome.ts';
import { eventsOf } from './outcome-events.ts';
import { pixOfKey } from './pix-payments.ts';
import type { Chunk, FileProgress } from './ports.ts';
import { replayOwed, replayThoseThatToldAgain } from './replay-owed.ts';
import { type SettlePorts, WRITES_AT_ONCE } from './settle-ports.ts';
import { undoEntries } from './undo-chunk.ts';
import { fileWaiting, isWaiting, retryException, retryKeys } from './waiting.ts';

/**
 * Settles one chunk of a file, or undoes or replays it: receivables → ledger outcome → exceptions → events → file
 * progress. Safe to do again after a crash anywhere: a receivable recognises the movement it already has, and once the
 * outcome is in the ledger a second run only tells it again, with the same event ids.
 */
export async function settleChunk(ports: SettlePorts, chunk: Chunk): Promise<void> {
  const { ledger, publisher, files, clock } = ports;
  const { step } = chunk;
  const standing = await ledger.outcomesOf(chunk.file, chunk.chunk, step?.step);
  const decided = () => (step?.what === 'undo' ? undoEntries(ports, chunk) : decideChunk(ports, chunk));
  // Saved again where they stand: a crash may have come before they were linked into the chain of the agreement.
  const outcomes = await ledger.saveOutcomes(chunk, standing ?? (await decided()));
  if (step?.what !== 'undo') await openExceptions(ports, chunk, outcomes);
  await publisher.publish(outcomes.flatMap(eventsOf));
  const progress = await files.countChunk(chunk, sumOutcomes(outcomes), clock.now());
  if (progress.complete) await endFile(ports, chunk, progress);
}

/** A file, or a step of its history, is through: it says so, and what waited for that goes on. */
async function endFile(ports: SettlePorts, chunk: Chunk, progress: FileProgress): Promise<void> {
  const { entries, inCents, outCents, appliedCents, unappliedCents, toldBeforeCents } = progress.sums;
  const { step } = chunk;
  invariant(
    inCents - outCents === appliedCents + unappliedCents,
    `file ${chunk.file}: in ${inCents} − out ${outCents} = applied ${appliedCents} + unapplied ${unappliedCents}`,
  );
  if (step?.what === 'undo') await replayThoseThatToldAgain(ports, chunk);
  await replayOwed(ports, chunk.file, progress.owed);
  await ports.publisher.publish([
    makeEvent('return-file.processed', {
      id: idOf('return-file.processed', chunk.file, ...(step === undefined ? [] : [step.step])),
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
        ...(step === undefined ? {} : { step: step.step, cause: step.what }),
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
  const nobodys = unmatched.filter((outcome) => standsOn(outcome) === undefined);
  const held = outcomes.filter(({ outcome }) => outcome === 'held');
  if (nobodys.length + held.length > 0) {
    const entries = new Map(
      (await ports.ledger.entriesOf(chunk.file, chunk.chunk)).map((entry) => [entry.offset, entry]),
    );
    const withEntry = (outcome: EntryOutcome) => ({ outcome, entry: entries.get(outcome.offset) as Entry });
    const { learned } = (await ports.agreements.rulesOf(chunk.agreement)) ?? {};
    const found = nobodys.map(withEntry);
    await fileWaiting(ports, learned, found);
    await fileHeld(ports.receivables, [...held.map(withEntry), ...heldAmong(found, chunk.createdOn)]);
  }
  await ports.exceptions.open(outcomes.flatMap(waitingOf));
  await endTakenBack(ports, chunk.company, outcomes);
  await mapLimit(unmatched, WRITES_AT_ONCE, (outcome) => retryException(ports, outcome));
  if (chunk.chunk === chunk.chunks) await clearCheques(ports, chunk);
  const pix = outcomes.filter((outcome) => standsOn(outcome) !== undefined && !outcome.toldBefore);
  const waiting = await ports.pixPayments.waitingFor(
    chunk.company,
    pix.flatMap(({ key }) => pixOfKey(key) ?? []),
  );
  await retryKeys(ports, chunk.company, [
    ...new Set([...waiting, ...outcomes.flatMap(({ awaitedBy = [] }) => awaitedBy)]),
  ]);
}
