import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Agreement, contractSchema, type Profile } from '@baixa/profile';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { caseStore, debtStore } from './collection-ports.ts';
import { commandStore } from './commands.ts';
import { profileStore } from './profiles.ts';
import { cancelled, documents, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => {
  dynamodb.reset();
  dynamodb.on(QueryCommand).resolves({ Items: [] });
});
const store = profileStore(table);
const TODAY = '2026-03-26';
const BB: Agreement = { id: 'bb', company: 'aguas', bank: '001', code: '1', tolerance: { cents: 5 } };
const CONTRACT = contractSchema.parse({
  ...{ id: 'c1', company: 'aguas', contractor: 'Cobra Bem', start: '2026-01-01', measuredValueCents: 1 },
  ...{ targets: { mrep: '80', msex: '95' }, criticality: { leak: 3 } },
});
const profile: Profile = {
  companies: [{ id: 'aguas', name: 'Águas' }],
  agreements: [BB],
  contracts: [],
};

test('a profile is written in one transaction, in which no agreement may change its company', async () => {
  dynamodb.on(TransactWriteCommand).resolves({});
  expect(await store.apply(profile, TODAY)).toEqual([]);
  expect(dynamodb.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems).toEqual([
    {
      Put: {
        TableName: 'the-table',
        Item: { pk: 'PROFILE', sk: 'COMPANY#aguas', id: 'aguas', name: 'Águas' },
      },
    },
    {
      Put: {
        TableName: 'the-table',
        Item: { pk: 'PROFILE', sk: 'AGREEMENT#bb', ...BB },
        ConditionExpression: 'attribute_not_exists(pk) OR company = :company',
        ExpressionAttributeValues: { ':company': 'aguas' },
      },
    },
  ]);
});

test('an agreement that belongs to another company is a problem that names it', async () => {
  dynamodb.on(TransactWriteCommand).rejects(cancelled('None', 'ConditionalCheckFailed'));
  expect(await store.apply(profile, TODAY)).toMatchObject([
    { code: 'profile.company-changed', where: { path: 'agreement bb' } },
  ]);
});

/** Applies a contract with another payment term over one that stands. */
async function applyOver(caseOfShard: object[]) {
  dynamodb.on(TransactWriteCommand).resolves({});
  dynamodb
    .on(QueryCommand)
    .callsFake(async ({ ExpressionAttributeValues: { ':prefix': prefix } }) =>
      prefix === 'CONTRACT#'
        ? { Items: [{ pk: 'PROFILE', sk: 'CONTRACT#c1', ...CONTRACT }] }
        : { Items: prefix === undefined ? caseOfShard : [] },
    );
  const contracts = [{ ...CONTRACT, paymentTermDays: 0 }];
  const problems = await store.apply({ ...profile, contracts }, TODAY);
  const written = dynamodb.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];
  return { problems, contract: written.find(({ Put }) => Put?.Item?.sk === 'CONTRACT#c1')?.Put?.Item };
}

test('the cases that a contract has keep their terms when it is applied with others, and that is told', async () => {
  const { problems, contract } = await applyOver([{ pk: 'c1#0', sk: 'CASE#100#2026-03-01' }]);
  expect(contract).toMatchObject({ paymentTermDays: 0, earlier: [{ paymentTermDays: 5, until: TODAY }] });
  expect(problems).toMatchObject([
    { code: 'profile.terms-hold-later', severity: 'warning', where: { path: 'contract c1' } },
  ]);
  expect(problems[0]?.message).toContain('opened from 2026-03-27');
});

test('the terms of a contract without a case hold from its first day', async () => {
  const { problems, contract } = await applyOver([]);
  expect(contract).toMatchObject({ paymentTermDays: 0 });
  expect(contract?.earlier).toBeUndefined();
  expect(problems).toEqual([]);
});

test('a transaction cancelled for any other reason is thrown', async () => {
  const throttled = cancelled('None', 'ThrottlingError');
  dynamodb.on(TransactWriteCommand).rejects(throttled);
  await expect(store.apply(profile, TODAY)).rejects.toBe(throttled);
});

test('the rules of an agreement are its company and tolerance, read page after page', async () => {
  dynamodb
    .on(QueryCommand)
    .resolvesOnce({
      Items: [{ pk: 'PROFILE', sk: 'x', ...BB, id: 'aa' }],
      LastEvaluatedKey: { pk: 'PROFILE' },
    })
    .resolves({ Items: [{ pk: 'PROFILE', sk: 'AGREEMENT#bb', ...BB }] });
  expect(await store.rulesOf('bb')).toEqual({ id: 'bb', company: 'aguas', tolerance: { cents: 5 } });
  expect(await store.rulesOf('nobody')).toBeUndefined();
  expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': 'PROFILE', ':prefix': 'AGREEMENT#bb' },
  });
});

test('a case of a contract that no profile has is not written', async () => {
  dynamodb.on(QueryCommand).resolves({ Items: [] });
  const change = { contract: 'c9', account: '1', cases: [], firstOpenCycle: 1 };
  await expect(caseStore(table).saveAccount(change)).rejects.toThrow('No profile has contract c9.');
  expect(dynamodb.commandCalls(TransactWriteCommand)).toHaveLength(0);
});

test('what an account owes is read as it stands at this moment', async () => {
  dynamodb
    .on(BatchGetCommand)
    .resolvesOnce({ Responses: { 'the-table': [{ pk: 'ACCOUNT#aguas#100', ids: new Set(['F1']) }] } })
    .resolvesOnce({ Responses: { 'the-table': [{ pk: 'R#aguas#F1', id: 'F1' }] } });
  expect(await debtStore(table).ofAccount('aguas', '100')).toEqual([{ id: 'F1' }]);
  for (const { args } of dynamodb.commandCalls(BatchGetCommand))
    expect(args[0].input.RequestItems?.['the-table']?.ConsistentRead).toBe(true);
});

test("a command's result is kept under its id", async () => {
  const commands = commandStore(table);
  const result = { id: 'x1', counts: { registered: 2 }, problems: [], at: '2026-03-26T12:00:00.000Z' };
  dynamodb.on(PutCommand).resolves({});
  dynamodb
    .on(GetCommand)
    .resolvesOnce({ Item: { pk: 'COMMAND#x1', ...result } })
    .resolves({});
  await commands.finish(result);
  expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input.Item).toEqual({ pk: 'COMMAND#x1', ...result });
  expect(await commands.find('x1')).toMatchObject(result);
  expect(await commands.find('x2')).toBeUndefined();
});
