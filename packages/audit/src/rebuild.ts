import { createHash } from 'node:crypto';
import { canonicalJson, parseJson } from '@baixa/core';
import { type CycleResult, cycleResult, newTally, type ShardTally } from '@baixa/scoring';
import { bookingsIn, bookingsKeysOf } from './counted.ts';
import { cycleFolder, cycleText, resultKey, tallyKeyOf } from './keys.ts';
import { inputsSha256Of, type Listed, sha256Of } from './link.ts';
import type { LedgerObjects } from './ports.ts';

/** One figure that comes out otherwise. Values are JSON; undefined where there is none. */
export interface FieldDifference {
  /** Object of the ledger that has it. */
  key: string;
  /** Where in it, `score.irg.display`; empty for the whole of it. */
  field: string;
  /** As it is kept. */
  from: string | undefined;
  /** As it comes out of what was counted. */
  to: string | undefined;
}

/** A closed cycle that was made again from what was counted. */
export type Rebuilt =
  | { state: 'rebuilt'; kept: CycleResult; sha256: string; differences: FieldDifference[] }
  /** Closed before results carried the terms by which they were scored. */
  | { state: 'without-terms'; kept: CycleResult; sha256: string }
  /** What the ledger has is no cycle: somebody changed it, and the chain says which object. */
  | { state: 'unreadable'; reason: string }
  | { state: 'not-closed' };

/**
 * Makes the result of a closed cycle again from the ledger alone, and holds it against the one that was committed, byte
 * for byte: the bookings give the tallies, these and the terms that the result carries give the score, and the results
 * of the cycles before it the termination watch. Reads one shard after the other, booking by booking.
 */
export async function rebuildCycle(ledger: LedgerObjects, contract: string, cycle: number): Promise<Rebuilt> {
  try {
    return await rebuild(ledger, contract, cycle);
  } catch (error) {
    return { state: 'unreadable', reason: (error as Error).message };
  }
}

async function rebuild(ledger: LedgerObjects, contract: string, cycle: number): Promise<Rebuilt> {
  const folder = cycleFolder(contract, cycleText(cycle));
  const text = await ledger.read(resultKey(folder));
  if (text === undefined) return { state: 'not-closed' };
  const kept = parseJson(text, resultKey(folder)) as CycleResult;
  const { from, to, terms, score } = kept;
  if (terms === undefined) return { state: 'without-terms', kept, sha256: sha256Of(text) };
  const { tallies, inputs, differences } = await tallyAgain(ledger, folder);
  const result = cycleResult({
    contract,
    cycle,
    from,
    to,
    terms,
    measuredValueCents: score.measuredValueCents,
    tallies,
    inputsSha256: inputsSha256Of(inputs),
    history: await resultsBefore(ledger, contract, cycle),
  });
  differences.push(...differencesOf(resultKey(folder), text, canonicalJson(result)));
  return { state: 'rebuilt', kept, sha256: sha256Of(text), differences };
}

/** Adds up the bookings of every shard again, and holds each sum against the tally that is kept beside them. */
async function tallyAgain(ledger: LedgerObjects, folder: string) {
  const tallies: ShardTally[] = [];
  const inputs: Listed[] = [];
  const differences: FieldDifference[] = [];
  for (const { key, shard } of await bookingsKeysOf(ledger, folder)) {
    const sum = newTally(shard);
    const hash = createHash('sha256');
    for await (const booking of bookingsIn(ledger, key, (piece) => hash.update(piece))) sum.add(booking);
    const tally = sum.tally();
    const text = canonicalJson(tally);
    differences.push(...differencesOf(tallyKeyOf(key), await ledger.read(tallyKeyOf(key)), text));
    tallies.push(tally);
    inputs.push({ key, sha256: hash.digest('hex') }, { key: tallyKeyOf(key), sha256: sha256Of(text) });
  }
  return { tallies, inputs, differences };
}

async function resultsBefore(ledger: LedgerObjects, contract: string, cycle: number): Promise<CycleResult[]> {
  const results: CycleResult[] = [];
  for (let before = 1; before < cycle; before++) {
    const key = resultKey(cycleFolder(contract, cycleText(before)));
    const text = await ledger.read(key);
    if (text !== undefined) results.push(parseJson(text, key) as CycleResult);
  }
  return results;
}

/** What two texts of canonical JSON have otherwise, field by field; nothing only when they are the same to the byte. */
export function differencesOf(key: string, from: string | undefined, to: string): FieldDifference[] {
  if (from === to) return [];
  if (from === undefined) return [{ key, field: '', from, to: 'its content' }];
  const fields: FieldDifference[] = [];
  const compare = (field: string, before: unknown, after: unknown): void => {
    if (isObject(before) && isObject(after) && Array.isArray(before) === Array.isArray(after)) {
      for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
        compare(field === '' ? name : `${field}.${name}`, before[name], after[name]);
    } else if (canonicalJson(before) !== canonicalJson(after))
      fields.push({ key, field, from: shown(before), to: shown(after) });
  };
  compare('', parseJson(from, key), parseJson(to, key));
  // The same values in another order of keys, or with spaces, are other bytes.
  return fields.length > 0
    ? fields
    : [{ key, field: '', from: 'other bytes of the same figures', to: 'its content' }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}

/** A difference as a sentence. */
export function sentenceOf({ key, field, from, to }: FieldDifference): string {
  const what = field === '' ? key : `${field} of ${key}`;
  return `${what} is ${from ?? 'not there'}; what was counted gives ${to ?? 'none'}.`;
}
