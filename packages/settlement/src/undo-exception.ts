import { carryOutAccepted, isSame } from './carry-out.ts';
import { endException } from './end-exception.ts';
import type { ExceptionState, Proposal, StepOfChunk } from './ports.ts';
import { retryException, type WaitingPorts } from './waiting.ts';

/** Somebody else's wish that still stands in the way after so many tries has something wrong with it. */
const MAX_TRIES = 10;

/** An exception with nothing half done: a wish that was accepted is carried out first, whoever had it. */
export async function finishAccepted(
  ports: WaitingPorts,
  company: string,
  id: string,
): Promise<ExceptionState | undefined> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const found = await ports.exceptions.find(company, id);
    const { accepted } = found ?? {};
    if (found?.resolution !== undefined || accepted === undefined || accepted.how === 'undone') return found;
    if (accepted.how === 'retried') await retryException(ports, found?.outcome as ExceptionState['outcome']);
    else await carryOutAccepted(ports, company, id);
  }
  throw new Error(`Exception ${id} is being resolved, and is not after ${MAX_TRIES} tries.`);
}

/** Ends an exception because the file that told of its money is undone, unless somebody else was faster. */
export async function endAsUndone(
  ports: WaitingPorts,
  company: string,
  id: string,
  { by, reason, at }: StepOfChunk,
): Promise<void> {
  for (;;) {
    const found = await finishAccepted(ports, company, id);
    if (found === undefined || found.resolution !== undefined) return;
    const wish: Proposal = { how: 'undone', parts: [], by, reason, at };
    if (!isSame(await ports.exceptions.accept(id, wish), wish)) continue;
    await endException(ports, found.outcome, { how: 'undone', by, reason, at, outcomes: [] });
    return;
  }
}
