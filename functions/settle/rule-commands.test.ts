import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { BatchGetCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { linkKey, nextLink, outcomesKey, resolutionKey } from '@baixa/audit';
import { fixedClock } from '@baixa/core';
import { type EntryOutcome, exceptionIdOf, newReceivable } from '@baixa/settlement';
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
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aws, mocks, noSuchKey, object, resetMocks } from '../test-support/aws.ts';
import { CONTEXT, failures, sqsEvent } from '../test-support/events.ts';
import { capturedLogs } from '../test-support/logs.ts';
import { create } from './handler.ts';

const AT = '2026-03-26T12:00:00.000Z';
const { dynamodb, s3, sns, sqs } = mocks;
const files = { client: aws.dynamodb, name: 'files' };
const contracts = { client: aws.dynamodb, name: 'contracts' };
const place = { s3: aws.s3, bucket: 'the-ledger', chains: { client: aws.dynamodb, name: 'chains' } };
const settle = create({
  receivables: receivableStore({ client: aws.dynamodb, name: 'receivables' }),
  pixPayments: pixPaymentStore({ client: aws.dynamodb, name: 'pix' }),
  ledger: s3Ledger(place),
  past: pastLedger(place),
  exceptions: exceptionStore(files),
  acordos: acordoStore(files),
  files: fileStore(files),
  commands: commandStore(files),
  chunks: sqsChunkQueue(aws.sqs, 'the-chunks'),
  agreements: profileStore(contracts),
  learnedRules: learnedRuleStore(contracts),
  publisher: snsPublisher(aws.sns, 'the-topic'),
  sendCommand: (body) => sendAll(aws.sqs, 'the-commands', [body]),
  replayLinks: 1,
  clock: fixedClock(AT),
});

const BB = { pk: 'PROFILE', sk: 'AGREEMENT#bb', id: 'bb', company: 'aguas', tolerance: { cents: 0 } };
const bill = (id: string, seuNumero: string) => ({
  ...{ id, company: 'aguas', account: id, identifiers: { seuNumero } },
  ...{ faceCents: 100_00, dueOn: '2026-03-25' },
});
const LEARN = { command: 'learn-rule', id: 'c1', company: 'aguas', by: 'joana', reason: 'They write XX.' };

let ledger: Record<string, string>;
let items: Record<string, object>;
let rules: Record<string, object>;
let results: Record<string, object>;
let queue: string[];
let sending: () => void;
let logs: ReturnType<typeof capturedLogs>;

/** Puts an object and its link into the ledger. */
function write(key: string, text: string): void {
  ledger[key] = text;
  const link = nextLink('agreements/bb', ledger.head, key, 'a'.repeat(64));
  ledger[linkKey('agreements/bb', key)] = link;
  ledger.head = link;
}

/** A settled file of one payment that matched nothing. */
function unmatched(file: string, companyUse: string): EntryOutcome {
  const entry = {
    line: 3,
    offset: 480,
    kind: 'payment',
    reasons: [],
    companyUse,
    paidCents: 100_00,
    paidOn: '2026-03-25',
  };
  ledger[`entries/${file}/000001.ndjson`] = `${JSON.stringify(entry)}\n`;
  const outcome: EntryOutcome = {
    ...{ company: 'aguas', agreement: 'bb', file, chunk: 1, line: 3, offset: 480, key: `${file}:480` },
    ...{ kind: 'payment', outcome: 'unmatched', movedCents: 100_00, appliedCents: 0, unappliedCents: 100_00 },
    ...{ on: '2026-03-25', at: AT },
  };
  write(outcomesKey(file, 1), `${JSON.stringify(outcome)}\n`);
  items[`FILE#${file}`] = {
    pk: `FILE#${file}`,
    id: file,
    name: `${file}.ret`,
    status: 'processed',
    chunks: 1,
  };
  items[`EXCEPTION#${idOf(file)}`] = { pk: `EXCEPTION#${idOf(file)}`, openedAt: AT, detail: outcome };
  return outcome;
}
const idOf = (file: string) => exceptionIdOf('aguas', `${file}:480`);

function settledByAPerson(file: string, receivable: string): void {
  const outcome = JSON.parse(ledger[outcomesKey(file, 1)] ?? '');
  const given = { ...outcome, outcome: 'settled', matchedBy: 'operator', receivable: { id: receivable } };
  const resolution = { how: 'settled', by: 'maria', reason: 'So it is.', at: AT, outcomes: [given] };
  write(resolutionKey(idOf(file)), JSON.stringify(resolution));
  items[`EXCEPTION#${idOf(file)}`] = { ...items[`EXCEPTION#${idOf(file)}`], resolution };
}

