import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { fixedClock } from '@baixa/core';
import { fileStore, profileStore, s3Inbox, s3Ledger, sqsChunkQueue } from '@baixa/store';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  aws,
  conditionFailed,
  mocks,
  noSuchKey,
  object,
  resetMocks,
  THROTTLES,
} from '../test-support/aws.ts';
import { CONTEXT, failures, S3_TEST_EVENT, s3Notification, sqsEvent } from '../test-support/events.ts';
import { capturedLogs, PERSON, personIn } from '../test-support/logs.ts';
import { create } from './handler.ts';

const AT = '2026-03-26T12:00:00.000Z';
const { dynamodb, s3, sqs } = mocks;
const receive = create({
  inbox: s3Inbox(aws.s3),
  ledger: s3Ledger({
    s3: aws.s3,
    bucket: 'the-ledger',
    chains: { client: aws.dynamodb, name: 'chains' },
  }),
  register: fileStore({ client: aws.dynamodb, name: 'files' }),
  agreements: profileStore({ client: aws.dynamodb, name: 'contracts' }),
  chunkQueue: sqsChunkQueue(aws.sqs, 'chunks'),
  clock: fixedClock(AT),
  chunkEntries: 2,
});

/** A webhook body of Pix, one for each letter; the letter makes the contents differ. */
const webhook = (...letters: string[]) =>
  JSON.stringify({
    pix: letters.map((letter) => ({
      endToEndId: `E99999999202603251200abcdefghij${letter}`,
      txid: `charge${letter}`,
      valor: '100.00',
      chave: 'the-key',
      horario: '2026-03-25T12:00:00Z',
      pagador: { cpf: PERSON.taxId, nome: PERSON.name },
    })),
  });

const inbox: Record<string, string> = {};
let logs: ReturnType<typeof capturedLogs>;
beforeEach(() => {
  resetMocks();
  logs = capturedLogs();
  for (const key of Object.keys(inbox)) delete inbox[key];
  s3.on(GetObjectCommand).callsFake(async ({ Key }) => {
    if (inbox[Key] === undefined) throw noSuchKey();
    return object(inbox[Key]);
  });
  s3.on(PutObjectCommand).resolves({});
  sqs.on(SendMessageBatchCommand).resolves({});
  dynamodb.on(GetCommand).resolves({});
  dynamodb.on(PutCommand).resolves({});
  dynamodb.on(UpdateCommand).resolves({});
  dynamodb.on(QueryCommand).resolves({
    Items: [
      {
        id: 'pix',
        company: 'aguas',
        bank: 'pix',
        code: 'pix',
        pixKeys: ['the-key'],
        tolerance: { cents: 0 },
      },
    ],
  });
});
afterEach(() => vi.restoreAllMocks());

const arrivals = () =>
  dynamodb
    .commandCalls(PutCommand)
    .map(({ args }) => args[0].input.Item)
    .filter((item) => item?.pk?.startsWith('ARRIVAL#'))
    .map((item) => [item?.key, item?.outcome]);
const released = () =>
  sqs
    .commandCalls(SendMessageBatchCommand)
    .flatMap(({ args }) => args[0].input.Entries ?? [])
    .map(({ MessageBody = '' }) => JSON.parse(MessageBody));

test('a file that arrives is read into the ledger and its chunks are released', async () => {
  inbox['in/a.json'] = webhook('a', 'b', 'c');
  expect(failures(await receive(sqsEvent(s3Notification('in/a.json')), CONTEXT))).toEqual([]);
  expect(arrivals()).toEqual([['in/a.json', 'accepted']]);
  const [{ file }] = released();
  expect(released()).toEqual(
    [1, 2].map((chunk) => ({ file, chunk, chunks: 2, company: 'aguas', agreement: 'pix' })),
  );
  expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input.Key)).toEqual([
    `entries/${file}/000001.ndjson`,
    `entries/${file}/000002.ndjson`,
    `entries/${file}/manifest.ndjson`,
    `links/agreements/pix/entries/${file}/manifest.ndjson`,
  ]);
  expect(dynamodb.commandCalls(UpdateCommand).map(({ args }) => args[0].input)).toMatchObject([
    { Key: { pk: `FILE#${file}` }, ExpressionAttributeValues: { ':released': 'released' } },
  ]);
  expect(s3.commandCalls(GetObjectCommand, { Bucket: 'the-inbox' }).map(({ args }) => args[0].input)).toEqual(
    Array(2).fill({ Bucket: 'the-inbox', Key: 'in/a.json', VersionId: 'v1' }),
  );
});

