import { DeleteCommand, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { readSource } from '@baixa/audit';
import type { AccountChange, StoredCase, StoredOrder } from '@baixa/collection';
import { measureOf } from '@baixa/scoring';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { allCases } from './all-cases.ts';
import { caseBook } from './cases.ts';
import { SHARDS, shardOf } from './shards.ts';
import { cancelled, documents, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => void dynamodb.reset());
const book = caseBook(table, async () => () => ({ windowDays: 67, paymentTermDays: 5 }));
const pk = `c1#${shardOf('100')}`;

const CASE: StoredCase = {
  contract: 'c1',
  company: 'aguas',
  account: '100',
  noticeGeneratedOn: '2026-01-13',
  actions: [],
  receivables: ['F1'],
  facts: [],
  version: 1,
};
const BOOKING = { countsOn: '2026-02-01', cycle: 3, correctsCycle: 2, measure: measureOf({ collected: 1 }) };
const change = (more: Partial<StoredCase> = {}, firstOpenCycle = 1): AccountChange => ({
  contract: 'c1',
  account: '100',
  cases: [{ after: { ...CASE, ...more }, bookings: [BOOKING] }],
  firstOpenCycle,
});
const written = () =>
  dynamodb.commandCalls(TransactWriteCommand).map(({ args }) => args[0].input.TransactItems ?? []);

describe('a change of a case', () => {
  test('is one transaction: the gate, the case, its bookings and its place among the undecided', async () => {
    dynamodb.on(TransactWriteCommand).resolves({});
    expect(await book.saveAccount(change())).toBe(true);
    expect(written()).toEqual([
      [
        {
          ConditionCheck: {
            TableName: 'the-table',
            Key: { pk, sk: 'GATE' },
            ConditionExpression: 'attribute_not_exists(pk) OR firstOpenCycle = :cycle',
            ExpressionAttributeValues: { ':cycle': 1 },
          },
        },
        {
          Put: {
            TableName: 'the-table',
            Item: { pk, sk: 'CASE#100#2026-01-13', ...CASE },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        {
          Put: {
            TableName: 'the-table',
            Item: {
              pk,
              sk: 'BOOKED#000003#case:100#2026-01-13#1#0',
              source: 'case:100#2026-01-13',
              ...BOOKING,
            },
          },
        },
        {
          Put: {
            TableName: 'the-table',
            Item: {
              pk,
              sk: 'TERM#2026-03-26#100#2026-01-13',
              account: '100',
              noticeGeneratedOn: '2026-01-13',
            },
          },
        },
      ],
    ]);
  });

  test('holds only if nobody wrote the case since, and the cycle is still the first that is open', async () => {
    dynamodb.on(TransactWriteCommand).resolves({});
    await book.saveAccount(change({ version: 4 }, 7));
    const [gate, put] = written()[0] ?? [];
    expect(gate?.ConditionCheck).toMatchObject({
      ConditionExpression: 'firstOpenCycle = :cycle',
      ExpressionAttributeValues: { ':cycle': 7 },
    });
    expect(put?.Put).toMatchObject({
      ConditionExpression: 'version = :before',
      ExpressionAttributeValues: { ':before': 3 },
    });
  });

  test('takes a decided case off the undecided', async () => {
    dynamodb.on(TransactWriteCommand).resolves({});
    const assessment = { reason: 'unpaid', inPaymentTerm: false, countsOn: '2026-03-26' } as const;
    await book.saveAccount(change({ assessment: { ...assessment, status: 'not-recovered' } }));
    await book.saveAccount(change({ assessment: { ...assessment, status: 'open' } }));
    const pointer = { TableName: 'the-table', Key: { pk, sk: 'TERM#2026-03-26#100#2026-01-13' } };
    expect(written()[0]?.at(-1)).toEqual({ Delete: pointer });
    expect(written()[1]?.at(-1)?.Put?.Item).toMatchObject(pointer.Key);
  });

  test('leaves a decided case among the undecided where it is to be told first, until it is forgotten', async () => {
    dynamodb.on(TransactWriteCommand).resolves({});
    dynamodb.on(DeleteCommand).resolves({});
    const assessment = { reason: 'unpaid', inPaymentTerm: false, countsOn: '2026-03-26' } as const;
    await book.saveAccount({
      ...change({ assessment: { ...assessment, status: 'not-recovered' } }),
      keepsUndecided: true,
    });
    expect(written()[0]?.flatMap(({ Delete, Put }) => Delete?.Key ?? Put?.Item?.sk)).not.toContainEqual(
      expect.stringMatching(/^TERM/),
    );
    expect(written()[0]?.some(({ Delete }) => Delete !== undefined)).toBe(false);
    const told = { account: '100', noticeGeneratedOn: '2026-01-13', termEndsOn: '2026-03-26' };
    await book.forgetUndecided('c1', told);
    const Key = { pk, sk: 'TERM#2026-03-26#100#2026-01-13' };
    expect(dynamodb.commandCalls(DeleteCommand)[0]?.args[0].input).toEqual({ TableName: 'the-table', Key });
  });

  test('names in a booking what it was made for, whatever the account is called', async () => {
    dynamodb.on(TransactWriteCommand).resolves({});
    const account = 'lote #7~a';
    const [only] = change({ account }).cases;
    await book.saveAccount({ ...change(), account, cases: [only!] });
    const booked = written()[0]?.find(({ Put }) => Put?.Item?.source !== undefined)?.Put?.Item;
    expect(readSource(booked?.source)).toEqual({ kind: 'case', account, name: '2026-01-13' });
  });

  test('takes a dissolved one off too, and several cases and what waits for one are written as one', async () => {
    dynamodb.on(TransactWriteCommand).resolves({});
    const waiting = { actions: [], version: 2 };
    const dissolved = { ...CASE, noticeGeneratedOn: '2026-02-05', dissolved: true as const, version: 3 };
    const { cases } = change();
    await book.saveAccount({ ...change(), cases: [...cases, { after: dissolved, bookings: [] }], waiting });
    expect(written()[0]?.map(({ Put, Delete }) => Put?.Item?.sk ?? Delete?.Key?.sk)).toEqual([
      undefined,
      'CASE#100#2026-01-13',
      'BOOKED#000003#case:100#2026-01-13#1#0',
      'CASE#100#2026-02-05',
      'WAIT#100',
      'TERM#2026-03-26#100#2026-01-13',
      'TERM#2026-04-18#100#2026-02-05',
    ]);
    expect(written()[0]?.at(-1)?.Delete).toBeDefined();
  });

  test.each([
    ['the gate', ['ConditionalCheckFailed', 'None', 'None']],
    ['another writer', ['None', 'ConditionalCheckFailed', 'None']],
    ['a transaction under way', ['None', 'TransactionConflict', 'None']],
  ])('is not written where %s stands in the way, which is no error', async (_, codes) => {
    dynamodb.on(TransactWriteCommand).rejects(cancelled(...codes));
    expect(await book.saveAccount(change())).toBe(false);
  });

  test.each([
    ['a throttle', cancelled('None', 'ThrottlingError')],
    ['too little capacity', cancelled('ProvisionedThroughputExceeded', 'None')],
    ['a throttle beside a conflict', cancelled('TransactionConflict', 'ThrottlingError')],
    ['a cancellation without reasons', cancelled()],
    ['another error', new Error('gone')],
  ])('%s is thrown, so that its message is delivered again', async (_, error) => {
    dynamodb.on(TransactWriteCommand).rejects(error);
    await expect(book.saveAccount(change())).rejects.toBe(error);
  });
});

test('an order is written with its bookings under its account', async () => {
  dynamodb.on(TransactWriteCommand).resolves({});
  const order: StoredOrder['order'] = {
    id: 'OS1',
    type: 'leak',
    account: '100',
    generatedAt: '2026-01-13T08:00',
    deadlineAt: '2026-01-14T08:00',
    status: 'open',
  };
  const after: StoredOrder = { contract: 'c1', order, facts: [], version: 1 };
  expect(await book.saveOrder({ after, bookings: [BOOKING], firstOpenCycle: 1 })).toBe(true);
  expect(written()[0]?.map(({ Put }) => Put?.Item?.sk)).toEqual([
    undefined,
    'ORDER#100#OS1',
    'BOOKED#000003#order:100#OS1#1#0',
  ]);
});

test('cases are read page after page, without their keys', async () => {
  const item = (noticeGeneratedOn: string) => ({ pk, sk: 'x', ...CASE, noticeGeneratedOn });
  dynamodb
    .on(QueryCommand)
    .resolvesOnce({ Items: [item('2026-01-13')], LastEvaluatedKey: { pk, sk: 'x' } })
    .resolvesOnce({ Items: [item('2026-04-13')] });
  expect(await book.casesOf('c1', '100')).toEqual([CASE, { ...CASE, noticeGeneratedOn: '2026-04-13' }]);
  const inputs = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input);
  expect(inputs.map(({ ExclusiveStartKey }) => ExclusiveStartKey)).toEqual([undefined, { pk, sk: 'x' }]);
  expect(inputs[0]).toMatchObject({
    ExpressionAttributeValues: { ':pk': pk, ':from': 'CASE#100#', ':to': 'CASE#100#~' },
    ConsistentRead: true,
  });
});

test('an account has its cases, dissolved ones too, and what waits for one', async () => {
  const dissolved = { ...CASE, dissolved: true };
  dynamodb.on(QueryCommand).resolves({ Items: [{ pk, sk: 'x', ...dissolved }] });
  dynamodb
    .on(GetCommand)
    .resolvesOnce({})
    .resolves({ Item: { pk, sk: 'x', actions: [], version: 2 } });
  expect(await book.accountOf('c1', '100')).toEqual({
    cases: [dissolved],
    waiting: { actions: [], version: 0 },
  });
  expect((await book.accountOf('c1', '100')).waiting.version).toBe(2);
  expect(await book.casesOf('c1', '100')).toEqual([]);
});

test('the undecided cases of a shard are those whose term ends by a day', async () => {
  const undecided = { account: '100', noticeGeneratedOn: '2026-01-13' };
  dynamodb
    .on(QueryCommand)
    .resolvesOnce({
      Items: [{ pk, sk: 'TERM#2026-03-25#100#2026-01-13', ...undecided }],
      LastEvaluatedKey: { pk, sk: 'x' },
    })
    .resolvesOnce({ Items: [{ pk, sk: 'TERM#2026-03-26#200#2026-01-13', ...undecided, account: '200' }] });
  const found: unknown[] = [];
  for await (const each of book.undecidedCases('c1', 3, '2026-03-26')) found.push(each);
  expect(found).toEqual([
    { ...undecided, termEndsOn: '2026-03-25' },
    { ...undecided, account: '200', termEndsOn: '2026-03-26' },
  ]);
  expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input.ExpressionAttributeValues).toEqual({
    ':pk': 'c1#3',
    ':from': 'TERM#',
    ':to': 'TERM#2026-03-26~',
  });
});

test('a shard whose gate was never shut is open from cycle 1', async () => {
  dynamodb
    .on(GetCommand)
    .resolvesOnce({})
    .resolvesOnce({ Item: { firstOpenCycle: 4 } });
  expect(await book.firstOpenCycle('c1', '100')).toBe(1);
  expect(await book.firstOpenCycle('c1', '100')).toBe(4);
});

test('all cases of a contract are those of every shard', async () => {
  dynamodb.on(QueryCommand).resolves({ Items: [{ ...CASE, assessment: { status: 'open' } }] });
  const found: unknown[] = [];
  for await (const each of allCases(table, 'c1')) found.push(each);
  expect(found).toEqual(Array(SHARDS).fill({ status: 'open' }));
});
