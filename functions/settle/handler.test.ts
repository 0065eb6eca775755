import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import {
  BatchExecuteStatementCommand,
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Entry, fixedClock } from '@baixa/core';
import type { KpiNote } from '@baixa/kpis';
import { NO_SUMS, newReceivable } from '@baixa/settlement';
import {
  acordoStore,
  commandStore,
  exceptionStore,
  fileStore,
  learnedRuleStore,
  pastLedger,
  pixPaymentStore,
  profileStore,
  receivableStore,
  s3Ledger,
  sendAll,
  snsPublisher,
  sqsChunkQueue,
} from '@baixa/store';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  aws,
  conditionFailed,
  mocks,
  noSuchKey,
  object,
  resetMocks,
  THROTTLES,
} from '../test-support/aws.ts';
import { CONTEXT, failures, sqsEvent } from '../test-support/events.ts';
import { capturedLogs, PERSON, personIn } from '../test-support/logs.ts';
import { create } from './handler.ts';

const AT = '2026-03-26T12:00:00.000Z';
const { dynamodb, s3, sns, sqs } = mocks;
const files = { client: aws.dynamodb, name: 'files' };
const contracts = { client: aws.dynamodb, name: 'contracts' };
const ledgerPlace = {
  s3: aws.s3,
  bucket: 'the-ledger',
  chains: { client: aws.dynamodb, name: 'chains' },
};
let noted: KpiNote[];
const noting = vi.fn(async (notes: KpiNote[]) => void noted.push(...notes));
const settle = create({
  noteKpis: noting,
  receivables: receivableStore({ client: aws.dynamodb, name: 'receivables' }),
  pixPayments: pixPaymentStore({ client: aws.dynamodb, name: 'pix' }),
  ledger: s3Ledger(ledgerPlace),
  past: pastLedger(ledgerPlace),
  exceptions: exceptionStore(files),
  acordos: acordoStore(files),
  files: fileStore(files),
  commands: commandStore(files),
  chunks: sqsChunkQueue(aws.sqs, 'the-chunks'),
  agreements: profileStore(contracts),
  learnedRules: learnedRuleStore(contracts),
  sendCommand: (body) => sendAll(aws.sqs, 'the-commands', [body]),
  replayLinks: 100,
  publisher: snsPublisher(aws.sns, 'the-topic'),
  clock: fixedClock(AT),
});

const BILL = {
  id: 'F1',
  company: 'aguas',
  account: '100',
  identifiers: { agreement: 'bb', nossoNumero: '12' },
  faceCents: 100_00,
  dueOn: '2026-03-25',
};
const ENTRY: Entry = {
  line: 3,
  offset: 480,
  kind: 'payment',
  reasons: [],
  nossoNumero: '0012',
  paidCents: 100_00,
  paidOn: '2026-03-25',
  payer: { taxId: PERSON.taxId, name: PERSON.name },
};
/** The bill as its table has it: what changes stands in `state`. */
const asItem = () => {
  const { version, status, movements } = newReceivable(BILL);
  return { pk: 'R#aguas#F1', ...BILL, state: { version, status, movements } };
};
const chunkOf = (file: string) => ({ file, chunk: 1, chunks: 1, company: 'aguas', agreement: 'bb' });