beforeEach(() => {
  resetMocks();
  logs = capturedLogs();
  [ledger, rules, results, queue] = [{}, {}, {}, []];
  sending = () => undefined;
  items = Object.fromEntries(
    [bill('F1', '4711'), bill('F2', '4712'), bill('F3', '4713')].flatMap((one) => {
      const { version, status, movements } = newReceivable(one);
      const keys = [`R#aguas#${one.id}`, `ALIAS#aguas#seu#${one.identifiers.seuNumero}`];
      return [
        [keys[0], { pk: keys[0], ...one, state: { version, status, movements } }],
        [keys[1], { pk: keys[1], ids: new Set([one.id]) }],
      ];
    }),
  );
  s3.on(GetObjectCommand).callsFake(async ({ Key }) => {
    if (ledger[Key] === undefined) throw noSuchKey();
    return object(ledger[Key]);
  });
  s3.on(PutObjectCommand).resolves({});
  sns.on(PublishBatchCommand).resolves({});
  dynamodb.on(QueryCommand).resolves({ Items: [] });
  dynamodb
    .on(QueryCommand, { TableName: 'contracts' })
    .callsFake(async () => ({ Items: [BB, ...Object.values(rules)] }));
  dynamodb.on(GetCommand, { TableName: 'chains' }).callsFake(async () => ({ Item: { link: ledger.head } }));
  dynamodb.on(GetCommand, { TableName: 'files' }).callsFake(async ({ Key }) => ({ Item: items[Key.pk] }));
  dynamodb.on(BatchGetCommand).callsFake(async ({ RequestItems }) => ({
    Responses: Object.fromEntries(
      Object.entries(RequestItems as Record<string, { Keys: { pk: string }[] }>).map(([name, { Keys }]) => [
        name,
        Keys.map(({ pk }) => items[pk]).filter((item) => item !== undefined),
      ]),
    ),
  }));
  dynamodb.on(UpdateCommand).resolves({});
  dynamodb.on(PutCommand, { TableName: 'contracts' }).callsFake(async ({ Item }) => {
    rules[Item.sk] = Item;
    return {};
  });
  dynamodb.on(PutCommand, { TableName: 'files' }).callsFake(async ({ Item }) => {
    results[Item.pk] ??= Item;
    return {};
  });
  sqs.on(SendMessageBatchCommand).callsFake(async ({ QueueUrl, Entries }) => {
    expect(QueueUrl).toBe('the-commands');
    sending();
    queue.push(...Entries.map(({ MessageBody }: { MessageBody: string }) => MessageBody));
    return {};
  });
});
afterEach(() => vi.restoreAllMocks());

/** Works the queue off; gives how many messages that took. */
async function work(...messages: object[]): Promise<number> {
  queue.push(...messages.map((message) => JSON.stringify(message)));
  for (let count = 0; ; count++) {
    const body = queue.shift();
    if (body === undefined) return count;
    expect(failures(await settle(sqsEvent(JSON.parse(body)), CONTEXT))).toEqual([]);
  }
}

test('a rule is learned in message after message, and has its result at the end', async () => {
  unmatched('f1', 'XX4711');
  settledByAPerson('f1', 'F1');
  unmatched('f2', 'XX9999');
  const messages = await work({ ...LEARN, exception: idOf('f1') });
  expect(messages).toBe(6);
  const counts = { learned: 1, entries: 2, agreed: 1, wouldFind: 0, retried: 0 };
  expect(results).toMatchObject({ 'COMMAND#c1': { counts, problems: [] } });
  const learned = {
    by: 'joana',
    exception: idOf('f1'),
    receivable: 'F1',
    command: 'c1',
    replay: { upToLink: 3 },
  };
  expect(Object.values(rules)).toMatchObject([
    { agreement: 'bb', what: { kind: 'number', column: 'companyUse', skip: 2 }, learned },
  ]);
  expect(logs.text()).toContain('A part of the ledger was replayed for a rule.');
});

test('a message that fails comes again, and goes on from where it began', async () => {
  unmatched('f1', 'XX4711');
  settledByAPerson('f1', 'F1');
  sending = () => {
    sending = () => undefined;
    throw new Error('down');
  };
  const learn = { ...LEARN, exception: idOf('f1') };
  expect(failures(await settle(sqsEvent(learn), CONTEXT))).toEqual(['m0']);
  await work(learn);
  expect(results).toMatchObject({ 'COMMAND#c1': { counts: { learned: 1, entries: 1, agreed: 1 } } });
});

test('a contradiction far back refuses the rule, and nothing is kept but the result', async () => {
  unmatched('f0', 'XX4712');
  settledByAPerson('f0', 'F3');
  unmatched('f1', 'XX4711');
  settledByAPerson('f1', 'F1');
  await work({ ...LEARN, exception: idOf('f1') });
  expect(rules).toEqual({});
  expect(results).toMatchObject({
    'COMMAND#c1': {
      counts: {},
      problems: [{ code: 'rule.contradicts', where: { file: 'f0.ret', line: 3 } }],
    },
  });
});

test('a rule is forgotten, and one that is not there is a problem', async () => {
  unmatched('f1', 'XX4711');
  settledByAPerson('f1', 'F1');
  await work({ ...LEARN, exception: idOf('f1') });
  const [rule] = Object.values(rules) as { id: string }[];
  const forget = { command: 'forget-rule', by: 'rita', reason: 'No.' };
  await work({ ...forget, id: 'c2', rule: rule?.id }, { ...forget, id: 'c3', rule: 'none' });
  expect(Object.values(rules)).toMatchObject([{ forgotten: { by: 'rita', reason: 'No.', at: AT } }]);
  expect(results).toMatchObject({
    'COMMAND#c2': { counts: { forgotten: 1 }, problems: [] },
    'COMMAND#c3': { counts: {}, problems: [{ code: 'rule.unknown' }] },
  });
});
