import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { evidenceStore } from './evidence.ts';
import { documents, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => void dynamodb.reset());

test('a page of evidence has cases and orders, without gates, keys and dissolved cases, and where the next begins', async () => {
  dynamodb.on(QueryCommand).resolves({
    Items: [
      { pk: 'c1#3', sk: 'CASE#1#2026-01-13', account: '1' },
      { pk: 'c1#3', sk: 'CASE#1#2026-02-13', account: '1', dissolved: true },
      { pk: 'c1#3', sk: 'GATE', firstOpenCycle: 2 },
      { pk: 'c1#3', sk: 'ORDER#1#OS1', version: 1 },
    ],
    LastEvaluatedKey: { pk: 'c1#3', sk: 'ORDER#1#OS1' },
  });
  const store = evidenceStore(table);
  expect(await store.pageOf('c1', 3)).toEqual({
    cases: [{ account: '1' }],
    orders: [{ version: 1 }],
    next: 'ORDER#1#OS1',
  });
  await store.pageOf('c1', 3, 'ORDER#1#OS1');
  expect(dynamodb.commandCalls(QueryCommand)[1]?.args[0].input).toMatchObject({
    ExclusiveStartKey: { pk: 'c1#3', sk: 'ORDER#1#OS1' },
    ExpressionAttributeValues: { ':from': 'CASE#', ':to': 'ORDER#~' },
  });
  expect(await store.pageOf('c1', 8)).toBeUndefined();
});
