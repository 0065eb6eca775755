import { setTimeout as sleep } from 'node:timers/promises';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { chunksOf } from '@baixa/core';

/** A table and the client that reaches it. */
export interface Table {
  client: DynamoDBDocumentClient;
  name: string;
}

export type Item = Record<string, unknown>;

/** DynamoDB takes at most 100 keys in a BatchGetItem. */
const KEYS_PER_BATCH = 100;
const MAX_ROUNDS = 8;

/** Reads the items of all keys, in any order; keys without an item are left out. Unprocessed keys are asked again. */
export async function batchGet(table: Table, keys: Item[], consistent = false): Promise<Item[]> {
  const items: Item[] = [];
  const read = async (batch: Item[]) => {
    let asked = batch;
    for (let round = 0; asked.length > 0; round++) {
      if (round === MAX_ROUNDS) throw new Error(`${table.name} left keys unread in ${MAX_ROUNDS} rounds.`);
      if (round > 0) await sleep(25 * 2 ** round);
      const result = await table.client.send(
        new BatchGetCommand({ RequestItems: { [table.name]: { Keys: asked, ConsistentRead: consistent } } }),
      );
      items.push(...(result.Responses?.[table.name] ?? []));
      asked = (result.UnprocessedKeys?.[table.name]?.Keys as Item[] | undefined) ?? [];
    }
  };
  await Promise.all(chunksOf(keys, KEYS_PER_BATCH).map(read));
  return items;
}

/**
 * Runs a conditional write. When the condition does not hold, gives the item as it stands (undefined when there is
 * none): the command must ask for `ReturnValuesOnConditionCheckFailure: 'ALL_OLD'`, so that one request refuses and
 * explains.
 */
export async function conditionally<T>(
  write: () => Promise<T>,
): Promise<{ held: true; result: T } | { held: false; standing: Item | undefined }> {
  try {
    return { held: true, result: await write() };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { held: false, standing: error.Item === undefined ? undefined : unmarshall(error.Item) };
  }
}
