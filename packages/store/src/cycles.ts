import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { canonicalJson } from '@baixa/core';
import type { CycleResult, PlacedFact } from '@baixa/scoring';
import { cycleText, queryAll, SHARDS, shardKey } from './cases.ts';
import { conditionally, type Table } from './dynamo.ts';

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
  /** Commits a result once. @throws when another result stands for the cycle */
  commit(result: CycleResult): Promise<CommittedCycle>;
}

/*
 * In the contracts table, under pk `CYCLES#contract`:
 *   000007   { result, sha256 } the committed result of cycle 7
 * In the ledger bucket:
 *   cycles/<contract>/<cycle>/bookings-<shard>.ndjson   what was counted
 *   cycles/<contract>/<cycle>/result.json               the committed result
 */
const cyclesKey = (contract: string) => `CYCLES#${contract}`;

/** The measurement cycles: gates, bookings, committed results. */
export function cycleStore(table: Table, ledger?: { s3: S3Client; bucket: string }): CycleStore {
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
        await ledger.s3.send(
          new PutObjectCommand({
            Bucket: ledger.bucket,
            Key: `cycles/${contract}/${cycleText(cycle)}/bookings-${shard}.ndjson`,
            Body: bookings.map((booking) => `${canonicalJson(booking)}\n`).join(''),
            ContentType: 'application/x-ndjson',
          }),
        );
      return bookings;
    },

    async committed(contract) {
      const items = await queryAll(table, cyclesKey(contract), '0', '~');
      return items.map(({ result, sha256 }) => ({ result, sha256 }) as CommittedCycle);
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
      await ledger?.s3.send(
        new PutObjectCommand({
          Bucket: ledger.bucket,
          Key: `cycles/${contract}/${cycleText(cycle)}/result.json`,
          Body: body,
          ContentType: 'application/json',
        }),
      );
      return { result, sha256 };
    },
  };
}
