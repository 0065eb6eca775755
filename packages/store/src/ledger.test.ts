import { Readable } from 'node:stream';
import { GetObjectCommand, NoSuchKey, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Entry } from '@baixa/core';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { s3Inbox } from './inbox.ts';
import { s3Ledger } from './ledger.ts';
import { s3, table } from './test-support/tables.ts';

const bucket = mockClient(s3);
beforeEach(() => void bucket.reset());
const ledger = s3Ledger({ s3, bucket: 'the-ledger', chains: table });
const gone = new NoSuchKey({ message: 'The specified key does not exist.', $metadata: {} });
const body = (text: string) => ({
  Body: Object.assign(Readable.from([Buffer.from(text)]), { transformToString: async () => text }) as never,
});
const ENTRIES: Entry[] = [
  { line: 3, offset: 480, kind: 'payment', reasons: ['01'], paidCents: 1 },
  { line: 5, offset: 960, kind: 'fee', reasons: [] },
];

test('entries are kept one a line, and read as they were written', async () => {
  bucket.on(PutObjectCommand).resolves({});
  await ledger.saveEntries('f1', 12, ENTRIES);
  const { Bucket, Key, Body } = bucket.commandCalls(PutObjectCommand)[0]?.args[0].input ?? {};
  expect([Bucket, Key]).toEqual(['the-ledger', 'entries/f1/000012.ndjson']);
  expect((Body as string).split('\n')).toHaveLength(3);
  bucket.on(GetObjectCommand).resolves(body(Body as string));
  expect(await ledger.entriesOf('f1', 12)).toEqual(ENTRIES);
});

test('an empty chunk is an empty object, not a missing one', async () => {
  bucket.on(PutObjectCommand).resolves({});
  await ledger.saveEntries('f1', 1, []);
  expect(bucket.commandCalls(PutObjectCommand)[0]?.args[0].input.Body).toBe('');
  bucket.on(GetObjectCommand).resolves(body(''));
  expect(await ledger.entriesOf('f1', 1)).toEqual([]);
  expect(await ledger.outcomesOf('f1', 1)).toEqual([]);
});

test('entries that are not there are an error; outcomes that are not there are not decided yet', async () => {
  bucket.on(GetObjectCommand).rejects(gone);
  await expect(ledger.entriesOf('f1', 1)).rejects.toThrow('The ledger has no entries/f1/000001.ndjson.');
  expect(await ledger.outcomesOf('f1', 1)).toBeUndefined();
  expect(bucket.commandCalls(GetObjectCommand)[1]?.args[0].input.Key).toBe('outcomes/f1/000001.ndjson');
});

test('a ledger that cannot be read is not taken for an empty one', async () => {
  bucket.on(GetObjectCommand).rejects(Object.assign(new Error('denied'), { name: 'AccessDenied' }));
  await expect(ledger.outcomesOf('f1', 1)).rejects.toThrow('denied');
});

test('the inbox gives the very version that arrived, and nothing for an object that is gone', async () => {
  const inbox = s3Inbox(s3);
  bucket.on(GetObjectCommand).resolvesOnce(body('ab')).rejectsOnce(gone).rejects(new Error('slow down'));
  const object = { bucket: 'inbox', key: 'a b.ret', versionId: 'v1' };
  const parts: Uint8Array[] = [];
  for await (const part of (await inbox.open(object))!) parts.push(part);
  expect(Buffer.concat(parts).toString()).toBe('ab');
  expect(bucket.commandCalls(GetObjectCommand)[0]?.args[0].input).toEqual({
    Bucket: 'inbox',
    Key: 'a b.ret',
    VersionId: 'v1',
  });
  expect(await inbox.open(object)).toBeUndefined();
  await expect(inbox.open(object)).rejects.toThrow('slow down');
});
