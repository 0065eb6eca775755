import './compiled-once.ts';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { BaixaEvent } from '@baixa/events';
import type { LocalCloud } from '@baixa/local';

/** Every message of a queue, doubles and all; it is empty afterwards. */
export async function drain(QueueUrl: string): Promise<BaixaEvent[]> {
  const sqs = new SQSClient({});
  const events: BaixaEvent[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    if (Messages.length === 0) return events;
    events.push(...Messages.map(({ Body = '' }) => JSON.parse(Body) as BaixaEvent));
    await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
  }
}

/** How many messages the dead-letter queues hold, by name. */
export async function deadLetters(cloud: LocalCloud): Promise<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(await cloud.queueDepths())
      .filter(([name]) => /DeadLetters/.test(name))
      .map(([name, { visible, inFlight, delayed }]) => [name, visible + inFlight + delayed]),
  );
}
