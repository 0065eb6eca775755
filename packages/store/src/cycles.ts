import { createHash } from 'node:crypto';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { chainOfContract, cycleFolder, manifestOf, sha256Of } from '@baixa/audit';
import { canonicalJson } from '@baixa/core';
import type { CycleResult, PlacedFact } from '@baixa/scoring';
import { cycleText, queryAll, SHARDS, shardKey } from './cases.ts';
import { appendLink, type LedgerPlace } from './chain.ts';
import { conditionally, type Table } from './dynamo.ts';
import { putOnce, putText, readText } from './ledger-objects.ts';

/** Something booked into a cycle, and what it was booked for. */
export interface Booking extends PlacedFact {
  source: string;
}

/** A committed result with the SHA-256 of its canonical JSON. */
export interface CommittedCycle {
  result: CycleResult;
  sha256: string;
}

export interface CycleStore {
  /** Shuts the gates of all shards: from now on bookings go into later cycles. Doing it again changes nothing. */
  freeze(contract: string, cycle: number): Promise<void>;
  bookingsOf(contract: string, shard: number, cycle: number): Promise<Booking[]>;
  /** The committed cycles of a contract, oldest first. */
  committed(contract: string): Promise<CommittedCycle[]>;
  /** Whether a cycle is committed, by its number as keys have it: 000007. */
  isCommitted(contract: string, cycle: string): Promise<boolean>;
  /** Commits a result once. @throws when another result stands for the cycle */
  commit(result: CycleResult): Promise<CommittedCycle>;
}

/*
 * In the contracts table, under pk `CYCLES#contract`:
 *   000007   { result, sha256 } the committed result of cycle 7
 * In the ledger bucket:
 *   cycles/<contract>/<cycle>/bookings-<shard>.ndjson   what was counted
 *   cycles/<contract>/<cycle>/result.json               the committed result
 *   cycles/<contract>/<cycle>/manifest.ndjson           the SHA-256 of each, linked into the chain of the contract
 */
const bookingsKey = (contract: string, cycle: number, shard: number) =>
  `${cycleFolder(contract, cycleText(cycle))}bookings-${shard}.ndjson`;

/** Keeps a committed result, and links it with all that was counted for it. */
async function keepCycle(place: LedgerPlace, contract: string, cycle: number, body: string): Promise<void> {
  const { s3, bucket } = place;
  const folder = cycleFolder(contract, cycleText(cycle));
  await putOnce(s3, bucket, `${folder}result.json`, body);
  const counted = await Promise.all(
    Array.from({ length: SHARDS }, async (_, shard) => {
      const key = bookingsKey(contract, cycle, shard);
      const text = await readText(s3, bucket, key);
      if (text === undefined) throw new Error(`The ledger has no ${key}.`);
      return { key, sha256: sha256Of(text) };
    }),
  );
  const result = { key: `${folder}result.json`, sha256: sha256Of(body) };
  const manifest = await putOnce(s3, bucket, `${folder}manifest.ndjson`, manifestOf([...counted, result]));
  await appendLink(place, chainOfContract(contract), `${folder}manifest.ndjson`, sha256Of(manifest));
}

const cyclesKey = (contract: string) => `CYCLES#${contract}`;

/** The measurement cycles: gates, bookings, committed results. */
export function cycleStore(table: Table, ledger?: LedgerPlace): CycleStore {
  const { client, name: TableName } = table;
  return {
    async freeze(contract, cycle) {
      const shut = async (shard: number) => {
        const update = new UpdateCommand({
          TableName,
          Key: { pk: shardKey(contract, shard), sk: 'GATE' },
          UpdateExpression: 'SET firstOpenCycle = :next',
          ConditionExpression: 'attribute_not_exists(pk) OR firstOpenCycle IN (:cycle, :next)',
          ExpressionAttributeValues: { ':cycle': cycle, ':next': cycle + 1 },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        });
        const { held } = await conditionally(() => client.send(update));
        if (!held) throw new Error(`Cycle ${cycle} of ${contract} is not the one that is open.`);
      };
      await Promise.all(Array.from({ length: SHARDS }, (_, shard) => shut(shard)));
    },

    async bookingsOf(contract, shard, cycle) {
      const prefix = `BOOKED#${cycleText(cycle)}#`;
      const items = await queryAll(table, shardKey(contract, shard), prefix, `${prefix}~`);
      const bookings = items.map(({ pk: _, sk: __, ...booking }) => booking as unknown as Booking);
      if (ledger !== undefined)
        await putText(
          ledger.s3,
          ledger.bucket,
          bookingsKey(contract, cycle, shard),
          bookings.map((booking) => `${canonicalJson(booking)}\n`).join(''),
        );
      return bookings;
    },

    async committed(contract) {
      const items = await queryAll(table, cyclesKey(contract), '0', '~');
      return items.map(({ result, sha256 }) => ({ result, sha256 }) as CommittedCycle);
    },

    async isCommitted(contract, cycle) {
      const Key = { pk: cyclesKey(contract), sk: cycle };
      return (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item !== undefined;
    },

    async commit(result) {
      const body = canonicalJson(result);
      const sha256 = createHash('sha256').update(body).digest('hex');
      const { contract, cycle } = result;
      const attempt = await conditionally(() =>
        client.send(
          new PutCommand({
            TableName,
            Item: { pk: cyclesKey(contract), sk: cycleText(cycle), result, sha256 },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      if (!attempt.held && attempt.standing?.sha256 !== sha256)
        throw new Error(`Cycle ${cycle} of ${contract} is closed with another result, which stands.`);
      if (ledger !== undefined) await keepCycle(ledger, contract, cycle, body);
      return { result, sha256 };
    },
  };
}
