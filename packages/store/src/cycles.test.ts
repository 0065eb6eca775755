import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { canonicalJson } from '@baixa/core';
import { type CycleResult, measureOf } from '@baixa/scoring';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { SHARDS } from './cases.ts';
import { cycleStore } from './cycles.ts';
import { documents, refusal, s3, table } from './test-support/tables.ts';

const [dynamodb, bucket] = [mockClient(documents), mockClient(s3)];
beforeEach(() => {
  dynamodb.reset();
  bucket.reset();
  bucket.on(PutObjectCommand).resolves({});
});
const store = cycleStore(table, { s3, bucket: 'the-ledger' });
const result = (bookings: number) => ({ cycle: 7, contract: 'c1', bookings }) as CycleResult;
const objects = () => bucket.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);

test('freezing shuts the gate of every shard, if this cycle is the open one or was shut before', async () => {
  dynamodb.on(UpdateCommand).resolves({});
  await store.freeze('c1', 7);
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

test('a result is committed once, with the hash of its canonical JSON, and kept in the ledger', async () => {
  dynamodb.on(PutCommand).resolves({});
  const { sha256 } = await store.commit(result(3));
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
    Item: { pk: 'CYCLES#c1', sk: '000007', result: result(3), sha256 },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  expect(objects()).toMatchObject([
    { Bucket: 'the-ledger', Key: 'cycles/c1/000007/result.json', Body: canonicalJson(result(3)) },
  ]);
});

test('the same result committed again is fine; another is refused, and the ledger keeps the first', async () => {
  dynamodb.on(PutCommand).resolvesOnce({});
  const { sha256 } = await store.commit(result(3));
  dynamodb.on(PutCommand).rejects(refusal({ sha256 }));
  expect(await store.commit(result(3))).toEqual({ result: result(3), sha256 });
  await expect(store.commit(result(4))).rejects.toThrow(
    'Cycle 7 of c1 is closed with another result, which stands.',
  );
  expect(objects()).toHaveLength(2);
  expect(objects().every(({ Body }) => Body === canonicalJson(result(3)))).toBe(true);
});

test('what was counted is kept as evidence, canonical, one booking a line', async () => {
  const booking = {
    source: 'case:100',
    cycle: 7,
    countsOn: '2026-03-20',
    measure: measureOf({ collected: 1 }),
  };
  dynamodb.on(QueryCommand).resolves({ Items: [{ pk: 'c1#2', sk: 'BOOKED#', ...booking }] });
  expect(await store.bookingsOf('c1', 2, 7)).toEqual([booking]);
  expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input.ExpressionAttributeValues).toEqual({
    ':pk': 'c1#2',
    ':from': 'BOOKED#000007#',
    ':to': 'BOOKED#000007#~',
  });
  expect(objects()).toMatchObject([
    { Key: 'cycles/c1/000007/bookings-2.ndjson', Body: `${canonicalJson(booking)}\n` },
  ]);
  expect(bucket.commandCalls(GetObjectCommand)).toHaveLength(0);
});

test('committed cycles come oldest first', async () => {
  dynamodb.on(QueryCommand).resolves({
    Items: [1, 2].map((cycle) => ({ pk: 'CYCLES#c1', sk: `00000${cycle}`, result: { cycle }, sha256: 'x' })),
  });
  expect((await store.committed('c1')).map(({ result: { cycle } }) => cycle)).toEqual([1, 2]);
  expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input.ScanIndexForward).toBeUndefined();
});
