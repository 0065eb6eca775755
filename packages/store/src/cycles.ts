import { createHash } from 'node:crypto';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import {
  bookingsKey,
  chainOfContract,
  cycleFolder,
  cycleManifestKey,
  cycleText,
  type Listed,
  manifestOf,
  resultKey,
  sha256Of,
  sha256OfPieces,
  tallyKeyOf,
} from '@baixa/audit';
import { canonicalJson, invariant, mapLimit } from '@baixa/core';
import { type CycleResult, newTally, type PlacedFact, type ShardTotals } from '@baixa/scoring';
import { appendLink, type LedgerPlace } from './chain.ts';
import { conditionally, type Item, type Table } from './dynamo.ts';
import { type Gates, gates, wasFrozen } from './gates.ts';
import { putOnce, putPieces, putText, readPieces } from './ledger-objects.ts';
import { queryAll, queryPages } from './query-pages.ts';
import { shardKey, withoutKeys } from './shards.ts';

/** Something booked into a cycle, and what it was booked for. */
export interface Booking extends PlacedFact {
  source: string;
}

/** A committed result with the SHA-256 of its canonical JSON. */
export interface CommittedCycle {
  result: CycleResult;
  sha256: string;
}

/** A shard's totals, with the ledger's objects of what was counted and of what it added up to. */
export interface KeptTally extends ShardTotals {
  inputs: Listed[];
}

export interface CycleStore extends Gates {
  /**
   * Adds up what a shard booked into a cycle, and keeps both in the ledger as evidence, by how often its gate was opened
   * again before.
   */
  tally(contract: string, shard: number, cycle: number, opened?: number): Promise<KeptTally>;
  /** The committed cycles of a contract, oldest first. */
  committed(contract: string): Promise<CommittedCycle[]>;
  /** Whether a cycle is committed, by its number as keys have it: 000007. */
  isCommitted(contract: string, cycle: string): Promise<boolean>;
  /**
   * Commits a result once, while its cycle is as `freeze` left it.
   * @throws when another result stands for the cycle, or it was opened again since
   */
  commit(result: CycleResult, frozen: number[]): Promise<CommittedCycle>;
  /**
   * Makes sure that the ledger has a committed cycle: whoever committed it may have crashed before it was kept there.
   * @throws when the cycle is not committed
   */
  keep(contract: string, cycle: number): Promise<CommittedCycle>;
  /** The last cycle whose close was told; 0 before the first. */
  announced(contract: string): Promise<number>;
  noteAnnounced(contract: string, cycle: number): Promise<void>;
}

/*
 * In the contracts table, under pk `CYCLES#contract`:
 *   000007     { result, sha256, frozen } the committed result of cycle 7, and how often each gate was opened again before
 *   ANNOUNCED  { cycle } the last one that was told
 * In the ledger bucket:
 *   cycles/<contract>/<cycle>/bookings-<shard>.ndjson   what was counted; bookings-<shard>-1.ndjson after a first close failed
 *   cycles/<contract>/<cycle>/tally-<shard>.json        what it adds up to, by strata as well
 *   cycles/<contract>/<cycle>/result.json               the committed result
 *   cycles/<contract>/<cycle>/manifest.ndjson           the SHA-256 of each, linked into the chain of the contract
 */
/** Keeps a committed result, and links it with all that was counted for it. */
async function keepCycle(
  place: LedgerPlace,
  { contract, cycle }: CycleResult,
  body: string,
  frozen: number[],
): Promise<void> {
  const { s3, bucket } = place;
  const folder = cycleFolder(contract, cycleText(cycle));
  await putOnce(s3, bucket, resultKey(folder), body);
  const bookings = frozen.map((opened, shard) => bookingsKey(contract, cycleText(cycle), shard, opened));
  const counted = await mapLimit([...bookings, ...bookings.map(tallyKeyOf)], READS_AT_ONCE, async (key) => {
    const pieces = await readPieces(s3, bucket, key);
    if (pieces === undefined) throw new Error(`The ledger has no ${key}.`);
    return { key, sha256: await sha256OfPieces(pieces) };
  });
  const result = { key: resultKey(folder), sha256: sha256Of(body) };
  const manifest = await putOnce(s3, bucket, cycleManifestKey(folder), manifestOf([...counted, result]));
  await appendLink(place, chainOfContract(contract), cycleManifestKey(folder), sha256Of(manifest));
}

/** Objects of a closed cycle read at the same time: those of a large contract have some ten megabytes each. */
const READS_AT_ONCE = 4;

const cyclesKey = (contract: string) => `CYCLES#${contract}`;

