import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { S3Event } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Fauxqs, startFauxqs } from './fauxqs.ts';
import { CREDENTIALS } from './lambda-env.ts';
import { freePorts } from './ports.ts';

// Real servers on a busy machine: the bound is against hanging, not against slowness.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const queueArn = 'arn:aws:sqs:sa-east-1:000000000000:arrivals';
const notifications = [
  { id: 'rule', bucket: 'inbox', events: ['s3:ObjectCreated:*'], prefix: 'in/', suffix: '', queueArn },
];

let port: number;
let dataDir: string;
let fauxqs: Fauxqs;
let s3: S3Client;
let sqs: SQSClient;

async function start() {
  port = (await freePorts()).storage;
  fauxqs = await startFauxqs({ port, dataDir, notifications }, () => {});
  // No `forcePathStyle`: the SDK itself takes the path style for an address without a name.
  const config = { region: 'sa-east-1', endpoint: `http://127.0.0.1:${port}`, credentials: CREDENTIALS };
  s3 = new S3Client(config);
  sqs = new SQSClient(config);
}

async function stop() {
  s3.destroy();
  sqs.destroy();
  await fauxqs.stop();
}

beforeAll(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'baixa-fauxqs-')), 'not', 'there', 'yet');
  await start();
  await s3.send(new CreateBucketCommand({ Bucket: 'inbox' }));
  await sqs.send(new CreateQueueCommand({ QueueName: 'arrivals' }));
});
afterAll(async () => {
  await stop();
  await rm(join(dataDir, '../../..'), { recursive: true });
});

const object = (Key: string) => ({ Bucket: 'inbox', Key });
const queueUrl = async () =>
  (await sqs.send(new GetQueueUrlCommand({ QueueName: 'arrivals' }))).QueueUrl ?? '';

/** What the queue holds now: the upload's message is there before the upload is answered, so nobody waits. */
async function told(): Promise<S3Event['Records']> {
  const receive = new ReceiveMessageCommand({
    QueueUrl: await queueUrl(),
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: 0,
  });
  const { Messages: messages = [] } = await sqs.send(receive);
  return messages.flatMap(({ Body: body = '' }) => (JSON.parse(body) as S3Event).Records);
}

test('a PutObject is told to the queue, once, with key, size and ETag', async () => {
  await s3.send(new PutObjectCommand({ ...object('in/a b.ret'), Body: 'hello' }));
  await s3.send(new PutObjectCommand({ ...object('out/c.ret'), Body: 'not told' }));
  expect(await told()).toMatchObject([
    {
      eventName: 'ObjectCreated:Put',
      s3: {
        configurationId: 'rule',
        bucket: { name: 'inbox' },
        object: { key: 'in/a+b.ret', size: 5, eTag: '5d41402abc4b2a76b9719d911017c592' },
      },
    },
  ]);
});

test('a CopyObject and a finished multipart upload are told; its parts are not', async () => {
  await s3.send(new CopyObjectCommand({ ...object('in/copy.ret'), CopySource: 'inbox/in/a%20b.ret' }));
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object('in/big.ret')));
  const upload = { ...object('in/big.ret'), UploadId };
  const parts = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('end')];
  const Parts = [];
  for (const [index, Body] of parts.entries()) {
    const PartNumber = index + 1;
    const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  }
  await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  expect(await told()).toMatchObject([
    { eventName: 'ObjectCreated:Copy', s3: { object: { key: 'in/copy.ret', size: 5 } } },
    {
      eventName: 'ObjectCreated:CompleteMultipartUpload',
      s3: { object: { key: 'in/big.ret', size: 5 * 1024 * 1024 + 3, eTag: expect.stringMatching(/-2$/) } },
    },
  ]);
});

test('a refused upload is not told', async () => {
  const again = new PutObjectCommand({ ...object('in/a b.ret'), Body: 'other', IfNoneMatch: '*' });
  await expect(s3.send(again)).rejects.toMatchObject({
    name: 'PreconditionFailed',
    $metadata: { httpStatusCode: 412 },
  });
  await expect(s3.send(new PutObjectCommand({ Bucket: 'absent', Key: 'in/x', Body: 'x' }))).rejects.toThrow();
  const tag = await fetch(`http://127.0.0.1:${port}/inbox/in/a%20b.ret?tagging`, {
    method: 'PUT',
    body: '<Tagging/>',
  });
  expect(tag.status).toBe(405);
  const { Body: body } = await s3.send(new GetObjectCommand(object('in/a b.ret')));
  expect(await body?.transformToString()).toBe('hello');
  expect(await told()).toEqual([]);
});

test('queues and objects outlive a restart, and what was being worked on is there again', async () => {
  const QueueUrl = await queueUrl();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"Records":[1]}' }));
  expect(await told()).toEqual([1]);
  await stop();
  await start();
  expect(await queueUrl()).toBe(`http://127.0.0.1:${port}/000000000000/arrivals`);
  expect(await told()).toContain(1);
  const { Body: body } = await s3.send(new GetObjectCommand(object('in/a b.ret')));
  expect(await body?.transformToString()).toBe('hello');
});

test('nobody else on the network is served', async () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal);
  if (outside === undefined) return;
  const reached = await new Promise((resolve) => {
    const socket = connect(port, outside.address, () => resolve(true)).on('error', () => resolve(false));
    socket.unref();
  });
  expect(reached).toBe(false);
});

test('a port that is taken is told', async () => {
  await expect(startFauxqs({ port, notifications: [] }, () => {})).rejects.toThrow(/EADDRINUSE/);
});
