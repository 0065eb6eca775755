import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { aboutMessage } from './about.ts';
import type { DeadLetterQueue } from './queues.ts';

/** A message that failed every time. */
export interface DeadLetter {
  queue: string;
  /** The id under which the log of its function has it. */
  id: string;
  /** The instant it was first sent. */
  sentAt?: string;
  /** How often it was received, this look included. */
  receives: number;
  about: string;
  reason: string;
}

/** SQS takes, and gives, at most ten messages in one request. */
const MESSAGES_PER_CALL = 10;
const MOST_LISTED = 1000;
/** Seconds for which others do not see what is only looked at: enough to look at all once. */
const LOOK_SECONDS = 2;
/** Seconds for which others do not see what is being moved. */
const MOVE_SECONDS = 60;

async function receive(
  sqs: SQSClient,
  QueueUrl: string,
  seconds: { WaitTimeSeconds: number; VisibilityTimeout: number },
): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: MESSAGES_PER_CALL,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
      ...seconds,
    }),
  );
  return Messages;
}

/** Up to 1,000 messages of a dead-letter queue. They stay there. */
export async function listDeadLetters(sqs: SQSClient, { name, url }: DeadLetterQueue): Promise<DeadLetter[]> {
  const all = new Map<string, Message>();
  while (all.size < MOST_LISTED) {
    // It waits for longer than somebody else may just have looked at them.
    const found = await receive(sqs, url, {
      WaitTimeSeconds: LOOK_SECONDS + 1,
      VisibilityTimeout: LOOK_SECONDS,
    });
    const fresh = found.filter(({ MessageId = '' }) => !all.has(MessageId));
    if (fresh.length === 0) break;
    for (const message of fresh) all.set(message.MessageId ?? '', message);
  }
  return [...all.values()].map((message) => letterOf(name, message));
}

function letterOf(
  queue: string,
  { MessageId = '', Body = '', Attributes, MessageAttributes }: Message,
): DeadLetter {
  const sent = Number(Attributes?.SentTimestamp);
  const about = aboutMessage(Body);
  // The scheduler says why it could not start something; a queue does not.
  const said = MessageAttributes?.ERROR_CODE?.StringValue;
  return {
    queue,
    id: MessageId,
    ...(Number.isFinite(sent) ? { sentAt: new Date(sent).toISOString() } : {}),
    receives: Number(Attributes?.ApproximateReceiveCount ?? 0),
    about: about ?? 'no message of Baixa',
    reason:
      said ?? (about === undefined ? 'Nobody can read it.' : `See the log of its function for ${MessageId}.`),
  };
}

/**
 * Sends the messages of a dead-letter queue back to their queue; gives their number. Each is sent before it is deleted:
 * a crash in between leaves it in both, and whoever works it off knows what was done before.
 */
export async function redrive(sqs: SQSClient, { url, source }: DeadLetterQueue): Promise<number> {
  let moved = 0;
  const seen = new Set<string>();
  for (;;) {
    const batch = await receive(sqs, url, {
      WaitTimeSeconds: LOOK_SECONDS + 1,
      VisibilityTimeout: MOVE_SECONDS,
    });
    // What fails again while this goes on comes round as a message of its own; it waits for the next time.
    const fresh = batch.filter(({ MessageId = '' }) => !seen.has(MessageId));
    if (fresh.length === 0) return moved;
    for (const { MessageId = '' } of fresh) seen.add(MessageId);
    const { Failed = [] } = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: source,
        Entries: fresh.map(({ Body = '', MessageAttributes }, index) => ({
          Id: String(index),
          MessageBody: Body,
          ...(MessageAttributes === undefined ? {} : { MessageAttributes }),
        })),
      }),
    );
    if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Code}.`);
    const Entries = fresh.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
    moved += fresh.length;
  }
}