let items: Record<string, object>;
let ledger: Record<string, string>;
let logs: ReturnType<typeof capturedLogs>;
beforeEach(() => {
  resetMocks();
  noted = [];
  logs = capturedLogs();
  items = {
    'R#aguas#F1': asItem(),
    'ALIAS#aguas#nosso#bb#12': { pk: 'ALIAS#aguas#nosso#bb#12', ids: new Set(['F1']) },
  };
  ledger = Object.fromEntries(
    ['f1', 'f2'].map((f) => [`entries/${f}/000001.ndjson`, `${JSON.stringify(ENTRY)}\n`]),
  );
  s3.on(GetObjectCommand).callsFake(async ({ Key }) => {
    if (ledger[Key] === undefined) throw noSuchKey();
    return object(ledger[Key]);
  });
  s3.on(PutObjectCommand).callsFake(async ({ Key, Body }) => {
    ledger[Key] = Body;
    return {};
  });
  dynamodb.on(QueryCommand).resolves({
    Items: [{ id: 'bb', company: 'aguas', bank: '001', code: '1', tolerance: { cents: 0 } }],
  });
  dynamodb.on(BatchGetCommand).callsFake(async ({ RequestItems }) => readBatch(RequestItems));
  dynamodb.on(UpdateCommand).resolves({});
  dynamodb.on(BatchExecuteStatementCommand).callsFake(async ({ Statements }) => ({
    Responses: Statements.map(() => ({ TableName: 'receivables' })),
  }));
  dynamodb
    .on(UpdateCommand, { TableName: 'files' })
    .callsFake(async ({ Key, ExpressionAttributeValues: v }) => ({
      Attributes: {
        pk: Key.pk,
        name: 'a.ret',
        done: new Set([1]),
        processedAt: AT,
        sums: {
          entries: 1,
          inCents: v[':inCents'] ?? 0,
          outCents: 0,
          appliedCents: v[':appliedCents'] ?? 0,
          unappliedCents: v[':unappliedCents'] ?? 0,
          toldBeforeCents: 0,
          outcomes: {},
        },
      },
    }));
  dynamodb.on(GetCommand, { TableName: 'chains' }).resolves({});
  dynamodb.on(PutCommand).resolves({});
  sns.on(PublishBatchCommand).resolves({});
});
afterEach(() => vi.restoreAllMocks());

type Keys = Record<string, { Keys: { pk: string }[] }>;
const readBatch = (asked: Keys) => ({
  Responses: Object.fromEntries(
    Object.entries(asked).map(([name, { Keys }]) => [
      name,
      Keys.map(({ pk }) => items[pk]).filter((item) => item !== undefined),
    ]),
  ),
});
const published = () =>
  sns
    .commandCalls(PublishBatchCommand)
    .flatMap(({ args }) => args[0].input.PublishBatchRequestEntries ?? [])
    .map(({ Message = '' }) => JSON.parse(Message));

describe('a chunk', () => {
  test('is settled: receivable, ledger, events, file', async () => {
    expect(failures(await settle(sqsEvent(chunkOf('f1')), CONTEXT))).toEqual([]);
    expect(dynamodb.commandCalls(BatchExecuteStatementCommand)).toHaveLength(1);
    expect(JSON.parse(ledger['outcomes/f1/000001.ndjson'] ?? '')).toMatchObject({
      outcome: 'settled',
      appliedCents: 100_00,
      receivable: { id: 'F1', sequence: 2 },
    });
    expect(published().map(({ type, subject }) => [type, subject])).toEqual([
      ['settlement.applied', 'F1'],
      ['receivable.settled', 'F1'],
      ['return-file.processed', 'f1'],
    ]);
  });

  test.each(THROTTLES)('under $name comes again; the others are done', async (throttle) => {
    dynamodb.on(UpdateCommand, { TableName: 'files', Key: { pk: 'FILE#f1' } }).rejects(throttle);
    const result = await settle(sqsEvent(chunkOf('f1'), chunkOf('f2')), CONTEXT);
    expect(failures(result)).toEqual(['m0']);
    expect(published().map(({ subject }) => subject)).toContain('f2');
    expect(published().map(({ subject }) => subject)).not.toContain('f1');
  });

  test('reads again what DynamoDB left unprocessed, so that no money is taken for unmatched', async () => {
    let first = true;
    dynamodb.on(BatchGetCommand).callsFake(async ({ RequestItems }) => {
      if (!first || RequestItems.receivables === undefined) return readBatch(RequestItems);
      first = false;
      return { Responses: {}, UnprocessedKeys: RequestItems };
    });
    expect(failures(await settle(sqsEvent(chunkOf('f1')), CONTEXT))).toEqual([]);
    expect(first).toBe(false);
    expect(published()[0]).toMatchObject({ type: 'settlement.applied' });
  });

  test('whose events SNS refuses in part comes again, and then tells the same ids', async () => {
    sns
      .on(PublishBatchCommand)
      .resolvesOnce({ Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] })
      .resolves({});
    expect(failures(await settle(sqsEvent(chunkOf('f1')), CONTEXT))).toEqual(['m0']);
    expect(dynamodb.commandCalls(UpdateCommand, { TableName: 'files' })).toHaveLength(0);
    expect(failures(await settle(sqsEvent(chunkOf('f1')), CONTEXT))).toEqual([]);
    const [refused, again] = published().filter(({ type }) => type === 'settlement.applied');
    expect(again).toEqual(refused);
    expect(dynamodb.commandCalls(BatchExecuteStatementCommand)).toHaveLength(1);
  });

  test('that the ledger does not have fails', async () => {
    expect(failures(await settle(sqsEvent(chunkOf('gone'), chunkOf('f1')), CONTEXT))).toEqual(['m0']);
    expect(logs.text()).toContain('The ledger has no entries/gone/000001.ndjson.');
    expect(Object.keys(ledger)).not.toContain('outcomes/gone/000001.ndjson');
  });

  test.each([
    ['no JSON', '{"file":'],
    ['no chunk number', { ...chunkOf('f2'), chunk: 0 }],
    ['a day that does not exist', { ...chunkOf('f2'), createdOn: '2026-02-30' }],
    ['a command nobody knows', { command: 'drop-everything', id: 'x' }],
    ["another company's agreement", { ...chunkOf('f2'), company: 'escola' }],
  ])('with %s is poison: it comes again alone, and nothing is written for it', async (_, poison) => {
    expect(failures(await settle(sqsEvent(poison, chunkOf('f1')), CONTEXT))).toEqual(['m0']);
    expect(Object.keys(ledger)).not.toContain('outcomes/f2/000001.ndjson');
    expect(Object.keys(ledger)).toContain('outcomes/f1/000001.ndjson');
  });
});

