import './quiet.ts';
import { gunzipSync } from 'node:zlib';
import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { canonicalJson } from '@baixa/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engines } from './engines.ts';
import { KINDS } from './kinds.ts';
import { startLocalEngines } from './local-engines.ts';
import { startMemoryEngines } from './memory/engines.ts';

/**
 * The simulation on the engines of the local cloud, through the whole of the SDK and over HTTP; and the same seeds in
 * memory, which must make the same calls in the same order and leave the same items and objects. `SEEDS=10` runs more of them.
 */
let local: Noted;
let memory: Noted;
beforeAll(async () => {
  [local, memory] = [noted(await startLocalEngines()), noted(await startMemoryEngines())];
});
afterAll(() => local.engines.stop());

const count = Number(process.env.SEEDS ?? 1);
/** From 2 on: undoing takes a minute and a half with seed 1. */
const seeds = Array.from({ length: count }, (_, index) => index + 2);

test.each(Object.keys(KINDS).flatMap((kind) => seeds.map((seed) => [kind, seed] as const)))(
  '%s, seed %i, comes to the same in memory as on real engines',
  async (kind, seed) => {
    const played = async ({ engines, left }: Noted) => {
      const { findings } = await (KINDS[kind] as (typeof KINDS)[string])(engines, seed);
      return { findings, calls: [...engines.turns.log], ...(await left()) };
    };
    const onLocal = await played(local);
    expect(onLocal.findings).toEqual([]);
    expect(await played(memory)).toEqual(onLocal);
  },
);

interface Noted {
  engines: Engines;
  /** What the last run left in its tables and its ledger. */
  left(): Promise<{ items: string[]; objects: string[] }>;
}

/** Notes where a run keeps its data. */
function noted(engines: Engines): Noted {
  let tables: (string | undefined)[] = [];
  let Bucket = '';
  const begin: Engines['begin'] = async (descriptions, bucket) => {
    tables = descriptions.map(({ TableName }) => TableName);
    Bucket = bucket;
    await engines.begin(descriptions, bucket);
  };
  return {
    // Only memory could be told to answer sparingly; then it would make other calls.
    engines: { ...engines, begin, sparing: undefined },
    async left() {
      const items: string[] = [];
      for (const TableName of tables)
        for await (const { Items = [] } of paginateScan({ client: engines.dynamodb }, { TableName }))
          items.push(...Items.map(inWords));
      const objects: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client: engines.s3 }, { Bucket }))
        objects.push(...Contents.map(({ Key = '' }) => Key));
      // Every run has a ledger of its own, whose name is in the keys of the files that were dropped.
      // A table keeps no order of keys, so the bytes of what was read from it, and their digests, may be others.
      const known = (one: string) => one.replaceAll(Bucket, 'LEDGER').replaceAll(/[0-9a-f]{64}/g, 'DIGEST');
      const sorted = (all: string[]) => all.map(known).sort();
      return { items: sorted(items), objects: sorted(objects) };
    },
  };
}

/** An item as a text: the members of its sets in order, and what was packed as what it was. */
function inWords(item: object): string {
  function plain(this: Record<string, unknown>, key: string, value: unknown) {
    const own = this[key];
    if (own instanceof Uint8Array)
      return gunzipSync(own)
        .toString()
        .trim()
        .split('\n')
        .map((line) => canonicalJson(JSON.parse(line)))
        .sort();
    return own instanceof Set ? { set: [...own].sort() } : value;
  }
  return canonicalJson(JSON.parse(JSON.stringify(item, plain)));
}
