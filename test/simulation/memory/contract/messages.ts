import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { chunksOf } from '@baixa/core';
import { eventTypes } from '@baixa/events';
import { sendAll } from '@baixa/store';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Engines } from '../../engines.ts';
import { putBack, receiveAll, remove } from '../../queues.ts';
import { type Both, BUCKET, RUNS } from './both.ts';

const anAct = fc.oneof(
  fc.record({
    send: fc.array(fc.constantFrom<string>('one', 'two', 'Äther'), { minLength: 1, maxLength: 12 }),
  }),
  fc.record({ receive: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ remove: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ putBack: fc.integer({ min: 0, max: 3 }) }),
);
type Act = typeof anAct extends fc.Arbitrary<infer T> ? T : never;

/** The queue on which commands wait, and after five tries its dead letters. */
function queuesOf({ plan }: Engines) {
  const queue = plan.queues.find(
    ({ name, attributes }) => name.includes('ommands') && attributes.RedrivePolicy,
  );
  const policy = JSON.parse(queue?.attributes.RedrivePolicy ?? '{}');
  const dead = plan.queues.find(({ arn }) => arn === policy.deadLetterTargetArn);
  return { url: queue?.url ?? '', dead: dead?.url ?? '' };
}

const seen = ({ Body, Attributes }: Message) => [Body, Attributes?.ApproximateReceiveCount];

/** Plays the acts on one queue: what each came to, and what is left of it all. */
async function played(engines: Engines, acts: Act[]) {
  const { sqs } = engines;
  await engines.begin([], `${BUCKET}-${++buckets}`);
  const { url, dead } = queuesOf(engines);
  const held: Message[] = [];
  const came: unknown[] = [];
  for (const act of acts) {
    if ('send' in act) await sendAll(sqs, url, act.send);
    if ('receive' in act) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: act.receive,
          WaitTimeSeconds: 0,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      held.push(...Messages);
      came.push(Messages.map(seen));
    }
    if ('remove' in act) await remove(sqs, url, held.splice(0, act.remove));
    if ('putBack' in act) await putBack(sqs, url, held.splice(0, act.putBack));
  }
  came.push(await engines.queueDepths());
  return [...came, (await receiveAll(sqs, url)).map(seen), (await receiveAll(sqs, dead)).map(seen)];
}

let buckets = 0;

/** Messages wait, are delivered, put back and die, and events reach their queues, in both engines alike. */
export function messagesAreTheSame(both: () => Both): void {
  test('to messages that are sent, received, removed and put back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 5, maxLength: 20 }), async (acts) => {
        const { local, memory } = both();
        expect(await played(memory, acts)).toEqual(await played(local, acts));
      }),
      RUNS,
    );
  });

  test('to messages that are put back until they are dead letters', async () => {
    const tries: Act[] = Array.from({ length: 7 }, () => [{ receive: 10 }, { putBack: 1 }]).flat();
    const acts = [{ send: ['one', 'two'] }, ...tries];
    const { local, memory } = both();
    expect(await played(memory, acts)).toEqual(await played(local, acts));
  });

  test('to events of every type, which reach the queues whose filter takes them', async () => {
    const reached = async (engines: Engines) => {
      await engines.begin([], `${BUCKET}-${++buckets}`);
      const entries = eventTypes.map((type, index) => ({
        Id: String(index),
        Message: `an event ${type}`,
        MessageAttributes: {
          type: { DataType: 'String', StringValue: type },
          company: { DataType: 'String', StringValue: 'aguas' },
        },
      }));
      const topic = String(engines.plan.subscriptions[0]?.topicArn);
      for (const batch of chunksOf(entries, 10))
        await engines.sns.send(
          new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries: batch }),
        );
      const found = engines.plan.queues.map(async ({ name, url }) => [
        name,
        (await receiveAll(engines.sqs, url)).map(({ Body, MessageAttributes }) => [Body, MessageAttributes]),
      ]);
      return Object.fromEntries(await Promise.all(found));
    };
    expect(await reached(both().memory)).toEqual(await reached(both().local));
  });
}
