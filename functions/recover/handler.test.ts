import { PublishBatchCommand } from '@aws-sdk/client-sns';
import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { fixedClock } from '@baixa/core';
import { makeEvent } from '@baixa/events';
import type { KpiNote } from '@baixa/kpis';
import { newReceivable } from '@baixa/settlement';
import { caseStore, commandStore, debtStore, profileStore, promiseStore, snsPublisher } from '@baixa/store';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  aws,
  conditionFailed,
  mocks,
  resetMocks,
  THROTTLES,
  transactionCancelled,
} from '../test-support/aws.ts';
import { CONTRACT } from '../test-support/contract.ts';
import { CONTEXT, failures, sqsEvent } from '../test-support/events.ts';
import { capturedLogs, PERSON, personIn } from '../test-support/logs.ts';
import { create } from './handler.ts';

const AT = '2026-02-10T12:00:00.000Z';
const { dynamodb, sns } = mocks;
const contracts = { client: aws.dynamodb, name: 'contracts' };
const noteKpis = vi.fn(async (_: KpiNote[]) => undefined);
const recover = create({
  noteKpis,
  caseBook: caseStore(contracts),
  promises: promiseStore(contracts),
  debts: debtStore({ client: aws.dynamodb, name: 'receivables' }),
  publisher: snsPublisher(aws.sns, 'the-topic'),
  commands: commandStore({ client: aws.dynamodb, name: 'files' }),
  contracts: profileStore(contracts).contracts,
  clock: fixedClock(AT),
});

const CASE = {
  contract: 'c1',
  company: 'aguas',
  account: '100',
  noticeGeneratedOn: '2026-01-13',
  actions: [
    { id: 'N1', type: 'debt-notice', generatedOn: '2026-01-13', executedOn: '2026-01-20', status: 'done' },
  ],
  receivables: ['F1'],
  facts: [],
  version: 1,
};
const PAID = {
  ...newReceivable({
    id: 'F1',
    company: 'aguas',
    account: '100',
    identifiers: {},
    faceCents: 100_00,
    dueOn: '2025-12-10',
  }),
  status: 'settled',
  settledOn: '2026-02-09',
  version: 2,
};
/** As the recoveries queue has it: raw, with no envelope of SNS around it. */
const settled = (account = '100', company = 'aguas') =>
  makeEvent('settlement.applied', {
    id: `id-${account}`,
    company,
    subject: 'F1',
    time: AT,
    sequence: 2,
    data: {
      receivable: 'F1',
      account,
      outcome: 'settled',
      appliedCents: 100_00,
      unappliedCents: 0,
      paidOn: '2026-02-09',
      status: 'settled',
      told: { file: 'f1', line: 3, offset: 480 },
    },
  });
const ORDER = {
  id: 'OS1',
  type: 'leak',
  account: '100',
  generated: '2026-02-09T08:00:00-03:00',
  deadline: '2026-02-09T20:00:00-03:00',
  executed: '2026-02-09T18:00:00-03:00',
  status: 'done',
};
const orders = (...rows: object[]) => ({ command: 'take-orders', id: 'k1', contract: 'c1', rows });

let logs: ReturnType<typeof capturedLogs>;
beforeEach(() => {
  resetMocks();
  noteKpis.mockClear();
  logs = capturedLogs();
  dynamodb.on(QueryCommand).callsFake(async ({ ExpressionAttributeValues: v }) => {
    if (v[':prefix'] === 'CONTRACT#') return { Items: [CONTRACT] };
    return { Items: v[':from'] === 'CASE#100#' ? [CASE] : [] };
  });
  dynamodb.on(GetCommand).resolves({});
  dynamodb.on(BatchGetCommand).callsFake(async ({ RequestItems }) => {
    const { pk } = RequestItems.receivables.Keys[0];
    const account = { pk, ids: new Set(['F1']) };
    return { Responses: { receivables: [pk.startsWith('ACCOUNT#') ? account : { pk, ...PAID }] } };
  });
  dynamodb.on(TransactWriteCommand).resolves({});
  dynamodb.on(PutCommand).resolves({});
  sns.on(PublishBatchCommand).resolves({});
});
afterEach(() => vi.restoreAllMocks());

