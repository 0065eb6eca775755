import { gunzipSync } from 'node:zlib';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { BatchGetCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { deedKey } from '@baixa/audit';
import { makeEvent } from '@baixa/events';
import { acordoKeyOf, newReceivable } from '@baixa/settlement';
import { caseStore, fileStore, kpiBook, ledgerReader, receivableStore } from '@baixa/store';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { aws, mocks, noSuchKey, object, resetMocks, THROTTLES } from '../test-support/aws.ts';
import { CONTEXT, failures, sqsEvent } from '../test-support/events.ts';
import { capturedLogs } from '../test-support/logs.ts';
import { create } from './handler.ts';

const AT = '2026-03-26T12:00:00.000Z';
const { dynamodb, s3 } = mocks;
const table = (name: string) => ({ client: aws.dynamodb, name });
const kpis = create({
  book: kpiBook(table('kpis')),
  receivables: receivableStore(table('receivables'), { consistent: true }),
  ledger: ledgerReader(aws.s3, 'the-ledger'),
  files: fileStore(table('files')),
  cases: caseStore(table('contracts')),
});

const {
  status: _,
  version: __,
  movements: ___,
  ...BILL
} = newReceivable({
  id: 'F1',
  company: 'aguas',
  account: '100',
  identifiers: {},
  faceCents: 100_00,
  dueOn: '2026-03-25',
});
const PAYMENT = {
  key: 'p1',
  file: 'f1',
  line: 3,
  offset: 480,
  outcome: 'settled',
  on: '2026-03-20',
  movedCents: 100_00,
  appliedCents: 100_00,
};
const STANDING = {
  pk: 'R#aguas#F1',
  ...BILL,
  registered: { by: 'k1', at: '2026-03-01T12:00:00.000Z' },
  state: { status: 'settled', settledOn: '2026-03-20', version: 2, movements: [PAYMENT] },
};
const OUTCOME = { ...PAYMENT, company: 'aguas', receivable: { id: 'F1', account: '100' } };
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
  version: 4,
};
const registered = { kpi: 'registered', company: 'aguas', command: 'k1', receivables: ['F1'] };
const collection = { kpi: 'account', company: 'aguas', contract: 'c1', account: '100' };
const event = { company: 'aguas', subject: 'f1', time: AT };
const processed = makeEvent('return-file.processed', {
  ...event,
  id: 'e1',
  data: {
    file: 'f1',
    name: 'f1.ret',
    agreement: 'bb',
    entries: 1,
    inCents: 100_00,
    outCents: 0,
    appliedCents: 100_00,
    unappliedCents: 0,
    toldBeforeCents: 0,
    outcomes: { settled: 1 },
  },
});
const resolved = makeEvent('exception.resolved', {
  ...event,
  id: 'e2',
  data: { exception: 'x1', how: 'settled', receivables: ['F1'], appliedCents: 100_00, unappliedCents: 0 },
});

const agreed = makeEvent('acordo.made', {
  company: 'aguas',
  subject: 'AC-1',
  time: AT,
  id: 'e3',
  data: {
    acordo: 'AC-1',
    account: '100',
    on: '2026-03-20',
    replaced: [{ receivable: 'F1', cents: 100_00 }],
    downPayment: { receivable: 'AC-1.0', cents: 100_00, dueOn: '2026-03-25' },
    instalments: [],
    discountCents: 0,
    chargesCents: 0,
  },
});