test('a key is read as its owner wrote it: S3 tells it URL-encoded, with + for a blank', async () => {
  inbox['retornos março/a+b.json'] = webhook('a');
  const told = 'retornos+mar%C3%A7o/a%2Bb.json';
  expect(failures(await receive(sqsEvent(s3Notification(told)), CONTEXT))).toEqual([]);
  expect(arrivals()).toEqual([['retornos março/a+b.json', 'accepted']]);
});

test("S3's test event has no records and is done", async () => {
  expect(failures(await receive(sqsEvent(S3_TEST_EVENT), CONTEXT))).toEqual([]);
  expect(s3.calls()).toHaveLength(0);
});

test('all objects of one message are received', async () => {
  inbox.a = webhook('a');
  inbox.b = webhook('b');
  await receive(sqsEvent(s3Notification('a', 'b')), CONTEXT);
  expect(arrivals()).toEqual([
    ['a', 'accepted'],
    ['b', 'accepted'],
  ]);
});

test('an object that is gone is an arrival without a file, and is not tried again', async () => {
  expect(failures(await receive(sqsEvent(s3Notification('gone')), CONTEXT))).toEqual([]);
  expect(arrivals()).toEqual([['gone', 'missing']]);
  expect(released()).toEqual([]);
});

test.each(THROTTLES)('a message under $name is delivered again; the others are done', async (throttle) => {
  inbox.a = webhook('a');
  inbox.b = webhook('b');
  dynamodb.on(PutCommand, { TableName: 'files' }).callsFake(async ({ Item }) => {
    if (Item.key === 'a') throw throttle;
    return {};
  });
  const result = await receive(sqsEvent(s3Notification('a'), s3Notification('b')), CONTEXT);
  expect(failures(result)).toEqual(['m0']);
  expect(arrivals()).toContainEqual(['b', 'accepted']);
  expect(released()).toHaveLength(1);
});

test('a file whose chunks SQS refuses is not marked as released, and comes again', async () => {
  inbox.a = webhook('a');
  sqs
    .on(SendMessageBatchCommand)
    .resolves({ Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] });
  expect(failures(await receive(sqsEvent(s3Notification('a')), CONTEXT))).toEqual(['m0']);
  expect(dynamodb.commandCalls(UpdateCommand)).toHaveLength(0);
  expect(arrivals()).toEqual([]);
});

test('a bucket that cannot be read is no missing object: the message is delivered again', async () => {
  s3.on(GetObjectCommand).rejects(
    Object.assign(new Error('Please reduce your request rate.'), { name: 'SlowDown' }),
  );
  expect(failures(await receive(sqsEvent(s3Notification('a')), CONTEXT))).toEqual(['m0']);
  expect(arrivals()).toEqual([]);
});

test('a file that was entered and released before has no effect under another name', async () => {
  inbox.b = webhook('a');
  dynamodb.on(GetCommand).resolves({ Item: { pk: 'FILE#x', status: 'released', key: 'a' } });
  expect(failures(await receive(sqsEvent(s3Notification('b')), CONTEXT))).toEqual([]);
  expect(arrivals()).toEqual([['b', 'duplicate']]);
  expect(released()).toEqual([]);
});

test('a file that somebody else entered meanwhile is still released', async () => {
  inbox.a = webhook('a');
  dynamodb.on(PutCommand).callsFake(async ({ Item }) => {
    if (Item.pk.startsWith('FILE#')) throw conditionFailed();
    return {};
  });
  expect(failures(await receive(sqsEvent(s3Notification('a')), CONTEXT))).toEqual([]);
  expect(released()).toHaveLength(1);
});

test.each([
  ['no JSON', '{"Records": ['],
  ['records without an object', { Records: [{ s3: { bucket: { name: 'b' } } }] }],
  ['a key that is no URL encoding', s3Notification('%E0%A4%A')],
])(
  'a message with %s is delivered again and in the end put aside; the others are done',
  async (_, poison) => {
    inbox.a = webhook('a');
    expect(failures(await receive(sqsEvent(poison, s3Notification('a')), CONTEXT))).toEqual(['m0']);
    expect(arrivals()).toEqual([['a', 'accepted']]);
  },
);

test('no payer is in any line of the log, nor in a message of the queue', async () => {
  inbox.a = webhook('a', 'b').replace('"100.00"', '"100,00"');
  inbox.b = `${webhook('c').slice(0, -40)}`;
  inbox.c = webhook('d');
  s3.on(PutObjectCommand).rejectsOnce(new Error('down')).resolves({});
  await receive(sqsEvent(s3Notification('c'), s3Notification('a'), s3Notification('b')), CONTEXT);
  expect(logs.text()).toContain('A message failed');
  expect(logs.text()).toContain('A file arrived');
  expect(personIn(logs.text())).toEqual([]);
  expect(personIn(JSON.stringify(released()))).toEqual([]);
  expect(personIn(JSON.stringify(dynamodb.calls().map(({ args }) => args[0].input)))).toEqual([]);
});
