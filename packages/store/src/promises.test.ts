import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PromiseFact } from '@baixa/collection';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { promiseStore } from './promises.ts';
import { documents, refusal, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => void dynamodb.reset());
const store = promiseStore(table);

const FACT: PromiseFact = {
  what: 'cancelled',
  id: 'P1',
  fact: 'c1',
  company: 'aguas',
  account: '10#0',
  by: 'ana',
  reason: 'Not his.',
  at: '2026-03-16T12:00:00.000Z',
};

test('a fact is kept once, under its account and its promise', async () => {
  dynamodb.on(PutCommand).resolvesOnce({}).rejects(refusal());
  expect(await store.add(FACT)).toBe(true);
  expect(await store.add(FACT)).toBe(false);
  expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
    Item: { pk: 'PROMISES#aguas', sk: '10%230#P1#c1', ...FACT },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
});

test('the facts of an account, and of a company page after page, come as they were kept', async () => {
  const Items = [{ pk: 'PROMISES#aguas', sk: '10%230#P1#c1', ...FACT }];
  dynamodb.on(QueryCommand).resolvesOnce({ Items });
  expect(await store.ofAccount('aguas', '10#0')).toEqual([FACT]);
  expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
    ExpressionAttributeValues: { ':pk': 'PROMISES#aguas', ':from': '10%230#', ':to': '10%230#~' },
    ConsistentRead: true,
  });
  dynamodb.reset();
  dynamodb
    .on(QueryCommand)
    .resolvesOnce({ Items, LastEvaluatedKey: { pk: 'x' } })
    .resolves({ Items });
  const all: PromiseFact[] = [];
  for await (const fact of store.all('aguas')) all.push(fact);
  expect(all).toEqual([FACT, FACT]);
});
