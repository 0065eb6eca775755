import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { cycleText } from '@baixa/audit';
import type { StoredCase, StoredOrder } from '@baixa/collection';
import type { Booking } from './cycles.ts';
import type { Table } from './dynamo.ts';
import { SHARDS, shardKey, withoutKeys } from './shards.ts';

/** A page of what a shard's cycles are counted from, and where the next one begins. */
export interface EvidencePage {
  /** What is booked into a cycle or later ones, where it was asked for. */
  bookings?: Booking[];
  cases: StoredCase[];
  orders: StoredOrder[];
  next?: string;
}

export interface EvidenceStore {
  /** With `bookedFrom`, first what is booked into that cycle and later ones. Undefined where there is no such shard. */
  pageOf(
    contract: string,
    shard: number,
    asked?: { after?: string | undefined; bookedFrom?: number | undefined },
  ): Promise<EvidencePage | undefined>;
}

/** All cases and service orders of a contract, page after page: what one query reads, some thousand. */
export function evidenceStore({ client, name: TableName }: Table): EvidenceStore {
  return {
    async pageOf(contract, shard, { after, bookedFrom } = {}) {
      if (!Number.isInteger(shard) || shard < 0 || shard >= SHARDS) return undefined;
      const pk = shardKey(contract, shard);
      const from = bookedFrom === undefined ? 'CASE#' : `BOOKED#${cycleText(bookedFrom)}#`;
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': 'ORDER#~' },
          ...(after === undefined ? {} : { ExclusiveStartKey: { pk, sk: after } }),
        }),
      );
      const items = page.Items ?? [];
      const under = <T>(prefix: string) =>
        items.filter(({ sk }) => sk.startsWith(prefix)).map((item) => withoutKeys<T>(item));
      const next = page.LastEvaluatedKey?.sk as string | undefined;
      return {
        ...(bookedFrom === undefined ? {} : { bookings: under<Booking>('BOOKED#') }),
        cases: under<StoredCase>('CASE#').filter(({ dissolved }) => !dissolved),
        orders: under<StoredOrder>('ORDER#'),
        ...(next === undefined ? {} : { next }),
      };
    },
  };
}
