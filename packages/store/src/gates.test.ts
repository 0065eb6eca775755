import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { gates } from './gates.ts';
import { SHARDS } from './shards.ts';
import { documents, refusal, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => dynamodb.reset());
const store = gates(table);
const canceled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'refused',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

test('freezing shuts the gate of every shard, if this cycle is the open one or was shut before', async () => {
  dynamodb.on(UpdateCommand).resolves({ Attributes: { firstOpenCycle: 8 } });
  dynamodb
    .on(UpdateCommand, { Key: { pk: 'c1#3', sk: 'GATE' } })
    .resolves({ Attributes: { firstOpenCycle: 8, opened: 2 } });
  expect(await store.freeze('c1', 7)).toEqual(
    Array.from({ length: SHARDS }, (_, shard) => (shard === 3 ? 2 : 0)),
  );
  const inputs = dynamodb.commandCalls(UpdateCommand).map(({ args }) => args[0].input);
  expect(inputs.map(({ Key }) => Key?.pk)).toEqual(Array.from({ length: SHARDS }, (_, i) => `c1#${i}`));
  expect(inputs[0]).toMatchObject({
    UpdateExpression: 'SET firstOpenCycle = :next',
    ConditionExpression: 'attribute_not_exists(pk) OR firstOpenCycle IN (:cycle, :next)',
    ExpressionAttributeValues: { ':cycle': 7, ':next': 8 },
  });
});

test('a cycle that is not the open one is not frozen', async () => {
  dynamodb.on(UpdateCommand).rejects(refusal({ firstOpenCycle: 5 }));
  await expect(store.freeze('c1', 7)).rejects.toThrow('Cycle 7 of c1 is not the one that is open.');
});

test.each([
  ['it was frozen', undefined, true],
  ['it was not frozen, or is open again', canceled('None', 'ConditionalCheckFailed'), true],
  ['its result stands', canceled('ConditionalCheckFailed', 'None'), false],
])('opening a cycle again where %s', async (_, refused, open) => {
  if (refused === undefined) dynamodb.on(TransactWriteCommand).resolves({});
  else dynamodb.on(TransactWriteCommand).rejects(refused);
  expect(await store.reopen('c1', 7)).toBe(open);
  const inputs = dynamodb.commandCalls(TransactWriteCommand).map(({ args }) => args[0].input);
  expect(inputs).toHaveLength(SHARDS);
  expect(inputs[0]?.TransactItems).toMatchObject([
    { ConditionCheck: { Key: { pk: 'CYCLES#c1', sk: '000007' } } },
    { Update: { Key: { pk: 'c1#0', sk: 'GATE' }, ConditionExpression: 'firstOpenCycle = :next' } },
  ]);
});

test('a transaction that was in the way is told, so that the step is tried again', async () => {
  const conflict = canceled('None', 'TransactionConflict');
  dynamodb.on(TransactWriteCommand).rejects(conflict);
  await expect(store.reopen('c1', 7)).rejects.toBe(conflict);
});