describe('the command to register receivables', () => {
  const command = { command: 'register-receivables', id: 'c1', rows: [BILL, { ...BILL, id: 'F2' }] };

  test('registers its rows and keeps what it came to', async () => {
    expect(failures(await settle(sqsEvent(command), CONTEXT))).toEqual([]);
    const puts = dynamodb.commandCalls(PutCommand).map(({ args }) => args[0].input.Item);
    expect(puts.map((item) => item?.pk)).toEqual(['R#aguas#F1', 'R#aguas#F2', 'COMMAND#c1']);
    expect(puts[2]).toMatchObject({ counts: { registered: 2, unchanged: 0 }, problems: [], at: AT });
  });

  test('keeps with each receivable that it registered it, and tells the key indicators which they are', async () => {
    expect(failures(await settle(sqsEvent(command), CONTEXT))).toEqual([]);
    const [first] = dynamodb.commandCalls(PutCommand, { TableName: 'receivables' });
    expect(first?.args[0].input.Item).toMatchObject({ id: 'F1', registered: { by: 'c1', at: AT } });
    expect(noted).toEqual([
      { kpi: 'registered', company: 'aguas', command: 'c1', receivables: ['F1', 'F2'] },
    ]);
  });

  test('that cannot tell the key indicators comes again, and tells the same', async () => {
    noting.mockRejectedValueOnce(new Error('down'));
    expect(failures(await settle(sqsEvent(command), CONTEXT))).toEqual(['m0']);
    expect(dynamodb.commandCalls(PutCommand, { TableName: 'files' })).toHaveLength(0);
    expect(failures(await settle(sqsEvent(command), CONTEXT))).toEqual([]);
    expect(noted).toMatchObject([{ command: 'c1', receivables: ['F1', 'F2'] }]);
  });

  test('keeps the problem of a row that stands with other content, and registers the others', async () => {
    dynamodb.on(PutCommand, { TableName: 'receivables' }).callsFake(async ({ Item }) => {
      if (Item.id === 'F1') throw conditionFailed({ ...asItem(), faceCents: 90_00 });
      return {};
    });
    expect(failures(await settle(sqsEvent(command), CONTEXT))).toEqual([]);
    expect(dynamodb.commandCalls(PutCommand, { TableName: 'files' })[0]?.args[0].input.Item).toMatchObject({
      counts: { registered: 1, unchanged: 0 },
      problems: [{ code: 'receivable.differs', where: { path: 'F1' } }],
    });
  });

  test.each(THROTTLES)('under $name has no result yet and comes again', async (throttle) => {
    dynamodb.on(PutCommand, { TableName: 'receivables' }).rejects(throttle);
    expect(failures(await settle(sqsEvent(command), CONTEXT))).toEqual(['m0']);
    expect(dynamodb.commandCalls(PutCommand, { TableName: 'files' })).toHaveLength(0);
  });

  test('with a row that is no receivable registers none of them', async () => {
    const rows = [BILL, { ...BILL, faceCents: -1 }];
    expect(failures(await settle(sqsEvent({ ...command, rows }), CONTEXT))).toEqual(['m0']);
    expect(dynamodb.commandCalls(PutCommand)).toHaveLength(0);
  });
});

