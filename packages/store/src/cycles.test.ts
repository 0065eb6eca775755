import { Readable } from 'node:stream';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { sha256Of } from '@baixa/audit';
import { canonicalJson } from '@baixa/core';
import { type CycleResult, measureOf } from '@baixa/scoring';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { cycleStore } from './cycles.ts';
import { SHARDS } from './shards.ts';
import { documents, s3, table } from './test-support/tables.ts';

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
    if (!/(bookings|tally)-/.test(Key)) throw new NoSuchKey({ message: 'none', $metadata: {} });
    return { Body: Readable.from([Buffer.from(`${Key}\n`)]) as never };
  });
  dynamodb.on(GetCommand).resolves({});
};
const result = (bookings: number) => ({ cycle: 7, contract: 'c1', bookings }) as CycleResult;
const FROZEN = Array.from({ length: SHARDS }, () => 0);
/** A transaction refused by the write at an index, which found an item. */
const canceled = (at: number, item?: object) =>
  new TransactionCanceledException({
    message: 'refused',
    $metadata: {},
    CancellationReasons: Array.from({ length: SHARDS + 1 }, (_, index) =>
      index === at
        ? { Code: 'ConditionalCheckFailed', ...(item === undefined ? {} : { Item: marshall(item) }) }
        : { Code: 'None' },
    ),
  });
const objects = () => bucket.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);

test('a result is committed once, with the hash of its canonical JSON, and kept in the ledger', async () => {
  counted();
  dynamodb.on(TransactWriteCommand).resolves({});
  dynamodb.on(PutCommand).resolves({});
  const { sha256 } = await store.commit(result(3), FROZEN);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  const [put, ...gates] = dynamodb.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];
  expect(put?.Put).toMatchObject({
    Item: { pk: 'CYCLES#c1', sk: '000007', result: result(3), sha256 },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  expect(gates).toHaveLength(SHARDS);
  expect(gates[2]?.ConditionCheck).toMatchObject({
    Key: { pk: 'c1#2', sk: 'GATE' },
    ConditionExpression: 'firstOpenCycle = :next AND attribute_not_exists(opened)',
    ExpressionAttributeValues: { ':next': 8 },
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
  expect(listed).toHaveLength(2 * SHARDS + 1);
  expect(listed[2]).toEqual({
    key: `${FOLDER}bookings-2.ndjson`,
    sha256: sha256Of(`${FOLDER}bookings-2.ndjson\n`),
  });
  expect(listed.slice(SHARDS, -1).map(({ key }) => key)).toEqual(
    Array.from({ length: SHARDS }, (_, shard) => `${FOLDER}tally-${shard}.json`),
  );
  expect(listed.at(-1)).toEqual({ key: `${FOLDER}result.json`, sha256 });
  expect(link?.Key).toBe(`links/contracts/c1/${FOLDER}manifest.ndjson`);
  expect(JSON.parse(String(link?.Body))).toMatchObject({
    chain: 'contracts/c1',
    sequence: 1,
    sha256: sha256Of(String(manifest?.Body)),
  });
});

test('a result is not kept without what was counted for it', async () => {
  dynamodb.on(TransactWriteCommand).resolves({});
  dynamodb.on(PutCommand).resolves({});
  bucket.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'none', $metadata: {} }));
  await expect(store.commit(result(3), FROZEN)).rejects.toThrow(
    `The ledger has no ${FOLDER}bookings-0.ndjson.`,
  );
});

test('the same result committed again is fine; another is refused, and the ledger keeps the first', async () => {
  counted();
  dynamodb.on(TransactWriteCommand).resolves({});
  dynamodb.on(PutCommand).resolves({});
  const { sha256 } = await store.commit(result(3), FROZEN);
  const before = objects().length;
  dynamodb.on(TransactWriteCommand).rejects(canceled(0, { sha256 }));
  expect(await store.commit(result(3), FROZEN)).toEqual({ result: result(3), sha256 });
  await expect(store.commit(result(4), FROZEN)).rejects.toThrow(
    'Cycle 7 of c1 is closed with another result, which stands.',
  );
  expect(objects()).toHaveLength(2 * before);
  const results = objects().filter(({ Key }) => Key?.endsWith('/result.json'));
  expect(results.map(({ Body }) => Body)).toEqual([canonicalJson(result(3)), canonicalJson(result(3))]);
});

