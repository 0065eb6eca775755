import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { makeEvent } from '@baixa/events';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { sendAll, snsPublisher, sqsChunkQueue } from './messages.ts';
import { sns, sqs } from './test-support/tables.ts';

const [queue, topic] = [mockClient(sqs), mockClient(sns)];
beforeEach(() => {
  queue.reset();
  topic.reset();
});

const recovered = (account: string) =>
  makeEvent('account.recovered', {
    id: `id-${account}`,
    company: 'aguas',
    subject: account,
    time: '2026-03-26T12:00:00.000Z',
    data: {
      contract: 'c1',
      case: `c1/${account}/2026-01-13`,
      account,
      recoveredOn: '2026-03-25',
      dayOfWindow: 71,
      inPaymentTerm: true,
      countsIn: '2026-03-25',
    },
  });

test('messages are sent ten at a time, each once', async () => {
  queue.on(SendMessageBatchCommand).resolves({});
  const bodies = Array.from({ length: 23 }, (_, index) => `body ${index}`);
  await sendAll(sqs, 'the-queue', bodies);
  const batches = queue.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input);
  expect(batches.map(({ Entries }) => Entries?.length)).toEqual([10, 10, 3]);
  expect(batches.flatMap(({ Entries }) => Entries?.map(({ MessageBody }) => MessageBody))).toEqual(bodies);
  expect(batches.every(({ QueueUrl }) => QueueUrl === 'the-queue')).toBe(true);
  for (const { Entries } of batches) expect(new Set(Entries?.map(({ Id }) => Id)).size).toBe(Entries?.length);
});

test('a message that SQS refuses inside a request that succeeds is an error', async () => {
  queue.on(SendMessageBatchCommand).resolves({
    Successful: [],
    Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }],
  });
  await expect(sendAll(sqs, 'the-queue', ['a'])).rejects.toThrow('SQS refused 1 messages: InternalError.');
});

test('a chunk waits as the JSON that settle reads', async () => {
  queue.on(SendMessageBatchCommand).resolves({});
  const chunk = { file: 'f', chunk: 1, chunks: 1, company: 'aguas', agreement: 'bb', createdOn: undefined };
  await sqsChunkQueue(sqs, 'chunks').release([chunk]);
  const [call] = queue.commandCalls(SendMessageBatchCommand);
  expect(JSON.parse(call?.args[0].input.Entries?.[0]?.MessageBody ?? '')).toEqual({
    file: 'f',
    chunk: 1,
    chunks: 1,
    company: 'aguas',
    agreement: 'bb',
  });
});

test('an event is published whole, and routed by type and company alone', async () => {
  topic.on(PublishBatchCommand).resolves({});
  await snsPublisher(sns, 'the-topic').publish([recovered('100')]);
  expect(topic.commandCalls(PublishBatchCommand)[0]?.args[0].input).toEqual({
    TopicArn: 'the-topic',
    PublishBatchRequestEntries: [
      {
        Id: '0',
        Message: JSON.stringify(recovered('100')),
        MessageAttributes: {
          type: { DataType: 'String', StringValue: 'account.recovered' },
          company: { DataType: 'String', StringValue: 'aguas' },
        },
      },
    ],
  });
});

test('an event that SNS refuses inside a request that succeeds is an error', async () => {
  topic
    .on(PublishBatchCommand)
    .resolvesOnce({})
    .resolves({ Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }] });
  const events = Array.from({ length: 12 }, (_, index) => recovered(String(index)));
  await expect(snsPublisher(sns, 'the-topic').publish(events)).rejects.toThrow(
    'SNS refused 1 events: InternalError.',
  );
});

test('nothing to tell is no request', async () => {
  await snsPublisher(sns, 'the-topic').publish([]);
  await sqsChunkQueue(sqs, 'chunks').release([]);
  expect([topic.calls().length, queue.calls().length]).toEqual([0, 0]);
});
