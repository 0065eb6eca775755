import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { pixPaymentStore } from './pix-payments.ts';
import { documents, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => void dynamodb.reset());
const store = pixPaymentStore(table);

const pixOf = (hour: string, end: string) => `E12345678${hour}30${end.padEnd(11, 'x')}`;
const NOON = '2026032512';
const ONE = '2026032513';

test('what a chunk tells of one hour is one item', async () => {
  dynamodb.on(PutCommand).resolves({});
  await store.note('aguas', 'file/1', [
    { endToEndId: pixOf(NOON, 'a'), receivable: 'F1' },
    { endToEndId: pixOf(NOON, 'b'), receivable: 'F2' },
    { endToEndId: pixOf(ONE, 'c'), receivable: 'F3' },
  ]);
  expect(dynamodb.commandCalls(PutCommand).map(({ args }) => args[0].input.Item)).toEqual([
    {
      pk: `TOLD#aguas#${NOON}`,
      sk: 'file/1',
      told: { E1234567830axxxxxxxxxx: 'F1', E1234567830bxxxxxxxxxx: 'F2' },
    },
    { pk: `TOLD#aguas#${ONE}`, sk: 'file/1', told: { E1234567830cxxxxxxxxxx: 'F3' } },
  ]);
});

test('Pix are found in what every place told, over all pages, by a consistent read an hour', async () => {
  dynamodb
    .on(QueryCommand)
    .resolvesOnce({ Items: [{ told: { E1234567830axxxxxxxxxx: 'F1' } }], LastEvaluatedKey: { pk: 'x' } })
    .resolves({ Items: [{ told: { E1234567830axxxxxxxxxx: 'F2', E1234567830zxxxxxxxxxx: 'F9' } }] });
  const found = await store.receivablesOf('aguas', [pixOf(NOON, 'a'), pixOf(NOON, 'b')]);
  expect([...found]).toEqual([[pixOf(NOON, 'a'), ['F1', 'F2']]]);
  const asked = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input);
  expect(asked).toHaveLength(2);
  expect(asked[1]).toMatchObject({ ConsistentRead: true, ExclusiveStartKey: { pk: 'x' } });
});

test('what gives a Pix back waits under it', async () => {
  dynamodb.on(UpdateCommand).resolves({});
  await store.waitFor('aguas', pixOf(NOON, 'a'), 'rtr:D1');
  expect(dynamodb.commandCalls(UpdateCommand)[0]?.args[0].input.Key).toEqual({
    pk: `WAITING#aguas#${NOON}`,
    sk: 'E1234567830axxxxxxxxxx',
  });
  dynamodb.on(QueryCommand).resolves({
    Items: [
      { sk: 'E1234567830axxxxxxxxxx', keys: new Set(['rtr:D1']) },
      { sk: 'E1234567830zxxxxxxxxxx', keys: new Set(['rtr:D9']) },
    ],
  });
  expect(await store.waitingFor('aguas', [pixOf(NOON, 'a')])).toEqual(['rtr:D1']);
});
