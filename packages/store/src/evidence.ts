import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { StoredCase, StoredOrder } from '@baixa/collection';
import { SHARDS, shardKey } from './cases.ts';
import type { Item, Table } from './dynamo.ts';

/** A page of what a shard's cycles are counted from, and where the next one begins. */
export interface EvidencePage {
  cases: StoredCase[];
  orders: StoredOrder[];
  next?: string;
}

export interface EvidenceStore {
  /** Undefined where there is no such shard. */
  pageOf(contract: string, shard: number, after?: string): Promise<EvidencePage | undefined>;
}

/** All cases and service orders of a contract, page after page: what one query reads, some thousand. */
export function evidenceStore({ client, name: TableName }: Table): EvidenceStore {
  return {
    async pageOf(contract, shard, after) {
      if (!Number.isInteger(shard) || shard < 0 || shard >= SHARDS) return undefined;
      const pk = shardKey(contract, shard);
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': pk, ':from': 'CASE#', ':to': 'ORDER#~' },
          ...(after === undefined ? {} : { ExclusiveStartKey: { pk, sk: after } }),
        }),
      );
      const items = page.Items ?? [];
      const under = <T>(prefix: string) =>
        items.filter(({ sk }) => sk.startsWith(prefix)).map(({ pk: _, sk: __, ...rest }: Item) => rest as T);
      const next = page.LastEvaluatedKey?.sk as string | undefined;
      return {
        cases: under<StoredCase>('CASE#').filter(({ dissolved }) => !dissolved),
        orders: under<StoredOrder>('ORDER#'),
        ...(next === undefined ? {} : { next }),
      };
    },
  };
}