/** The measurement cycles: gates, bookings, committed results. */
export function cycleStore(table: Table, ledger?: LedgerPlace): CycleStore {
  const { client, name: TableName } = table;
  return {
    ...gates(table),

    async tally(contract, shard, cycle, opened = 0) {
      const sum = newTally(shard);
      const hash = createHash('sha256');
      const prefix = `BOOKED#${cycleText(cycle)}#`;
      /** What is read of a page is added up as its lines are written, so that no shard is too large. */
      async function* lines(): AsyncGenerator<string> {
        for await (const page of queryPages(table, shardKey(contract, shard), prefix, `${prefix}~`)) {
          const bookings = page.map((item) => withoutKeys<Booking>(item));
          for (const booking of bookings) sum.add(booking);
          const text = bookings.map((booking) => `${canonicalJson(booking)}\n`).join('');
          hash.update(text);
          yield text;
        }
      }
      invariant(ledger !== undefined, 'what is tallied is kept in the ledger');
      const { s3, bucket } = ledger;
      const key = bookingsKey(contract, cycleText(cycle), shard, opened);
      await putPieces(s3, bucket, key, lines());
      const tally = sum.tally();
      const text = canonicalJson(tally);
      await putText(s3, bucket, tallyKeyOf(key), text);
      const { strata: _, ...totals } = tally;
      const inputs = [
        { key, sha256: hash.digest('hex') },
        { key: tallyKeyOf(key), sha256: sha256Of(text) },
      ];
      return { ...totals, inputs };
    },

    async committed(contract) {
      const items = await queryAll(table, cyclesKey(contract), '0', '9~');
      // The table keeps no order of an object's keys; whoever shows a result shows it in the same one each time.
      return items.map(
        ({ result, sha256 }) => ({ result: JSON.parse(canonicalJson(result)), sha256 }) as CommittedCycle,
      );
    },

    async isCommitted(contract, cycle) {
      const Key = { pk: cyclesKey(contract), sk: cycle };
      return (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item !== undefined;
    },

    async commit(result, frozen) {
      const body = canonicalJson(result);
      const sha256 = sha256Of(body);
      const { contract, cycle } = result;
      const place = { pk: cyclesKey(contract), sk: cycleText(cycle) };
      const standing = await putWhileFrozen({ ...place, result, sha256, frozen }, contract, cycle, frozen);
      if (standing !== undefined && standing.sha256 !== sha256)
        throw new Error(`Cycle ${cycle} of ${contract} is closed with another result, which stands.`);
      if (ledger !== undefined) await keepCycle(ledger, result, body, frozen);
      return { result, sha256 };
    },

    async keep(contract, cycle) {
      const Key = { pk: cyclesKey(contract), sk: cycleText(cycle) };
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      if (Item === undefined) throw new Error(`Cycle ${cycle} of ${contract} is not closed.`);
      const { result, sha256, frozen } = Item as CommittedCycle & { frozen?: number[] };
      // What was committed before this was noted was kept by whoever committed it, or nobody knows from what.
      if (ledger !== undefined && frozen !== undefined)
        await keepCycle(ledger, result, canonicalJson(result), frozen);
      return { result, sha256 };
    },

    async announced(contract) {
      const Key = { pk: cyclesKey(contract), sk: 'ANNOUNCED' };
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return (Item?.cycle as number | undefined) ?? 0;
    },

    async noteAnnounced(contract, cycle) {
      await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName,
            Key: { pk: cyclesKey(contract), sk: 'ANNOUNCED' },
            UpdateExpression: 'SET #cycle = :cycle',
            ConditionExpression: 'attribute_not_exists(pk) OR #cycle < :cycle',
            ExpressionAttributeNames: { '#cycle': 'cycle' },
            ExpressionAttributeValues: { ':cycle': cycle },
          }),
        ),
      );
    },
  };

  /** Puts an item that is not there yet while all gates are as they were frozen; gives the one that is there. */
  async function putWhileFrozen(
    item: Item,
    contract: string,
    cycle: number,
    frozen: number[],
  ): Promise<Item | undefined> {
    try {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Put: {
                TableName,
                Item: item,
                ConditionExpression: 'attribute_not_exists(pk)',
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
            ...frozen.map((opened, shard) => wasFrozen(TableName, { contract, cycle, shard, opened })),
          ],
        }),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const [put, ...others] = error.CancellationReasons ?? [];
      if (put?.Code === 'ConditionalCheckFailed') return unmarshall(put.Item ?? {});
      if (!others.some(({ Code }) => Code === 'ConditionalCheckFailed')) throw error;
      throw new Error(`Cycle ${cycle} of ${contract} was opened again while it was being closed.`);
    }
  }
}
