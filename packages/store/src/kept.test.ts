import { GetObjectCommand } from '@aws-sdk/client-s3';
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { newReceivable } from '@baixa/settlement';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { caseBook, commandStore, profileStore, receivableStore, s3Inbox } from './index.ts';
import { documents, refusal, s3, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
const bucket = mockClient(s3);
beforeEach(() => {
  dynamodb.reset();
  bucket.reset();
});
const BILL = {
  id: 'F1',
  company: 'aguas',
  account: '100',
  identifiers: { agreement: 'bb', nossoNumero: '12' },
  faceCents: 1,
  dueOn: '2026-03-25',
};

test('a registration that is refused files nothing under its own identifiers', async () => {
  dynamodb.on(UpdateCommand).resolves({});
  dynamodb.on(PutCommand).rejects(refusal({ pk: 'R#aguas#F1', ...newReceivable(BILL) }));
  await receivableStore(table).register({
    ...BILL,
    account: '200',
    identifiers: { agreement: 'bb', nossoNumero: '99' },
  });
  const filed = dynamodb.commandCalls(UpdateCommand).map(({ args }) => args[0].input.Key?.pk);
  expect(filed).not.toContain('ALIAS#aguas#nosso#bb#99');
  expect(filed).not.toContain('ACCOUNT#aguas#200');
});

test('a command keeps the first result by which something was done', async () => {
  dynamodb.on(PutCommand).resolves({});
  await commandStore(table).finish({
    id: 'x',
    counts: { registered: 0, unchanged: 2 },
    problems: [],
    at: 'now',
  });
  expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
    ConditionExpression: 'attribute_not_exists(pk) OR size(counts) = :none',
    ExpressionAttributeValues: { ':none': 0 },
  });
});

test('a result is given without its key', async () => {
  dynamodb.on(GetCommand).resolves({ Item: { pk: 'COMMAND#x', id: 'x' } });
  expect(await commandStore(table).find('x')).not.toHaveProperty('pk');
});

test('a version that is gone is a missing object', async () => {
  bucket
    .on(GetObjectCommand)
    .rejects(Object.assign(new Error('The specified version does not exist.'), { name: 'NoSuchVersion' }));
  expect(await s3Inbox(s3).open({ bucket: 'b', key: 'k', versionId: 'v' })).toBeUndefined();
});

test('a big profile is applied whole or not at all', async () => {
  const agreements = Array.from({ length: 150 }, (_, i) => ({
    id: `a${i}`,
    company: 'aguas',
    bank: '001',
    code: String(i),
    tolerance: { cents: 0 },
  }));
  // The last one, which the second transaction would write, already belongs to somebody else.
  dynamodb.on(QueryCommand).resolves({ Items: [{ ...agreements[149], company: 'escola' }] });
  const problems = await profileStore(table).apply(
    { companies: [], agreements, contracts: [] },
    '2026-03-26',
  );
  expect(problems).toMatchObject([{ code: 'profile.company-changed', where: { path: 'agreement a149' } }]);
  expect(dynamodb.commandCalls(TransactWriteCommand)).toHaveLength(0);
});

test('an account is never taken for another whose name begins with its own', async () => {
  dynamodb.on(QueryCommand).resolves({
    Items: [{ pk: 'x', sk: 'CASE#1#2#2026-01-13', account: '1#2', noticeGeneratedOn: '2026-01-13' }],
  });
  const book = caseBook(table, async () => () => ({ windowDays: 67, paymentTermDays: 5 }));
  await book.casesOf('c1', '1#2');
  const [asked] = dynamodb.commandCalls(QueryCommand);
  expect(asked?.args[0].input.ExpressionAttributeValues).toMatchObject({ ':from': 'CASE#1%232#' });
});
