import { Readable } from 'node:stream';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { type BaixaEvent, examples } from '@baixa/events';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { eventLedger, keptPublisher } from './event-ledger.ts';
import { s3 } from './test-support/tables.ts';

const bucket = mockClient(s3);
let order: string[];
let published: BaixaEvent[];
let objects: Map<string, string>;
beforeEach(() => {
  bucket.reset();
  order = [];
  published = [];
  objects = new Map();
  bucket.on(PutObjectCommand).callsFake(async ({ Key, Body }) => {
    order.push('kept');
    objects.set(Key, Body);
    return {};
  });
  bucket.on(ListObjectsV2Command).callsFake(async ({ Prefix, StartAfter = '', MaxKeys }) => {
    const keys = [...objects.keys()].filter((key) => key.startsWith(Prefix) && key > StartAfter).sort();
    return { Contents: keys.slice(0, MaxKeys).map((Key) => ({ Key })), IsTruncated: keys.length > MaxKeys };
  });
  bucket.on(GetObjectCommand).callsFake(async ({ Key }) => {
    const text = objects.get(Key) ?? '';
    return { Body: Object.assign(Readable.from([text]), { transformToString: async () => text }) };
  });
});
const publisher = keptPublisher(s3, 'the-ledger', {
  async publish(events) {
    order.push('sent');
    published.push(...events);
  },
});
const settled = examples['receivable.settled'];
const closed = { ...examples['cycle.closed'], time: '2026-11-19T02:00:00.000Z' };

async function allOf(day: string): Promise<BaixaEvent[]> {
  const ledger = eventLedger(s3, 'the-ledger');
  const events: BaixaEvent[] = [];
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const page = await ledger.pageOf(day, after);
    events.push(...page.events);
    after = page.next;
  }
  return events;
}

test('events are kept by the day of their time before they are sent', async () => {
  await publisher.publish([settled, closed]);
  expect(order).toEqual(['kept', 'kept', 'sent']);
  expect(published).toEqual([settled, closed]);
  expect(await allOf('2026-11-18')).toEqual([settled]);
  expect(await allOf('2026-11-19')).toEqual([closed]);
  expect(await allOf('2026-11-20')).toEqual([]);
});

test('told again, they are the same object', async () => {
  await publisher.publish([settled]);
  await publisher.publish([settled]);
  expect([...objects.keys()]).toHaveLength(1);
});

test('every page of a day is found, one after the other', async () => {
  const many = Array.from({ length: 5 }, (_, index) => ({ ...settled, id: `id-${index}` }));
  for (const event of many) await publisher.publish([event]);
  expect((await allOf('2026-11-18')).map(({ id }) => id).sort()).toEqual(many.map(({ id }) => id));
});

test('what could not be kept is not sent', async () => {
  bucket.on(PutObjectCommand).rejects(new Error('gone'));
  await expect(publisher.publish([settled])).rejects.toThrow('gone');
  expect(published).toEqual([]);
});

test('nothing to tell is nothing to keep', async () => {
  await publisher.publish([]);
  expect(objects.size).toBe(0);
});
