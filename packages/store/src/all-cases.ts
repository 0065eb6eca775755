import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { StoredCase } from '@baixa/collection';
import type { Table } from './dynamo.ts';
import { queryPages } from './query-pages.ts';
import { SHARDS, shardKey, withoutKeys } from './shards.ts';

/** Whether a contract has, or had, a collection case. */
export async function hasCases({ client, name: TableName }: Table, contract: string): Promise<boolean> {
  const found = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :case)',
          ExpressionAttributeValues: { ':pk': shardKey(contract, shard), ':case': 'CASE#' },
          Limit: 1,
          ConsistentRead: true,
        }),
      ),
    ),
  );
  return found.some(({ Items = [] }) => Items.length > 0);
}

/** Every case of a contract, dissolved ones included, shard after shard. */
export async function* allStoredCases(table: Table, contract: string): AsyncGenerator<StoredCase> {
  for (let shard = 0; shard < SHARDS; shard++)
    for await (const page of queryPages(table, shardKey(contract, shard), 'CASE#', 'CASE#~'))
      yield* page.map((item) => withoutKeys<StoredCase>(item));
}

/** The status and day of every case of a contract. */
export async function* allCases(
  table: Table,
  contract: string,
): AsyncGenerator<{ status?: string; dayOfWindow?: number }> {
  for await (const { dissolved, assessment = {} } of allStoredCases(table, contract))
    if (!dissolved) yield assessment;
}
