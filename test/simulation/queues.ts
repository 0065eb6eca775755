import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { chunksOf } from '@baixa/core';
import type { Engines } from './engines.ts';

/** SQS takes, and gives, at most ten messages in one request. */
const MESSAGES_PER_CALL = 10;

/** Takes all messages that stand on a queue; nobody else sees them until they are put back. */
export async function receiveAll(sqs: SQSClient, url: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: MESSAGES_PER_CALL,
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
}

/** Deletes messages that are done with. */
export async function remove(sqs: SQSClient, url: string, messages: Message[]): Promise<void> {
  for (const batch of chunksOf(messages, MESSAGES_PER_CALL)) {
    const Entries = batch.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
  }
}

/** Lets others see messages again at once, as when the time to work on them is over. */
export async function putBack(sqs: SQSClient, url: string, messages: Message[]): Promise<void> {
  for (const batch of chunksOf(messages, MESSAGES_PER_CALL)) {
    const Entries = batch.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  }
}

/**
 * A sentence for each queue on which messages are left. ERPs take theirs when they will, and nobody works off what the key
 * indicators are kept from.
 */
export async function leftMessages({ queueDepths }: Pick<Engines, 'queueDepths'>): Promise<string[]> {
  return Object.entries(await queueDepths()).flatMap(([name, { visible, inFlight, delayed }]) => {
    const isUnread = /Erp|Kpis/.test(name) && !name.includes('Dead');
    const left = isUnread ? 0 : visible + inFlight + delayed;
    return left === 0 ? [] : [`${left} messages are left on ${name}`];
  });
}