const written = () =>
  dynamodb
    .commandCalls(TransactWriteCommand)
    .map(({ args }) => args[0].input.TransactItems?.flatMap(({ Put }) => Put?.Item ?? []) ?? []);
const published = () =>
  sns
    .commandCalls(PublishBatchCommand)
    .flatMap(({ args }) => args[0].input.PublishBatchRequestEntries ?? [])
    .map(({ Message = '' }) => JSON.parse(Message));
const results = () => dynamodb.commandCalls(PutCommand).map(({ args }) => args[0].input.Item);

test('a promise is kept as its fact, once, and the command says so', async () => {
  const fact = {
    ...{ what: 'cancelled', id: 'P1', fact: 'c1', company: 'aguas', account: '100' },
    ...{ by: 'ana', reason: 'Not his.', at: AT },
  };
  dynamodb.on(PutCommand, { TableName: 'contracts' }).resolvesOnce({}).rejects(conditionFailed());
  const message = { command: 'record-promise', id: 'k2', fact };
  for (const each of [message, { ...message, id: 'k3' }])
    expect(failures(await recover(sqsEvent(each), CONTEXT))).toEqual([]);
  expect(results()).toMatchObject([
    { pk: 'PROMISES#aguas', sk: '100#P1#c1', ...fact },
    { pk: 'COMMAND#k2', counts: { recorded: 1 } },
    { pk: 'PROMISES#aguas' },
    { pk: 'COMMAND#k3', counts: { unchanged: 1 } },
  ]);
});

describe('a settlement', () => {
  test('marks its account as recovered, books it into the cycle of the payment, and tells it', async () => {
    expect(failures(await recover(sqsEvent(settled()), CONTEXT))).toEqual([]);
    const [items = []] = written();
    expect(items.find(({ sk }) => sk.startsWith('CASE#'))).toMatchObject({
      assessment: { status: 'recovered', recoveredOn: '2026-02-09', dayOfWindow: 27 },
      version: 2,
    });
    expect(items.find(({ sk }) => sk.startsWith('BOOKED#'))).toMatchObject({
      cycle: 1,
      measure: { collected: 1, recovered: 1 },
    });
    expect(published()).toMatchObject([
      {
        type: 'account.recovered',
        subject: '100',
        data: { recoveredOn: '2026-02-09', countsIn: '2026-02-09' },
      },
    ]);
  });

  test('notes its account for the key indicators, and comes again where it cannot', async () => {
    const note = { kpi: 'account', company: 'aguas', contract: 'c1', account: '100' };
    noteKpis.mockRejectedValueOnce(new Error('down'));
    expect(failures(await recover(sqsEvent(settled()), CONTEXT))).toEqual(['m0']);
    expect(failures(await recover(sqsEvent(settled()), CONTEXT))).toEqual([]);
    expect(noteKpis.mock.calls).toEqual([[[note]], [[note]]]);
  });

  test("of another company's account or of one without a case changes nothing", async () => {
    const result = await recover(sqsEvent(settled('100', 'escola'), settled('999')), CONTEXT);
    expect(failures(result)).toEqual([]);
    expect(written()).toEqual([]);
  });

  test('a case that another writer changed is assessed again on what stands', async () => {
    dynamodb
      .on(TransactWriteCommand)
      .rejectsOnce(transactionCancelled('None', 'ConditionalCheckFailed'))
      .rejectsOnce(transactionCancelled('TransactionConflict', 'None'))
      .resolves({});
    expect(failures(await recover(sqsEvent(settled()), CONTEXT))).toEqual([]);
    expect(written()).toHaveLength(3);
    expect(published()).toHaveLength(1);
  });

  test.each([...THROTTLES, transactionCancelled('None', 'ThrottlingError')])(
    'under $name comes again, and its account is not told as recovered; the others are done',
    async (throttle) => {
      dynamodb.on(TransactWriteCommand).rejects(throttle);
      expect(failures(await recover(sqsEvent(settled('999'), settled()), CONTEXT))).toEqual(['m1']);
      expect(published()).toEqual([]);
    },
  );

  test('whose event SNS refuses comes again and tells the same id', async () => {
    sns
      .on(PublishBatchCommand)
      .resolvesOnce({ Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] })
      .resolves({});
    expect(failures(await recover(sqsEvent(settled()), CONTEXT))).toEqual(['m0']);
    expect(failures(await recover(sqsEvent(settled()), CONTEXT))).toEqual([]);
    const [refused, again] = published();
    expect(again.id).toBe(refused.id);
  });
});