test('a committed cycle whose keeping was cut short is kept by whoever comes next, as it was frozen', async () => {
  counted();
  dynamodb.on(TransactWriteCommand).resolves({});
  dynamodb.on(PutCommand).resolves({});
  const frozen = FROZEN.map((_, shard) => (shard === 2 ? 1 : 0));
  bucket.on(PutObjectCommand).rejectsOnce(new Error('S3 is away')).resolves({});
  await expect(store.commit(result(3), frozen)).rejects.toThrow('S3 is away');
  const [put] = dynamodb.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];
  dynamodb.on(GetCommand, { Key: { pk: 'CYCLES#c1', sk: '000007' } }).resolves({ Item: put?.Put?.Item });
  const { sha256 } = await store.keep('c1', 7);
  const [, kept, manifest] = objects();
  expect(sha256Of(String(kept?.Body))).toBe(sha256);
  expect(manifest?.Key).toBe(`${FOLDER}manifest.ndjson`);
  expect(String(manifest?.Body)).toContain(`"${FOLDER}bookings-2-1.ndjson"`);
});

test('a cycle that is not closed is not kept, and one closed before it was noted how it was frozen stays as it is', async () => {
  counted();
  await expect(store.keep('c1', 7)).rejects.toThrow('Cycle 7 of c1 is not closed.');
  dynamodb.on(GetCommand).resolves({ Item: { result: result(3), sha256: 'abc' } });
  expect(await store.keep('c1', 7)).toEqual({ result: result(3), sha256: 'abc' });
  expect(objects()).toEqual([]);
});

test('what was counted is kept as evidence, a booking a line, with what it adds up to; both canonical', async () => {
  const counts = { collected: 1, recovered: 0, recoveredInTerm: 0, collectedCents: 4200, recoveredCents: 0 };
  const booking = {
    source: 'case:100',
    cycle: 7,
    countsOn: '2026-03-20',
    measure: measureOf({ collected: 1 }),
    strata: [{ stratum: { district: 'Centro', municipality: 'Alagoas' }, counts }],
  };
  dynamodb.on(QueryCommand).resolves({ Items: [{ pk: 'c1#2', sk: 'BOOKED#', ...booking }] });
  const { inputs, ...totals } = await store.tally('c1', 2, 7);
  expect(totals).toEqual({
    shard: 2,
    bookings: 1,
    measure: measureOf({ collected: 1 }),
    debt: { collectedCents: 4200, recoveredCents: 0 },
    adjustments: [],
  });
  expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input.ExpressionAttributeValues).toEqual({
    ':pk': 'c1#2',
    ':from': 'BOOKED#000007#',
    ':to': 'BOOKED#000007#~',
  });
  const strata = [
    { dimension: 'municipality', value: 'Alagoas', ...counts },
    { dimension: 'district', municipality: 'Alagoas', value: 'Centro', ...counts },
    { dimension: 'tariffCategory', ...counts },
    { dimension: 'lastAction', ...counts },
  ];
  const kept = objects().map(({ Key, Body }) => [Key, String(Body)]);
  expect(kept).toEqual([
    [`${FOLDER}bookings-2.ndjson`, `${canonicalJson(booking)}\n`],
    [`${FOLDER}tally-2.json`, canonicalJson({ ...totals, strata })],
  ]);
  expect(inputs).toEqual(kept.map(([key, body]) => ({ key, sha256: sha256Of(String(body)) })));
  expect(bucket.commandCalls(GetObjectCommand)).toHaveLength(0);
});

