import type { Entry } from '@baixa/core';
import { readReturnFile } from '@baixa/return-files';
import { type AgreementRules, decide, newReceivable, type Registration, type Told } from '@baixa/settlement';

const ROUNDS = 7;

/** Decisions a second in one thread: each entry of the file to the receivable it settles, the median of some rounds. */
export async function decisionsPerSecond(
  bytes: Uint8Array,
  name: string,
  registrations: readonly Registration[],
  rules: AgreementRules,
): Promise<number> {
  const byNumber = new Map(registrations.map((it) => [it.identifiers.nossoNumero, newReceivable(it)]));
  const entries: Entry[] = [];
  for await (const item of readReturnFile(oneChunk(bytes), { name }))
    if (item.type === 'entry') entries.push(item.entry);
  const pairs = entries.map((entry) => {
    const receivable = byNumber.get(entry.nossoNumero);
    if (receivable === undefined)
      throw new Error(`No receivable has the nosso número of line ${entry.line}.`);
    const told: Told = { entry, key: `bench:${entry.offset}`, file: 'bench' };
    return { receivable, told };
  });
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    for (const { receivable, told } of pairs)
      if (decide(receivable, told, rules).outcome !== 'settled') throw new Error('A payment did not settle.');
    rates.push(pairs.length / ((performance.now() - started) / 1000));
  }
  return rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number;
}

async function* oneChunk(bytes: Uint8Array) {
  yield bytes;
}