describe('a command to undo a file', () => {
  const command = {
    command: 'step-file',
    id: 'c1',
    what: 'undo',
    file: 'f1',
    by: 'ana',
    reason: 'A wrong upload.',
  };
  const record = {
    pk: 'FILE#f1',
    id: 'f1',
    name: 'a.ret',
    chunks: 2,
    company: 'aguas',
    agreement: 'bb',
    sums: NO_SUMS,
  };

  test('sends each chunk on its way, with who, why and when', async () => {
    dynamodb.on(GetCommand).resolves({ Item: { ...record, status: 'processed', processedAt: AT } });
    sqs.on(SendMessageBatchCommand).resolves({});
    expect(failures(await settle(sqsEvent(command), CONTEXT))).toEqual([]);
    const [batch] = sqs.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input);
    const step = { step: 2, what: 'undo', by: 'ana', reason: 'A wrong upload.', at: AT };
    expect(batch?.Entries?.map(({ MessageBody = '' }) => JSON.parse(MessageBody))).toEqual([
      { ...chunkOf('f1'), chunks: 2, step },
      { ...chunkOf('f1'), chunk: 2, chunks: 2, step },
    ]);
    const result = dynamodb.commandCalls(PutCommand, { TableName: 'files' })[0]?.args[0].input.Item;
    expect(result).toMatchObject({ pk: 'COMMAND#c1', counts: { begun: 1 }, problems: [] });
  });

  test('that is still being settled keeps a problem and sends nothing', async () => {
    dynamodb.on(GetCommand).resolves({ Item: { ...record, status: 'released' } });
    expect(failures(await settle(sqsEvent(command), CONTEXT))).toEqual([]);
    expect(sqs.commandCalls(SendMessageBatchCommand)).toEqual([]);
    expect(dynamodb.commandCalls(PutCommand, { TableName: 'files' })[0]?.args[0].input.Item).toMatchObject({
      problems: [{ code: 'file.still-settling' }],
    });
  });
});

test('no payer is in any line of the log, in an event, or in what is kept in a table', async () => {
  const unmatched = { ...ENTRY, nossoNumero: '999', offset: 960 };
  ledger['entries/f1/000001.ndjson'] += `${JSON.stringify(unmatched)}\n`;
  sns.on(PublishBatchCommand).rejectsOnce(new Error('down')).resolves({});
  const poison = { ...chunkOf('f2'), file: 7, payer: PERSON };
  await settle(sqsEvent(chunkOf('f1'), poison), CONTEXT);
  await settle(sqsEvent(chunkOf('f1')), CONTEXT);
  expect(logs.text()).toContain('A message failed');
  expect(logs.text()).toContain('A chunk is settled.');
  expect(published().map(({ type }) => type)).toContain('exception.opened');
  expect(personIn(logs.text())).toEqual([]);
  expect(personIn(JSON.stringify(published()))).toEqual([]);
  expect(personIn(JSON.stringify(dynamodb.calls().map(({ args }) => args[0].input)))).toEqual([]);
  expect(personIn(ledger['outcomes/f1/000001.ndjson'] ?? PERSON.name)).toEqual([]);
});
