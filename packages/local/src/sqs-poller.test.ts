import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Fauxqs, startFauxqs } from './fauxqs.ts';
import { CREDENTIALS } from './lambda-env.ts';
import type { Invocation, LambdaPool } from './lambda-pool.ts';
import type { MappingPlan } from './plan.ts';
import { freePorts } from './ports.ts';
import { startSqsPoller } from './sqs-poller.ts';

// Real servers on a busy machine: the bound is against hanging, not against slowness.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const DONE: Invocation = { ok: true, payload: 'null' };
const THROWN: Invocation = { ok: false, error: { errorType: 'E', errorMessage: '', trace: [] } };

let fauxqs: Fauxqs;
let sqs: SQSClient;
beforeAll(async () => {
  const { storage } = await freePorts();
  fauxqs = await startFauxqs({ port: storage, notifications: [] }, () => {});
  const endpoint = `http://127.0.0.1:${storage}`;
  sqs = new SQSClient({ region: 'sa-east-1', endpoint, credentials: CREDENTIALS });
});
afterAll(async () => {
  sqs.destroy();
  await fauxqs.stop();
});

/** Makes a queue `name` with dead letters after two receipts, and polls it with a function that answers as given. */
async function polled(
  name: string,
  answer: (event: SQSEvent) => Promise<Invocation> | Invocation,
  change: Partial<MappingPlan> = {},
  visibilitySeconds = 1,
) {
  const arn = (queue: string) => `arn:aws:sqs:sa-east-1:000000000000:${queue}`;
  await sqs.send(new CreateQueueCommand({ QueueName: `${name}-dead` }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn(`${name}-dead`), maxReceiveCount: 2 });
  const Attributes = { VisibilityTimeout: String(visibilitySeconds), RedrivePolicy };
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  const events: SQSEvent[] = [];
  const pool: Pick<LambdaPool, 'size' | 'invoke'> = {
    size: 4,
    async invoke(event) {
      events.push(event as SQSEvent);
      return answer(event as SQSEvent);
    },
  };
  const mapping = { functionArn: 'f', queueArn: arn(name), batchSize: 10, windowSeconds: 0, ...change };
  const start = () =>
    startSqsPoller(sqs, QueueUrl, { reportsFailures: false, ...mapping }, pool, (error) => {
      throw error;
    });
  const send = (...bodies: string[]) => {
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    return sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  };
  return { QueueUrl, events, start, send };
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((go) => setTimeout(go, 10));
}

const left = async (name: string) => {
  const { visible = 0, inFlight = 0 } = (await fauxqs.queueDepths())[name] ?? {};
  return visible + inFlight;
};

test('a message comes at once, as AWS hands it over, and is deleted when the function is done', async () => {
  const queue = await polled('plain', () => DONE);
  const poller = queue.start();
  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'x' } };
  const sentAt = Date.now();
  await sqs.send(
    new SendMessageCommand({ QueueUrl: queue.QueueUrl, MessageBody: 'hello', MessageAttributes }),
  );
  await until(() => queue.events.length === 1);
  expect(Date.now() - sentAt).toBeLessThan(500);
  await until(async () => (await left('plain')) === 0);
  expect(queue.events[0]?.Records).toEqual([
    {
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      receiptHandle: expect.any(String),
      body: 'hello',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: '000000000000',
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      },
      messageAttributes: {
        kind: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:sa-east-1:000000000000:plain',
      awsRegion: 'sa-east-1',
    },
  ]);
  await poller.stop();
});

test('of a batch only the failed come again, and end as dead letters', async () => {
  const failBad = ({ Records: records }: SQSEvent): Invocation => {
    const failed = records.filter(({ body }) => body === 'bad');
    const batchItemFailures = failed.map(({ messageId }) => ({ itemIdentifier: messageId }));
    return { ok: true, payload: JSON.stringify({ batchItemFailures }) };
  };
  const queue = await polled('partial', failBad, { reportsFailures: true });
  await queue.send('good', 'bad', 'fine');
  const poller = queue.start();
  await until(async () => (await left('partial-dead')) === 1);
  expect(queue.events.map(({ Records: records }) => records.map(({ body }) => body))).toEqual([
    ['good', 'bad', 'fine'],
    ['bad'],
  ]);
  expect(queue.events[1]?.Records[0]?.attributes.ApproximateReceiveCount).toBe('2');
  expect(await left('partial')).toBe(0);
  await poller.stop();
  const QueueUrl = queue.QueueUrl.replace(/partial$/, 'partial-dead');
  const { Messages: dead } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(dead?.[0]?.Body).toBe('bad');
});

test('when the function throws, or its answer names no message, nothing is deleted', async () => {
  const answers = [THROWN, { ok: true as const, payload: '{"batchItemFailures":[{"itemIdentifier":""}]}' }];
  const queue = await polled('thrown', () => answers.shift() ?? DONE, { reportsFailures: true });
  await queue.send('a', 'b');
  const poller = queue.start();
  await until(async () => (await left('thrown-dead')) === 2);
  expect(queue.events.map(({ Records: records }) => records.length)).toEqual([2, 2]);
  await poller.stop();
});

test('an answer is not read where the mapping does not ask for it', async () => {
  const queue = await polled('unread', () => ({ ok: true, payload: '{"batchItemFailures":[{}]}' }));
  await queue.send('a');
  const poller = queue.start();
  await until(() => queue.events.length === 1);
  await until(async () => (await left('unread')) === 0);
  await poller.stop();
});

test('a window gathers what comes, and a full batch does not wait for its end', async () => {
  const queue = await polled('window', () => DONE, { windowSeconds: 1, batchSize: 12 }, 30);
  const poller = queue.start();
  await queue.send('1', '2');
  await new Promise((go) => setTimeout(go, 200));
  await queue.send('3');
  await until(() => queue.events.length === 1);
  expect(queue.events[0]?.Records.map(({ body }) => body)).toEqual(['1', '2', '3']);
  const sentAt = Date.now();
  const bodies = Array.from({ length: 12 }, (_, index) => String(index));
  await queue.send(...bodies.slice(0, 10));
  await queue.send(...bodies.slice(10));
  await until(() => queue.events.length === 2);
  expect(queue.events[1]?.Records).toHaveLength(12);
  expect(Date.now() - sentAt).toBeLessThan(900);
  await until(async () => (await left('window')) === 0);
  await poller.stop();
});

test('batches run side by side, but no more than the mapping allows', async () => {
  let running = 0;
  let most = 0;
  const slow = async () => {
    running++;
    most = Math.max(most, running);
    await new Promise((go) => setTimeout(go, 50));
    running--;
    return DONE;
  };
  const queue = await polled('side', slow, { batchSize: 1, concurrency: 2 });
  await queue.send('1', '2', '3', '4', '5');
  const poller = queue.start();
  await until(async () => (await left('side')) === 0);
  expect(queue.events).toHaveLength(5);
  expect(most).toBe(2);
  await poller.stop();
});
