import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTables, startDynamoDb } from './dynamodb.ts';
import { CREDENTIALS } from './lambda-env.ts';
import { freePorts } from './ports.ts';

// Real servers on a busy machine: the bound is against hanging, not against slowness.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const TABLE = {
  TableName: 'Receivables',
  BillingMode: 'PAY_PER_REQUEST' as const,
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' as const },
    { AttributeName: 'kind', AttributeType: 'S' as const },
  ],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byKind',
      KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    },
  ],
};

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baixa-dynamodb-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** Starts the engine on the test's file, makes the table unless it is there, and does some work. */
async function withTable<T>(work: (client: DynamoDBClient) => Promise<T>): Promise<T> {
  const { dynamodb: port } = await freePorts();
  const engine = await startDynamoDb(port, join(directory, 'dynamodb.sqlite'));
  const config = { region: 'sa-east-1', endpoint: `http://127.0.0.1:${port}`, credentials: CREDENTIALS };
  const client = new DynamoDBClient(config);
  try {
    await createTables(config, [TABLE]);
    return await work(client);
  } finally {
    client.destroy();
    await engine.stop();
  }
}

test('tables are made with their indexes, and outlive a restart with their items', async () => {
  const Item = { pk: { S: 'r1' }, kind: { S: 'open' } };
  await withTable((client) => client.send(new PutItemCommand({ TableName: 'Receivables', Item })));
  await withTable(async (client) => {
    const found = await client.send(
      new GetItemCommand({ TableName: 'Receivables', Key: { pk: { S: 'r1' } } }),
    );
    expect(found.Item).toEqual(Item);
    const query = new QueryCommand({
      TableName: 'Receivables',
      IndexName: 'byKind',
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: { ':kind': { S: 'open' } },
    });
    expect((await client.send(query)).Items).toEqual([Item]);
  });
});

test('a port that is taken is told', async () => {
  const { dynamodb: port } = await freePorts();
  const engine = await startDynamoDb(port);
  await expect(startDynamoDb(port)).rejects.toThrow(/did not start/);
  await engine.stop();
});

test('the parts end with the process that started them, even when it is killed', async () => {
  const file = fileURLToPath(new URL('./fixtures/start-and-die.ts', import.meta.url));
  const ports = await new Promise<number[]>((resolve) => {
    execFile(process.execPath, [file], (_killed, stdout) => resolve(JSON.parse(stdout)));
  });
  expect(ports).toHaveLength(2);
  const listens = (port: number) =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.unref();
    });
  while ((await Promise.all(ports.map(listens))).includes(true))
    await new Promise((go) => setTimeout(go, 20));
});
