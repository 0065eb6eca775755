import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibilityBatchCommand,
  type ChangeMessageVisibilityBatchCommandInput,
  DeleteMessageBatchCommand,
  type DeleteMessageBatchCommandInput,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  type SendMessageBatchCommandInput,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import type { Plan, QueueDepth } from '@baixa/local';
import { NotInMemory, onlyKnown } from './not-in-memory.ts';
import type { Operations } from './operations.ts';

const MESSAGES_PER_BATCH = 10;
/** Bytes of all messages of a batch. */
const BATCH_BYTES = 1_048_576;

interface Kept {
  id: string;
  body: string;
  attributes: Message['MessageAttributes'];
  receives: number;
  handle?: string;
}

interface Queue {
  name: string;
  visible: Kept[];
  /** By receipt handle. Time stands still: a message stays with its receiver until it is put back or deleted. */
  inFlight: Map<string, Kept>;
  /** Where a message goes that was received so often, by ARN. */
  deadLetters?: { arn: string; afterReceives: number };
}

const BATCH = new Set(['QueueUrl', 'Entries']);
const SENT = new Set(['Id', 'MessageBody']);
const DELETED = new Set(['Id', 'ReceiptHandle']);
const CHANGED = new Set(['Id', 'ReceiptHandle', 'VisibilityTimeout']);
const RECEIVE = new Set([
  'QueueUrl',
  'MaxNumberOfMessages',
  'WaitTimeSeconds',
  'MessageSystemAttributeNames',
  'MessageAttributeNames',
]);

const refused = (name: string) =>
  new SQSServiceException({ name, $fault: 'client', message: name, $metadata: {} });

/** SQS in memory, at the client's commands: standard queues with dead letters, on which messages keep their order. */
export function newSqs(planned: Plan['queues']) {
  const byUrl = new Map<string, Queue>();
  const byArn = new Map<string, Queue>();
  let count = 0;
  const clear = () => {
    for (const { name, url, arn, attributes } of planned) {
      const policy = JSON.parse(attributes.RedrivePolicy ?? '{}');
      const queue: Queue = {
        name,
        visible: [],
        inFlight: new Map(),
        ...(policy.deadLetterTargetArn === undefined
          ? {}
          : {
              deadLetters: { arn: policy.deadLetterTargetArn, afterReceives: Number(policy.maxReceiveCount) },
            }),
      };
      byUrl.set(url, queue);
      byArn.set(arn, queue);
    }
  };
  clear();

  const named = (url: string | undefined): Queue => {
    const queue = byUrl.get(url ?? '');
    if (queue === undefined)
      throw new QueueDoesNotExist({ message: `There is no queue ${url}.`, $metadata: {} });
    return queue;
  };
  const enqueue = (queue: Queue, body: string, attributes?: Kept['attributes']): string => {
    const id = `message-${++count}`;
    queue.visible.push({ id, body, attributes, receives: 0 });
    return id;
  };
  /** The entries of a batch, which SQS refuses whole when it has none, too many, or two of one id. */
  const entriesOf = <T extends { Id: string | undefined }>(
    input: { Entries: T[] | undefined },
    known: ReadonlySet<string>,
  ): T[] => {
    onlyKnown('a batch', input, BATCH);
    const { Entries = [] } = input;
    if (Entries.length === 0) throw refused('EmptyBatchRequest');
    if (Entries.length > MESSAGES_PER_BATCH) throw refused('TooManyEntriesInBatchRequest');
    if (new Set(Entries.map(({ Id }) => Id)).size < Entries.length) throw refused('BatchEntryIdsNotDistinct');
    for (const entry of Entries) onlyKnown('a batch', entry, known);
    return Entries;
  };

  function send(input: SendMessageBatchCommandInput) {
    const queue = named(input.QueueUrl);
    const entries = entriesOf(input, SENT);
    const bytes = entries.reduce((sum, { MessageBody = '' }) => sum + Buffer.byteLength(MessageBody), 0);
    if (bytes > BATCH_BYTES) throw refused('BatchRequestTooLong');
    const Successful = entries.map(({ Id, MessageBody = '' }) => ({
      Id,
      MessageId: enqueue(queue, MessageBody),
    }));
    return { Successful };
  }

  function receive(input: ReceiveMessageCommandInput) {
    onlyKnown('ReceiveMessage', input, RECEIVE);
    const queue = named(input.QueueUrl);
    const { MaxNumberOfMessages = 1, MessageSystemAttributeNames, MessageAttributeNames } = input;
    for (const names of [MessageSystemAttributeNames, MessageAttributeNames])
      if (names !== undefined && names.join() !== 'All')
        throw new NotInMemory('The memory engines give all attributes of a message.');
    const Messages: Message[] = [];
    while (Messages.length < MaxNumberOfMessages) {
      const kept = queue.visible.shift();
      if (kept === undefined) break;
      kept.receives++;
      const { deadLetters } = queue;
      const dead = deadLetters === undefined ? undefined : byArn.get(deadLetters.arn);
      if (dead !== undefined && kept.receives > (deadLetters?.afterReceives ?? 0)) dead.visible.push(kept);
      else Messages.push(messageOf(queue, kept));
    }
    return Messages.length > 0 ? { Messages } : {};
  }

  function messageOf({ inFlight }: Queue, kept: Kept): Message {
    const ReceiptHandle = `${kept.id}-${kept.receives}`;
    inFlight.set(ReceiptHandle, kept);
    return {
      MessageId: kept.id,
      ReceiptHandle,
      Body: kept.body,
      MD5OfBody: createHash('md5').update(kept.body).digest('hex'),
      Attributes: { ApproximateReceiveCount: String(kept.receives) },
      ...(kept.attributes === undefined ? {} : { MessageAttributes: kept.attributes }),
    };
  }

  function remove(input: DeleteMessageBatchCommandInput) {
    const { inFlight } = named(input.QueueUrl);
    const entries = entriesOf(input, DELETED);
    for (const { ReceiptHandle = '' } of entries) inFlight.delete(ReceiptHandle);
    return { Successful: entries.map(({ Id }) => ({ Id })) };
  }

  function changeVisibility(input: ChangeMessageVisibilityBatchCommandInput) {
    const { visible, inFlight } = named(input.QueueUrl);
    const entries = entriesOf(input, CHANGED);
    for (const { ReceiptHandle = '', VisibilityTimeout } of entries) {
      if (VisibilityTimeout !== 0)
        throw new NotInMemory('Time stands still in memory: messages are put back at once.');
      const kept = inFlight.get(ReceiptHandle);
      if (kept !== undefined && inFlight.delete(ReceiptHandle)) visible.push(kept);
    }
    return { Successful: entries.map(({ Id }) => ({ Id })) };
  }

  const operations: Operations = new Map<unknown, (input: never) => unknown>([
    [SendMessageBatchCommand, send],
    [ReceiveMessageCommand, receive],
    [DeleteMessageBatchCommand, remove],
    [ChangeMessageVisibilityBatchCommand, changeVisibility],
  ]);
  return {
    operations,
    clear,
    /** Puts a message on a queue from within, as S3 and SNS do. */
    deliver(arn: string, body: string, attributes?: Kept['attributes']): void {
      const queue = byArn.get(arn);
      if (queue === undefined) throw new Error(`There is no queue ${arn}.`);
      enqueue(queue, body, attributes);
    },
    depths: (): Record<string, QueueDepth> =>
      Object.fromEntries(
        [...byUrl.values()].map(({ name, visible, inFlight }) => [
          name,
          { visible: visible.length, inFlight: inFlight.size, delayed: 0 },
        ]),
      ),
  };
}
