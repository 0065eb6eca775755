import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { type Both, TABLES } from './both.ts';

const WRONG: [string, () => object][] = [
  [
    'a value that no expression uses',
    () =>
      new UpdateCommand({
        TableName: TABLES.plain,
        Key: { pk: 'x' },
        UpdateExpression: 'SET n = :n',
        ExpressionAttributeValues: { ':n': 1, ':m': 2 },
      }),
  ],
  [
    'a value that is not given',
    () => new UpdateCommand({ TableName: TABLES.plain, Key: { pk: 'x' }, UpdateExpression: 'SET n = :n' }),
  ],
  [
    'a name that is not given',
    () =>
      new UpdateCommand({
        TableName: TABLES.plain,
        Key: { pk: 'x' },
        UpdateExpression: 'SET #n = :n',
        ExpressionAttributeValues: { ':n': 1 },
      }),
  ],
  [
    'a change of the key',
    () =>
      new UpdateCommand({
        TableName: TABLES.plain,
        Key: { pk: 'x' },
        UpdateExpression: 'SET pk = :n',
        ExpressionAttributeValues: { ':n': 'y' },
      }),
  ],
  [
    'an expression that is cut off',
    () => new UpdateCommand({ TableName: TABLES.plain, Key: { pk: 'x' }, UpdateExpression: 'SET n =' }),
  ],
  [
    'two changes of one place',
    () =>
      new UpdateCommand({
        TableName: TABLES.plain,
        Key: { pk: 'x' },
        UpdateExpression: 'SET n = :n, n = :n',
        ExpressionAttributeValues: { ':n': 1 },
      }),
  ],
  [
    'a place in what is not there',
    () =>
      new UpdateCommand({
        TableName: TABLES.plain,
        Key: { pk: 'nobody' },
        UpdateExpression: 'SET m.x = :n',
        ExpressionAttributeValues: { ':n': 1 },
      }),
  ],
  ['an item without its key', () => new PutCommand({ TableName: TABLES.plain, Item: { n: 1 } })],
  ['a key with too much', () => new GetCommand({ TableName: TABLES.plain, Key: { pk: 'x', sk: 'y' } })],
  ['an empty key', () => new GetCommand({ TableName: TABLES.plain, Key: { pk: '' } })],
  ['a table that is not there', () => new GetCommand({ TableName: 'nowhere', Key: { pk: 'x' } })],
  [
    'a key asked for twice',
    () => new BatchGetCommand({ RequestItems: { [TABLES.plain]: { Keys: [{ pk: 'x' }, { pk: 'x' }] } } }),
  ],
  [
    'a transaction that touches an item twice',
    () =>
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: TABLES.plain, Item: { pk: 'x' } } },
          { Delete: { TableName: TABLES.plain, Key: { pk: 'x' } } },
        ],
      }),
  ],
  [
    'a consistent read of an index',
    () =>
      new QueryCommand({
        TableName: TABLES.listed,
        IndexName: 'listed',
        ConsistentRead: true,
        KeyConditionExpression: '#l = :l',
        ExpressionAttributeNames: { '#l': 'list' },
        ExpressionAttributeValues: { ':l': 'x' },
      }),
  ],
];
/** What one engine refuses the other does, by the same error. */
export function refusalsAreTheSame(both: () => Both): void {
  test.each(WRONG)('which refuses %s', async (_, command) => {
    const reply = await both().dynamodb(command as never);
    expect(reply).toHaveProperty('error');
  });
}
