import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Item, Table } from './dynamo.ts';

/** The items of a query, a page after the other: what one request reads, at most 1 MB. */
export async function* queryPages(
  table: Table,
  pk: string,
  from: string,
  to: string,
): AsyncGenerator<Item[]> {
  let start: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    yield page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** All items of a query, for those that are few. */
export async function queryAll(table: Table, pk: string, from: string, to: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of queryPages(table, pk, from, to)) items.push(...page);
  return items;
}
