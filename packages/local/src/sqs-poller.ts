import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { LambdaPool } from './lambda-pool.ts';
import type { MappingPlan } from './plan.ts';
import { failedMessages, sqsEventOf } from './sqs-event.ts';

/** SQS gives ten messages at most to one call, and waits twenty seconds at most. */
const CALL_MESSAGES = 10;
const CALL_SECONDS = 20;
/** How often an empty queue is looked at while a window is open. */
const LOOK_AGAIN_MS = 100;
/** A pause after a failed call, so that a queue that is gone does not turn the loop into a fire. */
const PAUSE_MS = 200;

export interface SqsPoller {
  stop(): Promise<void>;
}

/** Feeds a queue's messages to a function, as an event source mapping: many batches at once, as many as it may. */
export function startSqsPoller(
  sqs: SQSClient,
  queueUrl: string,
  mapping: MappingPlan,
  pool: Pick<LambdaPool, 'size' | 'invoke'>,
  onError: (error: unknown) => void,
): SqsPoller {
  const stopping = new AbortController();
  const { signal } = stopping;
  const places = Math.min(mapping.concurrency ?? pool.size, pool.size);
  const working = new Set<Promise<void>>();

  async function receive(most: number, waitSeconds: number): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(most, CALL_MESSAGES),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return (await sqs.send(command, { abortSignal: signal })).Messages ?? [];
  }

  /** Gathers a batch: what there is now or, with a window, what comes until it is full or the window ends. */
  async function gather(): Promise<Message[]> {
    const batch = await receive(mapping.batchSize, CALL_SECONDS);
    const end = Date.now() + mapping.windowSeconds * 1000;
    while (batch.length > 0 && batch.length < mapping.batchSize && Date.now() < end) {
      const more = await receive(mapping.batchSize - batch.length, 0);
      batch.push(...more);
      // Only an empty queue is waited for: what is there already fills the batch at once.
      if (more.length === 0)
        await sleep(Math.max(0, Math.min(LOOK_AGAIN_MS, end - Date.now())), undefined, { signal });
    }
    return batch;
  }

  async function work(batch: Message[]): Promise<void> {
    const invocation = await pool.invoke(sqsEventOf(batch, mapping.queueArn));
    if (!invocation.ok) return;
    const ids = batch.map(({ MessageId: id }) => id ?? '');
    const failed = mapping.reportsFailures ? failedMessages(invocation.payload, ids) : new Set<string>();
    const done = batch.filter(({ MessageId: id }) => !failed.has(id ?? ''));
    for (let from = 0; from < done.length; from += CALL_MESSAGES) {
      const entries = done.slice(from, from + CALL_MESSAGES).map(({ ReceiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle,
      }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
    }
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      try {
        if (working.size >= places) await Promise.race(working);
        const batch = await gather();
        if (batch.length === 0) continue;
        const job = work(batch)
          .catch(onError)
          .finally(() => working.delete(job));
        working.add(job);
      } catch (error) {
        if (signal.aborted) return;
        onError(error);
        await sleep(PAUSE_MS);
      }
    }
  }

  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(working);
    },
  };
}
