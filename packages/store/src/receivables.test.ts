import { BatchGetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { newReceivable, type Receivable, type Registration } from '@baixa/settlement';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { receivableStore } from './receivables.ts';
import { documents, refusal, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => void dynamodb.reset());
const store = receivableStore(table);

const BILL: Registration = {
  id: 'F1',
  company: 'aguas',
  account: '100',
  identifiers: { agreement: 'bb', nossoNumero: '0012', txid: 'charge1' },
  faceCents: 100_00,
  dueOn: '2026-03-25',
};
const PAID: Receivable = {
  ...newReceivable(BILL),
  status: 'settled',
  version: 2,
  settledOn: '2026-03-25',
  movements: [
    {
      key: 'file:0',
      file: 'file',
      line: 1,
      offset: 0,
      outcome: 'settled',
      on: '2026-03-25',
      movedCents: 100_00,
      appliedCents: 100_00,
    },
  ],
};

test('a movement is one write, which holds only if the receivable is as it was read', async () => {
  dynamodb.on(UpdateCommand).resolves({});
  expect(await store.append(PAID)).toEqual({ saved: true });
  expect(dynamodb.calls()).toHaveLength(1);
  expect(dynamodb.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
    TableName: 'the-table',
    Key: { pk: 'R#aguas#F1' },
    UpdateExpression:
      'SET version = :version, #status = :status, movements = list_append(movements, :movement), settledOn = :settledOn',
    ConditionExpression: 'version = :before',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':version': 2,
      ':before': 1,
      ':status': 'settled',
      ':movement': PAID.movements,
      ':settledOn': '2026-03-25',
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
});

test('only the newest movement is sent, and a receivable that is open again loses its day', async () => {
  dynamodb.on(UpdateCommand).resolves({});
  const { settledOn: _, ...rest } = PAID;
  const undone = {
    ...PAID.movements[0]!,
    key: 'file:240',
    outcome: 'reversed' as const,
    appliedCents: -100_00,
  };
  await store.append({ ...rest, status: 'open', version: 3, movements: [...PAID.movements, undone] });
  const { UpdateExpression, ExpressionAttributeValues } =
    dynamodb.commandCalls(UpdateCommand)[0]?.args[0].input ?? {};
  expect(UpdateExpression).toMatch(/ REMOVE settledOn$/);
  expect(ExpressionAttributeValues?.[':movement']).toEqual([undone]);
  expect(ExpressionAttributeValues).not.toHaveProperty(':settledOn');
});

test('a receivable that somebody else wrote is given as it stands', async () => {
  dynamodb.on(UpdateCommand).rejects(refusal({ pk: 'R#aguas#F1', ...PAID }));
  expect(await store.append(PAID)).toEqual({ saved: false, current: PAID });
});

test('a receivable that is gone is an error, not a conflict to try again', async () => {
  dynamodb.on(UpdateCommand).rejects(refusal());
  await expect(store.append(PAID)).rejects.toThrow('Receivable F1 of aguas is gone.');
});

test('a new receivable is filed under its aliases and its account before it stands', async () => {
  dynamodb.on(UpdateCommand).resolves({});
  dynamodb.on(PutCommand).resolves({});
  expect(await store.register(BILL)).toEqual({});
  const order = dynamodb.calls().map(({ args }) => {
    const input = args[0].input as { Key?: { pk: string }; Item?: { pk: string } };
    return input.Key?.pk ?? input.Item?.pk;
  });
  expect(order.slice(0, 3).sort()).toEqual([
    'ACCOUNT#aguas#100',
    'ALIAS#aguas#nosso#bb#12',
    'ALIAS#aguas#txid#charge1',
  ]);
  expect(order.slice(3)).toEqual(['R#aguas#F1']);
  expect(dynamodb.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
    UpdateExpression: 'ADD ids :id',
    ExpressionAttributeValues: { ':id': new Set(['F1']) },
  });
  expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
    Item: { status: 'open', version: 1, movements: [], faceCents: 100_00 },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
});

test('a crash while it is filed leaves no receivable without its aliases', async () => {
  dynamodb.on(UpdateCommand).rejects(new Error('gone'));
  await expect(store.register(BILL)).rejects.toThrow('gone');
  expect(dynamodb.commandCalls(PutCommand)).toHaveLength(0);
});

test('registering what is there gives what stands', async () => {
  dynamodb.on(UpdateCommand).resolves({});
  dynamodb.on(PutCommand).rejects(refusal({ pk: 'R#aguas#F1', ...PAID }));
  expect(await store.register(BILL)).toEqual({ existing: PAID });
});

test("aliases and receivables are read under the company's name only", async () => {
  dynamodb.on(BatchGetCommand).callsFake(({ RequestItems }) => ({
    Responses: {
      'the-table': RequestItems['the-table'].Keys.flatMap(({ pk }: { pk: string }) =>
        pk === 'ALIAS#aguas#txid#charge1' ? [{ pk, ids: new Set(['F2', 'F1']) }] : [],
      ),
    },
  }));
  const found = await store.idsOfAliases('aguas', ['txid#charge1', 'txid#nobody']);
  expect(found).toEqual(new Map([['txid#charge1', ['F1', 'F2']]]));
  expect(await store.idsOfAliases('escola', ['txid#charge1'])).toEqual(new Map());
  expect(await store.idsOfAccount('aguas', '100')).toEqual([]);
});

test('receivables are loaded once each, without their keys; settlement reads eventually, others ask for more', async () => {
  dynamodb.on(BatchGetCommand).resolves({ Responses: { 'the-table': [{ pk: 'R#aguas#F1', ...PAID }] } });
  expect(await store.load('aguas', ['F1', 'F1'])).toEqual(new Map([['F1', PAID]]));
  await receivableStore(table, { consistent: true }).load('aguas', ['F1']);
  const requests = dynamodb
    .commandCalls(BatchGetCommand)
    .map(({ args }) => args[0].input.RequestItems?.['the-table']);
  expect(requests).toEqual([
    { Keys: [{ pk: 'R#aguas#F1' }], ConsistentRead: false },
    { Keys: [{ pk: 'R#aguas#F1' }], ConsistentRead: true },
  ]);
});
