import { type Clock, idOf, invariant, mapLimit } from '@baixa/core';
import { beginStep } from './file-steps.ts';
import type { Chunk, Chunks, Files } from './ports.ts';

const REPLAYS_AT_ONCE = 32;

interface ReplayPorts {
  files: Files;
  chunks: Chunks;
  clock: Clock;
}

/**
 * A file is undone. Others told some of its payments again, which counted here and not there: each of them is replayed,
 * so that its entry takes the place of the one that is gone.
 */
export async function replayThoseThatToldAgain(ports: ReplayPorts, { file, step }: Chunk): Promise<void> {
  invariant(step !== undefined, 'an undo is a step');
  // Read after the undo has ended: who notes it later sees that end, and asks for the keys of the money again.
  const others = (await ports.files.toldAgainBy(file)).filter((other) => other !== file);
  const cause = idOf('told-again', file, step.step);
  await mapLimit(others, REPLAYS_AT_ONCE, (other) => replayByRule(ports, other, cause));
}

/** Begins the replays that waited for a file's step to end. */
export async function replayOwed(ports: ReplayPorts, file: string, owed: string[]): Promise<void> {
  for (const id of owed) await replayByRule(ports, file, id);
}

/** Replays a file for which no person asked, once for each id; later, if something is under way with it. */
async function replayByRule(ports: ReplayPorts, id: string, cause: string): Promise<void> {
  let file = await ports.files.find(id);
  invariant(file !== undefined, `the register has file ${id}`);
  for (;;) {
    const begun = file.steps?.find((each) => each.id === cause);
    if (begun?.endedAt !== undefined) return;
    // Whoever undid it wants nothing of it to count.
    if (begun === undefined && (file.status === 'undone' || file.status === 'undoing')) return;
    if (begun === undefined && file.status !== 'processed') {
      file = await ports.files.owe(id, cause);
      if (file.status !== 'processed' && file.status !== 'undone') return;
      continue;
    }
    const reason = 'An earlier file that told the same payments was undone.';
    const facts = { what: 'replay' as const, by: 'rule', reason, at: ports.clock.now(), id: cause };
    if (await beginStep(ports, file, facts)) return;
    const later = await ports.files.find(id);
    invariant(later !== undefined, `the register has file ${id}`);
    file = later;
  }
}
