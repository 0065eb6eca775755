import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { chunksOf, mapLimit } from '@baixa/core';

const TABLE = 'raw-rate';
const AT_ONCE = 32;

/**
 * The floor: conditional updates a second of the bare engine, from one process through the same SDK, on items of the
 * size of a receivable, as many at once as settlement does.
 */
export async function rawRate(items: object[], updates: number): Promise<number> {
  const bare = new DynamoDBClient({});
  const client = DynamoDBDocumentClient.from(bare, { marshallOptions: { removeUndefinedValues: true } });
  await bare
    .send(
      new CreateTableCommand({
        TableName: TABLE,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    )
    .catch((error: Error) => {
      if (error.name !== 'ResourceInUseException') throw error;
    });
  await waitUntilTableExists(
    { client: bare, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { TableName: TABLE },
  );
  const chosen = items.slice(0, updates);
  await mapLimit(chunksOf(chosen, 25), 8, (batch) =>
    client.send(
      new BatchWriteCommand({
        RequestItems: {
          [TABLE]: batch.map((item, index) => ({
            PutRequest: {
              Item: { ...item, pk: `${(item as { id: string }).id}`, version: 1, movements: [], index },
            },
          })),
        },
      }),
    ),
  );
  const started = performance.now();
  await mapLimit(chosen, AT_ONCE, (item) =>
    client.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { pk: (item as { id: string }).id },
        UpdateExpression: 'SET version = :next, movements = list_append(movements, :movement)',
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: {
          ':next': 2,
          ':version': 1,
          ':movement': [
            {
              key: 'c0ffee0000000000000000aa:123456',
              on: '2024-04-10',
              movedCents: 10000,
              appliedCents: 10000,
            },
          ],
        },
      }),
    ),
  );
  return chosen.length / ((performance.now() - started) / 1000);
}
