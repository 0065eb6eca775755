import { GetObjectCommand, NoSuchKey, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { sha256Of } from '@baixa/audit';
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
const store = cycleStore(table, { s3, bucket: 'the-ledger', chains: table });
const FOLDER = 'cycles/c1/000007/';
/** What was counted is there. */
const counted = () => {
  bucket.on(GetObjectCommand).callsFake(async ({ Key }) => {
    if (!Key.includes('bookings-')) throw new NoSuchKey({ message: 'none', $metadata: {} });
    return { Body: { transformToString: async () => `${Key}\n` } };
  });
  dynamodb.on(GetCommand).resolves({});
};
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
  counted();
  dynamodb.on(PutCommand).resolves({});
  const { sha256 } = await store.commit(result(3));
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
    Item: { pk: 'CYCLES#c1', sk: '000007', result: result(3), sha256 },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  const [kept, manifest, link] = objects();
  expect(kept).toMatchObject({
    Key: `${FOLDER}result.json`,
    Body: canonicalJson(result(3)),
    IfNoneMatch: '*',
  });
  const listed = String(manifest?.Body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(listed).toHaveLength(SHARDS + 1);
  expect(listed[2]).toEqual({
    key: `${FOLDER}bookings-2.ndjson`,
    sha256: sha256Of(`${FOLDER}bookings-2.ndjson\n`),
  });
  expect(listed[SHARDS]).toEqual({ key: `${FOLDER}result.json`, sha256 });
  expect(link?.Key).toBe(`links/contracts/c1/${FOLDER}manifest.ndjson`);
  expect(JSON.parse(String(link?.Body))).toMatchObject({
    chain: 'contracts/c1',
    sequence: 1,
    sha256: sha256Of(String(manifest?.Body)),
  });
});

test('a result is not kept without what was counted for it', async () => {
  dynamodb.on(PutCommand).resolves({});
  bucket.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'none', $metadata: {} }));
  await expect(store.commit(result(3))).rejects.toThrow(`The ledger has no ${FOLDER}bookings-0.ndjson.`);
});

test('the same result committed again is fine; another is refused, and the ledger keeps the first', async () => {
  counted();
  dynamodb.on(PutCommand).resolves({});
  const { sha256 } = await store.commit(result(3));
  const before = objects().length;
  dynamodb.on(PutCommand, { TableName: 'the-table', Item: { pk: 'CYCLES#c1' } }).rejects(refusal({ sha256 }));
  expect(await store.commit(result(3))).toEqual({ result: result(3), sha256 });
  await expect(store.commit(result(4))).rejects.toThrow(
    'Cycle 7 of c1 is closed with another result, which stands.',
  );
  expect(objects()).toHaveLength(2 * before);
  const results = objects().filter(({ Key }) => Key?.endsWith('/result.json'));
  expect(results.map(({ Body }) => Body)).toEqual([canonicalJson(result(3)), canonicalJson(result(3))]);
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
