import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { batchGet, conditionally, type Item } from './dynamo.ts';
import { type Answer, answering, documents, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => void dynamodb.reset());

const keys = (count: number) => Array.from({ length: count }, (_, index) => ({ pk: `K${index}` }));
const asked = () =>
  dynamodb
    .commandCalls(BatchGetCommand)
    .map(({ args }) => args[0].input.RequestItems?.['the-table']?.Keys?.length);

describe('batchGet', () => {
  test('asks for at most 100 keys at once, and leaves out what is not there', async () => {
    dynamodb.on(BatchGetCommand).callsFake(({ RequestItems }) => {
      const wanted: Item[] = RequestItems['the-table'].Keys;
      return { Responses: { 'the-table': wanted.filter(({ pk }) => pk !== 'K7') } };
    });
    const items = await batchGet(table, keys(230));
    expect(asked()).toEqual([100, 100, 30]);
    expect(items).toHaveLength(229);
    expect(items).not.toContainEqual({ pk: 'K7' });
  });

  test('asks nothing for no keys', async () => {
    expect(await batchGet(table, [])).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test('asks again for the keys that were left unprocessed, and for those only', async () => {
    const unread = { 'the-table': { Keys: keys(3).slice(1) } };
    dynamodb
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { 'the-table': [{ pk: 'K0' }] }, UnprocessedKeys: unread })
      .resolvesOnce({ Responses: { 'the-table': [{ pk: 'K1' }, { pk: 'K2' }] }, UnprocessedKeys: {} });
    expect(await batchGet(table, keys(3))).toEqual(keys(3));
    expect(asked()).toEqual([3, 2]);
  });

  test('gives up after eight rounds and never takes an unread key for an absent one', async () => {
    vi.useFakeTimers();
    try {
      dynamodb.on(BatchGetCommand).callsFake(({ RequestItems }) => ({ UnprocessedKeys: RequestItems }));
      const reading = batchGet(table, keys(1));
      const refused = expect(reading).rejects.toThrow('the-table left keys unread in 8 rounds.');
      await vi.runAllTimersAsync();
      await refused;
      expect(asked()).toHaveLength(8);
    } finally {
      vi.useRealTimers();
    }
  });

  test('reads consistently only where asked to', async () => {
    dynamodb.on(BatchGetCommand).resolves({});
    await batchGet(table, keys(1));
    await batchGet(table, keys(1), true);
    const consistent = dynamodb
      .commandCalls(BatchGetCommand)
      .map(({ args }) => args[0].input.RequestItems?.['the-table']?.ConsistentRead);
    expect(consistent).toEqual([false, true]);
  });
});

describe('conditionally', () => {
  const put = (answers: Answer[]) => {
    const { table: real, requests } = answering(answers);
    const write = () => real.client.send(new PutCommand({ TableName: real.name, Item: { pk: 'A' } }));
    return { attempt: conditionally(write), requests };
  };

  test('gives the result of a write whose condition holds', async () => {
    const { attempt } = put([{ body: { Attributes: { n: { N: '1' } } } }]);
    expect(await attempt).toMatchObject({ held: true, result: { Attributes: { n: 1 } } });
  });

  test('gives the item that stands in the way, as DynamoDB sends it along', async () => {
    const standing = { pk: { S: 'A' }, version: { N: '3' }, ids: { SS: ['x', 'y'] } };
    const { attempt, requests } = put([
      { type: 'ConditionalCheckFailedException', body: { Item: standing } },
    ]);
    expect(await attempt).toEqual({
      held: false,
      standing: { pk: 'A', version: 3, ids: new Set(['x', 'y']) },
    });
    expect(requests).toHaveLength(1);
  });

  test('gives nothing where nothing stands', async () => {
    const { attempt } = put([{ type: 'ConditionalCheckFailedException' }]);
    expect(await attempt).toEqual({ held: false, standing: undefined });
  });

  test.each(['ThrottlingException', 'ProvisionedThroughputExceededException'])(
    'a %s is tried again, and thrown when it lasts',
    async (type) => {
      const lasting = put([{ type }]);
      await expect(lasting.attempt).rejects.toMatchObject({ name: type });
      expect(lasting.requests).toHaveLength(2);
      const passing = put([{ type }, {}]);
      expect(await passing.attempt).toMatchObject({ held: true });
    },
  );

  test('any other error is thrown', async () => {
    const gone = new ResourceNotFoundException({ message: 'no table', $metadata: {} });
    await expect(conditionally(() => Promise.reject(gone))).rejects.toBe(gone);
  });
});
