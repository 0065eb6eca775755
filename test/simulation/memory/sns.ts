import {
  type MessageAttributeValue,
  NotFoundException,
  PublishBatchCommand,
  type PublishBatchCommandInput,
  PublishCommand,
  type PublishCommandInput,
  SNSServiceException,
} from '@aws-sdk/client-sns';
import type { Plan } from '@baixa/local';
import { NotInMemory, onlyKnown } from './not-in-memory.ts';
import type { Operations } from './operations.ts';

const MESSAGES_PER_BATCH = 10;
/** Bytes of all messages of a batch, with their attributes. */
const BATCH_BYTES = 262_144;
const BATCH = new Set(['TopicArn', 'PublishBatchRequestEntries']);
const ONE = new Set(['TopicArn', 'Subject', 'Message']);
const ENTRY = new Set(['Id', 'Message', 'MessageAttributes']);
const SUBSCRIPTION = new Set(['RawMessageDelivery', 'FilterPolicy']);

type Attributes = Record<string, MessageAttributeValue>;
type Deliver = (queueArn: string, body: string, attributes: Attributes) => void;

const refused = (name: string) =>
  new SNSServiceException({ name, $fault: 'client', message: name, $metadata: {} });

/** SNS in memory, at the client's commands: events go to the queues whose filter takes them, as they are. */
export function newSns({ subscriptions, topics }: Pick<Plan, 'subscriptions' | 'topics'>, deliver: Deliver) {
  const subscribed = subscriptions.map(({ topicArn, queueArn, attributes }) => {
    onlyKnown('a subscription', attributes, SUBSCRIPTION);
    if (attributes.RawMessageDelivery !== 'true')
      throw new NotInMemory('The memory engines deliver messages as they are.');
    return { topicArn, queueArn, takes: filterOf(JSON.parse(attributes.FilterPolicy ?? '{}')) };
  });

  const mustExist = (topicArn: string) => {
    if (!topics.some((name) => topicArn.endsWith(`:${name}`)))
      throw new NotFoundException({ message: 'Topic does not exist', $metadata: {} });
  };

  /** One message to people: they have no queue. */
  function publishOne(input: PublishCommandInput) {
    onlyKnown('Publish', input, ONE);
    const { TopicArn = '' } = input;
    mustExist(TopicArn);
    if (subscribed.some(({ topicArn }) => topicArn === TopicArn))
      throw new NotInMemory('The memory engines deliver messages to queues in batches only.');
    return {};
  }

  function publish(input: PublishBatchCommandInput) {
    onlyKnown('PublishBatch', input, BATCH);
    const { TopicArn = '', PublishBatchRequestEntries: entries = [] } = input;
    mustExist(TopicArn);
    if (entries.length === 0) throw refused('EmptyBatchRequest');
    if (entries.length > MESSAGES_PER_BATCH) throw refused('TooManyEntriesInBatchRequest');
    if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw refused('BatchEntryIdsNotDistinct');
    if (entries.reduce((sum, { Message = '' }) => sum + Buffer.byteLength(Message), 0) > BATCH_BYTES)
      throw refused('BatchRequestTooLong');
    for (const entry of entries) {
      onlyKnown('an event', entry, ENTRY);
      const { Message = '', MessageAttributes = {} } = entry;
      for (const { topicArn, queueArn, takes } of subscribed)
        if (topicArn === TopicArn && takes(MessageAttributes)) deliver(queueArn, Message, MessageAttributes);
    }
    return { Successful: entries.map(({ Id }) => ({ Id })) };
  }

  const operations: Operations = new Map<unknown, (input: never) => unknown>([
    [PublishBatchCommand, publish],
    [PublishCommand, publishOne],
  ]);
  return { operations };
}

type Test = (value: string | undefined) => boolean;

/** What one condition of a filter policy says of an attribute's text. */
function testOf(condition: unknown): Test {
  if (typeof condition === 'string') return (value) => value === condition;
  const { prefix, suffix, exists, ...others } = (condition ?? {}) as Record<string, unknown>;
  const known = [prefix, suffix, exists].filter((one) => one !== undefined).length;
  if (known === 1 && Object.keys(others).length === 0)
    return (value) =>
      exists === undefined
        ? value?.startsWith(String(prefix ?? '')) === true && value.endsWith(String(suffix ?? ''))
        : (value !== undefined) === exists;
  throw new NotInMemory(`The memory engines filter by no ${JSON.stringify(condition)}.`);
}

/** Each key of a policy must be met by one of its conditions. */
function filterOf(policy: Record<string, unknown>): (attributes: Attributes) => boolean {
  const tests = Object.entries(policy).map(([key, conditions]) => {
    if (!Array.isArray(conditions) || key === '$or')
      throw new NotInMemory(`The memory engines filter by no ${JSON.stringify({ [key]: conditions })}.`);
    return { key, tests: conditions.map(testOf) };
  });
  return (attributes) =>
    tests.every((one) => one.tests.some((test) => test(attributes[one.key]?.StringValue)));
}
