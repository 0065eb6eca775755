import { PublishBatchCommand, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { chunksOf, mapLimit } from '@baixa/core';
import type { ChunkQueue } from '@baixa/intake';
import type { KpiNote } from '@baixa/kpis';
import type { Publisher } from '@baixa/settlement';

/** SQS and SNS take at most ten messages in one request. */
const MESSAGES_PER_BATCH = 10;
const REQUESTS_AT_ONCE = 8;

/** Sends every body to a queue, or throws. */
export async function sendAll(sqs: SQSClient, QueueUrl: string, bodies: string[]): Promise<void> {
  await mapLimit(chunksOf(bodies, MESSAGES_PER_BATCH), REQUESTS_AT_ONCE, async (batch) => {
    const { Failed = [] } = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: batch.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
      }),
    );
    if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Code}.`);
  });
}

/** The queue of chunks that wait for settlement. */
export function sqsChunkQueue(sqs: SQSClient, queueUrl: string): ChunkQueue {
  return {
    release: (chunks) =>
      sendAll(
        sqs,
        queueUrl,
        chunks.map((chunk) => JSON.stringify(chunk)),
      ),
  };
}

/** Whoever is on call. */
export interface People {
  /** Sends them a message. The subject has at most 100 characters of ASCII (SNS). */
  tell(subject: string, text: string): Promise<void>;
}

export function snsPeople(sns: SNSClient, TopicArn: string): People {
  return {
    async tell(Subject, Message) {
      await sns.send(new PublishCommand({ TopicArn, Subject, Message }));
    },
  };
}

/** The queue of what may change key indicators. */
export function sqsKpiNotes(sqs: SQSClient, queueUrl: string): (notes: KpiNote[]) => Promise<void> {
  return (notes) =>
    sendAll(
      sqs,
      queueUrl,
      notes.map((note) => JSON.stringify(note)),
    );
}

/**
 * The settlements topic. The routing attributes say the type and the company, so that a queue can filter; never anything
 * personal.
 */
export function snsPublisher(sns: SNSClient, TopicArn: string): Publisher {
  return {
    async publish(events) {
      await mapLimit(chunksOf(events, MESSAGES_PER_BATCH), REQUESTS_AT_ONCE, async (batch) => {
        const { Failed = [] } = await sns.send(
          new PublishBatchCommand({
            TopicArn,
            PublishBatchRequestEntries: batch.map((event, index) => ({
              Id: String(index),
              Message: JSON.stringify(event),
              MessageAttributes: {
                type: { DataType: 'String', StringValue: event.type },
                company: { DataType: 'String', StringValue: event.company },
              },
            })),
          }),
        );
        if (Failed.length > 0) throw new Error(`SNS refused ${Failed.length} events: ${Failed[0]?.Code}.`);
      });
    },
  };
}