let ledger: Record<string, string>;
let logs: ReturnType<typeof capturedLogs>;
beforeEach(() => {
  resetMocks();
  logs = capturedLogs();
  ledger = {
    'outcomes/f1/000001.ndjson': `${JSON.stringify(OUTCOME)}\n`,
    'resolutions/x1.json': `${JSON.stringify({ how: 'settled', by: 'ana', at: AT, outcomes: [OUTCOME] })}\n`,
  };
  const deed = { what: 'made', acordo: { parts: [{ id: 'F1' }] }, outcomes: [OUTCOME] };
  ledger[deedKey(acordoKeyOf('aguas', 'AC-1'), 'made')] = `${JSON.stringify(deed)}\n`;
  s3.on(GetObjectCommand).callsFake(async ({ Key }) => {
    if (ledger[Key] === undefined) throw noSuchKey();
    return object(ledger[Key]);
  });
  dynamodb.on(BatchGetCommand).resolves({ Responses: { receivables: [STANDING] } });
  dynamodb.on(GetCommand).resolves({ Item: { pk: 'FILE#f1', id: 'f1', chunks: 1 } });
  dynamodb.on(QueryCommand).resolves({ Items: [CASE] });
  dynamodb.on(PutCommand).resolves({});
  dynamodb.on(UpdateCommand).resolves({});
});
afterEach(() => vi.restoreAllMocks());

const kept = () =>
  dynamodb.commandCalls(PutCommand).map(({ args }) => {
    const { rows, ...item } = args[0].input.Item ?? {};
    return { ...item, text: gunzipSync(rows as Uint8Array).toString() };
  });
const months = () => dynamodb.commandCalls(UpdateCommand).map(({ args }) => args[0].input.Key);

describe('what is told of', () => {
  test.each([
    ['a file, from its outcomes', processed, 'TOLD#file:f1/1/1', '"collectedCents":10000'],
    ['an exception that ended, from its resolution', resolved, 'TOLD#resolution:x1', '"openCents":-10000'],
    ['an acordo, from its deed', agreed, 'TOLD#acordo:AC-1/made', '"collectedCents":10000'],
    ['a registration, from its receivables', registered, 'TOLD#registered:k1', '"billedCents":10000'],
  ])('%s is kept under a name that is always the same', async (_, message, sk, figure) => {
    expect(failures(await kpis(sqsEvent(message, message), CONTEXT))).toEqual([]);
    expect(kept()).toHaveLength(2);
    expect(new Set(kept().map((each) => JSON.stringify(each))).size).toBe(1);
    expect(kept()[0]).toMatchObject({ pk: 'aguas#2026-03', sk, version: 1 });
    expect(kept()[0]?.text).toContain(figure);
    expect(months()).toEqual([
      { pk: 'aguas', sk: '2026-03' },
      { pk: 'aguas', sk: '2026-03' },
    ]);
  });

  test('an account is kept case by case, in the month of the notice, in its version', async () => {
    expect(failures(await kpis(sqsEvent(collection), CONTEXT))).toEqual([]);
    expect(kept()).toMatchObject([{ pk: 'aguas#2026-01', version: 4 }]);
    expect(kept()[0]?.text).toContain('"actions":1');
  });

  test('a receivable that another command registered first counts there', async () => {
    await kpis(sqsEvent({ ...registered, command: 'k2' }), CONTEXT);
    expect(kept()).toEqual([]);
  });
});

test.each([
  ['a file whose outcomes are not there', { ...processed, data: { ...processed.data, file: 'f9' } }],
  ['no JSON', '{'],
  ['an event of something else', { ...processed, type: 'cycle.closed' }],
])('a message of %s comes again alone', async (_, poison) => {
  expect(failures(await kpis(sqsEvent(poison, registered), CONTEXT))).toEqual(['m0']);
  expect(kept()).toHaveLength(1);
  expect(logs.text()).toContain('A message failed');
});

test.each(THROTTLES)(
  'a message under $name comes again, and its month is told of only then',
  async (throttle) => {
    dynamodb.on(PutCommand).rejectsOnce(throttle).resolves({});
    expect(failures(await kpis(sqsEvent(processed), CONTEXT))).toEqual(['m0']);
    expect(months()).toEqual([]);
    expect(failures(await kpis(sqsEvent(processed), CONTEXT))).toEqual([]);
    expect(months()).toHaveLength(1);
  },
);
