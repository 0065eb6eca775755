import { BatchGetCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Acordo, acordoKeyOf } from '@baixa/settlement';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { acordoStore } from './acordos.ts';
import { documents, refusal, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => void dynamodb.reset());
const store = acordoStore(table);

const ACORDO: Acordo = {
  id: 'A-1',
  company: 'aguas',
  account: '100',
  on: '2026-05-20',
  replaced: [{ receivable: 'F1', cents: 100_00 }],
  parts: [],
  discountCents: 0,
  chargesCents: 0,
  state: 'making',
  version: 1,
  wish: 'w',
  by: 'ana',
  reason: 'Asked for it.',
  at: '2026-05-20T12:00:00.000Z',
};
const pk = `ACORDO#${acordoKeyOf('aguas', 'A-1')}`;
const itemOf = (acordo: Acordo) => ({ pk, acordo, version: acordo.version });
const puts = () => dynamodb.commandCalls(PutCommand).map(({ args }) => args[0].input);

test('an acordo is entered once; who comes second gets the one that stands', async () => {
  dynamodb
    .on(PutCommand)
    .resolvesOnce({})
    .rejects(refusal(itemOf(ACORDO)));
  expect(await store.enter(ACORDO)).toEqual(ACORDO);
  expect(await store.enter({ ...ACORDO, by: 'bia' })).toEqual(ACORDO);
  expect(puts()[0]).toMatchObject({
    Item: { ...itemOf(ACORDO), list: 'acordos#aguas#open', listedAt: ACORDO.at },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
});

test('it is written over the version before it only, and changes its list when it ends', async () => {
  const ended: Acordo = { ...ACORDO, state: 'ended', version: 2 };
  dynamodb
    .on(PutCommand)
    .resolvesOnce({})
    .rejectsOnce(refusal(itemOf(ended)))
    .rejects(refusal());
  expect(await store.save(ended)).toEqual({ saved: true });
  expect(await store.save({ ...ACORDO, version: 2 })).toEqual({ saved: false, current: ended });
  await expect(store.save(ended)).rejects.toThrow('Acordo A-1 of aguas is gone.');
  expect(puts()[0]).toMatchObject({
    Item: { list: 'acordos#aguas#ended' },
    ConditionExpression: 'version = :before',
    ExpressionAttributeValues: { ':before': 1 },
  });
});

test('it is found by its id, by its id in the ledger, and with others', async () => {
  dynamodb.on(GetCommand, { Key: { pk }, ConsistentRead: true }).resolves({ Item: itemOf(ACORDO) });
  dynamodb.on(BatchGetCommand).resolves({ Responses: { 'the-table': [itemOf(ACORDO)] } });
  expect(await store.find('aguas', 'A-1')).toEqual(ACORDO);
  expect(await store.ofKey(acordoKeyOf('aguas', 'A-1'))).toEqual(ACORDO);
  expect(await store.load('aguas', ['A-1', 'A-1'])).toEqual([ACORDO]);
  expect(await store.load('aguas', [])).toEqual([]);
});

test('acordos are listed newest first, those that have ended among the others', async () => {
  const ended: Acordo = { ...ACORDO, id: 'A-0', state: 'ended', at: '2026-05-21T12:00:00.000Z' };
  dynamodb.on(QueryCommand).callsFake(async ({ ExpressionAttributeValues: v }) => ({
    Items: [{ pk: v[':list'] === 'acordos#aguas#open' ? 'open' : 'ended' }],
  }));
  dynamodb.on(BatchGetCommand).callsFake(async ({ RequestItems }) => ({
    Responses: {
      'the-table': [{ ...itemOf(RequestItems['the-table'].Keys[0].pk === 'open' ? ACORDO : ended) }],
    },
  }));
  expect((await store.list('aguas', 10)).map(({ id }) => id)).toEqual(['A-0', 'A-1']);
  expect(await store.list('aguas', 1)).toEqual([ended]);
  const open: Acordo[] = [];
  for await (const acordo of store.allOpen('aguas')) open.push(acordo);
  expect(open).toEqual([ACORDO]);
});