describe('the command to take up orders', () => {
  test('books its service orders and keeps what it came to', async () => {
    const unknown = { ...ORDER, id: 'OS2', type: 'painting' };
    expect(failures(await recover(sqsEvent(orders(ORDER, unknown)), CONTEXT))).toEqual([]);
    expect(written().map((items) => items.map(({ sk }) => sk.split('#')[0]))).toEqual([['ORDER', 'BOOKED']]);
    expect(results()).toMatchObject([
      {
        pk: 'COMMAND#k1',
        counts: { taken: 1, unchanged: 0 },
        problems: [{ code: 'orders.no-criticality', where: { path: 'OS2' } }],
      },
    ]);
  });

  test('notes an account once, whatever many of its actions it takes', async () => {
    const action = {
      ...ORDER,
      type: 'cut-off',
      generated: '2026-01-20',
      deadline: undefined,
      executed: undefined,
    };
    const rows = ['A1', 'A2', 'A3'].map((id) => ({ ...action, id, status: 'open' }));
    expect(failures(await recover(sqsEvent(orders(...rows)), CONTEXT))).toEqual([]);
    expect(noteKpis.mock.calls).toEqual([
      [[{ kpi: 'account', company: 'aguas', contract: 'c1', account: '100' }]],
    ]);
  });

  test('of a contract that no profile has comes again and has no result', async () => {
    expect(failures(await recover(sqsEvent({ ...orders(ORDER), contract: 'c9' }), CONTEXT))).toEqual(['m0']);
    expect(results()).toEqual([]);
  });

  test.each(THROTTLES)('under $name has no result yet and comes again', async (throttle) => {
    dynamodb.on(TransactWriteCommand).rejects(throttle);
    expect(failures(await recover(sqsEvent(orders(ORDER)), CONTEXT))).toEqual(['m0']);
    expect(results()).toEqual([]);
  });
});

test.each([
  ['no JSON', '{'],
  ['an event of nothing settled', { company: 'aguas', data: { file: 'f1' } }],
  ['a row without its deadline', orders({ ...ORDER, deadline: undefined })],
])('a message with %s is poison: it comes again alone', async (_, poison) => {
  expect(failures(await recover(sqsEvent(poison, settled()), CONTEXT))).toEqual(['m0']);
  expect(published()).toHaveLength(1);
});

test('no person is in any line of the log, though a message names one', async () => {
  dynamodb.on(TransactWriteCommand).rejectsOnce(new Error('down')).resolves({});
  const named = { ...settled(), payer: PERSON, data: { ...settled().data, payer: PERSON } };
  const poison = { ...named, company: 7 };
  await recover(sqsEvent(named, poison), CONTEXT);
  expect(logs.text()).toContain('A message failed');
  expect(personIn(logs.text())).toEqual([]);
  expect(personIn(JSON.stringify([published(), written()]))).toEqual([]);
});

test('a command to open cases opens those that are due, and tells what came of it when somebody asks', async () => {
  dynamodb.on(QueryCommand).callsFake(async ({ ExpressionAttributeValues: v }) => ({
    Items: v[':prefix'] === 'CONTRACT#' ? [CONTRACT] : [],
  }));
  const open = {
    command: 'open-cases',
    contract: 'c1',
    on: '2026-02-01',
    at: AT,
    rows: [{ account: '100' }],
  };
  expect(failures(await recover(sqsEvent({ ...open, id: 'k2' }, open), CONTEXT))).toEqual([]);
  const [items = []] = written();
  expect(items.find(({ sk }) => sk.startsWith('CASE#'))).toMatchObject({
    sk: 'CASE#100#2026-02-01',
    receivables: ['F1'],
  });
  expect(results()).toMatchObject([{ counts: { opened: 1, running: 0, notDue: 0 }, problems: [] }]);
});