test('a shard of any size is counted and kept page by page: the first part is written before the last page is read', async () => {
  const calls: string[] = [];
  const parts: string[] = [];
  const booking = { source: `case:${'1'.repeat(2 ** 20)}#2026-01-01`, cycle: 7, countsOn: '2026-03-20' };
  const item = { ...booking, measure: measureOf({ collected: 1 }) };
  const pages = 12;
  dynamodb.on(QueryCommand).callsFake(async ({ ExclusiveStartKey: { at = 0 } = {} }) => {
    calls.push('read');
    return { Items: [item], ...(at + 1 < pages ? { LastEvaluatedKey: { at: at + 1 } } : {}) };
  });
  bucket.on(CreateMultipartUploadCommand).resolves({ UploadId: 'u' });
  bucket.on(CompleteMultipartUploadCommand).resolves({});
  bucket.on(UploadPartCommand).callsFake(async ({ Body }) => {
    calls.push('write');
    parts.push(String(Body));
    return { ETag: `"${parts.length}"` };
  });
  const { bookings, inputs } = await store.tally('c1', 2, 7);
  expect(bookings).toBe(pages);
  expect(parts.join('')).toBe(`${canonicalJson(item)}\n`.repeat(pages));
  expect(inputs[0]?.sha256).toBe(sha256Of(parts.join('')));
  expect(calls.indexOf('write')).toBeLessThan(calls.lastIndexOf('read'));
});

test('a page that cannot be read fails the tally, and keeps nothing', async () => {
  dynamodb.on(QueryCommand).rejects(new Error('throttled'));
  await expect(store.tally('c1', 2, 7)).rejects.toThrow('throttled');
  expect(objects()).toEqual([]);
});

test('committed cycles come oldest first', async () => {
  dynamodb.on(QueryCommand).resolves({
    Items: [1, 2].map((cycle) => ({ pk: 'CYCLES#c1', sk: `00000${cycle}`, result: { cycle }, sha256: 'x' })),
  });
  expect((await store.committed('c1')).map(({ result: { cycle } }) => cycle)).toEqual([1, 2]);
  expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input.ScanIndexForward).toBeUndefined();
});

test('a result is refused when its cycle was opened again after it was frozen', async () => {
  counted();
  dynamodb.on(TransactWriteCommand).rejects(canceled(3));
  await expect(store.commit(result(3), FROZEN)).rejects.toThrow(
    'Cycle 7 of c1 was opened again while it was being closed.',
  );
  expect(objects()).toEqual([]);
});

test('after a close that failed, what was counted is kept under keys of its own', async () => {
  dynamodb.on(TransactWriteCommand).resolves({});
  counted();
  dynamodb.on(PutCommand).resolves({});
  await store.commit(
    result(3),
    FROZEN.map((_, shard) => (shard === 2 ? 1 : 0)),
  );
  const manifest = objects().find(({ Key }) => Key?.endsWith('manifest.ndjson'));
  expect(manifest?.Body).toContain(`${FOLDER}bookings-2-1.ndjson`);
  const [, , third] =
    dynamodb.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems?.slice(1) ?? [];
  expect(third?.ConditionCheck).toMatchObject({
    ConditionExpression: 'firstOpenCycle = :next AND opened = :opened',
    ExpressionAttributeValues: { ':opened': 1 },
  });
});

test('what was told last is noted, and never goes back', async () => {
  dynamodb.on(GetCommand).resolves({});
  dynamodb.on(UpdateCommand).resolves({});
  expect(await store.announced('c1')).toBe(0);
  await store.noteAnnounced('c1', 7);
  expect(dynamodb.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
    Key: { pk: 'CYCLES#c1', sk: 'ANNOUNCED' },
    ConditionExpression: 'attribute_not_exists(pk) OR #cycle < :cycle',
    ExpressionAttributeValues: { ':cycle': 7 },
  });
});
