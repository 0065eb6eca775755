import { addDays, mapLimit } from '@baixa/core';
import { heldUnder, markCleared } from './cheques.ts';
import { exceptionIdOf } from './outcome.ts';
import type { Chunk } from './ports.ts';
import { retryException, type WaitingPorts } from './waiting.ts';

/** Days back from a file for which it clears cheques: banks are never silent for so long. */
const CLEARING_DAYS = 31;
const READS_AT_ONCE = 16;

/**
 * Settles the cheques that clear by the day a file was made: the bank would have told in it, or before, of one that came
 * back. Where it did, the reversal undoes the payment as soon as it is there.
 */
export async function clearCheques(
  ports: WaitingPorts,
  { company, agreement, createdOn }: Chunk,
): Promise<void> {
  if (createdOn === undefined) return;
  const days = Array.from({ length: CLEARING_DAYS }, (_, back) => addDays(createdOn, -back));
  const keys = await ports.receivables.waitingUnder(
    company,
    days.map((day) => heldUnder(agreement, day)),
  );
  const found = await mapLimit(keys, READS_AT_ONCE, (key) =>
    ports.exceptions.find(company, exceptionIdOf(company, key)),
  );
  for (const each of found) {
    if (each === undefined || each.resolution !== undefined) continue;
    const { outcome } = each;
    if (outcome.outcome !== 'held' && outcome.outcome !== 'unmatched') continue;
    // Who registers the receivable of one that matched nothing sees the mark, or is seen here.
    if (outcome.outcome === 'unmatched') await markCleared(ports.receivables, outcome);
    await retryException(ports, outcome);
  }
}
