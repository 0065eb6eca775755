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
  await store.pageOf('c1', 3, { after: 'ORDER#1#OS1' });
  expect(dynamodb.commandCalls(QueryCommand)[1]?.args[0].input).toMatchObject({
    ExclusiveStartKey: { pk: 'c1#3', sk: 'ORDER#1#OS1' },
    ExpressionAttributeValues: { ':from': 'CASE#', ':to': 'ORDER#~' },
  });
  expect(await store.pageOf('c1', 8)).toBeUndefined();
});

test('it has what is booked into cycles from one on where that is asked for', async () => {
  const booking = { source: 'order:1#OS1', cycle: 12, countsOn: '2026-02-01' };
  dynamodb.on(QueryCommand).resolves({
    Items: [
      { pk: 'c1#3', sk: 'BOOKED#000012#order:1#OS1#1#0', ...booking },
      { pk: 'c1#3', sk: 'CASE#1#2026-01-13', account: '1' },
    ],
  });
  const page = await evidenceStore(table).pageOf('c1', 3, { bookedFrom: 12 });
  expect(page).toEqual({ bookings: [booking], cases: [{ account: '1' }], orders: [] });
  expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input.ExpressionAttributeValues).toMatchObject({
    ':from': 'BOOKED#000012#',
  });
});
