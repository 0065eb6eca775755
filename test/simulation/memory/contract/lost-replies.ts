import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { Engines } from '../../engines.ts';
import { type Both, type Came, cameOf, TABLES } from './both.ts';

const Item = { pk: 'lost', count: 1 };
const absent = { ConditionExpression: 'attribute_not_exists(pk)' };

const REQUESTS: [string, () => object, Came][] = [
  [
    'finds its own write in the way',
    () => new PutCommand({ TableName: TABLES.plain, Item: { ...Item, pk: 'lost-put' }, ...absent }),
    { error: { name: 'ConditionalCheckFailedException' } },
  ],
  [
    'is a transaction that is known by its token',
    () =>
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: TABLES.plain, Item: { ...Item, pk: 'lost-transaction' }, ...absent } },
        ],
      }),
    { reply: { batch: [], left: {} } },
  ],
  [
    'adds twice',
    () =>
      new UpdateCommand({
        TableName: TABLES.plain,
        Key: { pk: 'lost-update' },
        UpdateExpression: 'ADD visits :one',
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'ALL_NEW',
      }),
    { reply: { Attributes: { pk: 'lost-update', visits: 2 }, batch: [], left: {} } },
  ],
];

/** Sends a command as a worker whose every reply is lost once. */
async function sentTwice({ dynamodb, turns }: Engines, command: object): Promise<Came | undefined> {
  let came: Came | undefined;
  const no = () => false;
  const fate = { calls: 0, crashed: false, crashesNow: no, failsNow: no, losesReply: () => true };
  await turns.start({ name: 'a worker', ...fate }, async () => {
    came = await cameOf(dynamodb.send(command as never));
  });
  await turns.give(0);
  return came;
}

/** The second of two equal requests comes to what it comes to on AWS. */
export function lostRepliesAreTheSame(both: () => Both): void {
  test.each(REQUESTS)('%s', async (_, command, expected) => {
    expect(await sentTwice(both().local, command())).toEqual(expected);
    expect(await sentTwice(both().memory, command())).toEqual(expected);
  });
}
