import {
  BatchExecuteStatementCommand,
  BatchGetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import {
  type ChargeRegistration,
  newCharge,
  newReceivable,
  type Receivable,
  type Registration,
} from '@baixa/settlement';
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

/** A receivable as its table has it: what changes stands in one attribute. */
const asItem = ({ version, status, settledOn, movements, ...registration }: Receivable) => ({
  pk: `R#aguas#${registration.id}`,
  ...registration,
  state: { version, status, movements, ...(settledOn === undefined ? {} : { settledOn }) },
});
const statements = () =>
  dynamodb.commandCalls(BatchExecuteStatementCommand).map(({ args }) => args[0].input.Statements ?? []);

test('a receivable is written only if it is as it was read', async () => {
  dynamodb.on(BatchExecuteStatementCommand).resolves({ Responses: [{}] });
  expect(await store.append(PAID)).toEqual({ saved: true });
  expect(dynamodb.calls()).toHaveLength(1);
  expect(statements()).toEqual([
    [
      {
        Statement: 'UPDATE "the-table" SET "state" = ? WHERE "pk" = ? AND "state"."version" = ?',
        Parameters: [asItem(PAID).state, 'R#aguas#F1', 1],
      },
    ],
  ]);
});

test('receivables that are written together go 25 in a request, and each has its own answer', async () => {
  const bills = Array.from({ length: 30 }, (_, index) => ({ ...PAID, id: `F${index}` }));
  dynamodb.on(BatchExecuteStatementCommand).callsFake(async ({ Statements }) => ({
    Responses: Statements.map(({ Parameters }: { Parameters: unknown[] }) =>
      Parameters[1] === 'R#aguas#F7' ? { Error: { Code: 'ConditionalCheckFailed' } } : {},
    ),
  }));
  dynamodb.on(BatchGetCommand).resolves({ Responses: { 'the-table': [asItem({ ...PAID, id: 'F7' })] } });
  const results = await Promise.all(bills.map(store.append));
  expect(statements().map((batch) => batch.length)).toEqual([25, 5]);
  expect(results.flatMap(({ saved }, index) => (saved ? [] : [index]))).toEqual([7]);
});

test('a receivable that is open again has no day', async () => {
  dynamodb.on(BatchExecuteStatementCommand).resolves({ Responses: [{}] });
  const { settledOn: _, ...rest } = PAID;
  await store.append({ ...rest, status: 'open', version: 3 });
  expect(statements()[0]?.[0]?.Parameters?.[0]).not.toHaveProperty('settledOn');
});

test('a receivable that somebody else wrote is read again as it stands at this moment', async () => {
  dynamodb
    .on(BatchExecuteStatementCommand)
    .resolves({ Responses: [{ Error: { Code: 'ConditionalCheckFailed' } }] });
  dynamodb.on(BatchGetCommand).resolves({ Responses: { 'the-table': [asItem(PAID)] } });
  expect(await store.append(PAID)).toEqual({ saved: false, current: PAID });
  const [read] = dynamodb.commandCalls(BatchGetCommand);
  expect(read?.args[0].input.RequestItems?.['the-table']?.ConsistentRead).toBe(true);
});

test('a receivable that is gone is an error, not a conflict to try again', async () => {
  dynamodb
    .on(BatchExecuteStatementCommand)
    .resolves({ Responses: [{ Error: { Code: 'ConditionalCheckFailed' } }] });
  dynamodb.on(BatchGetCommand).resolves({});
  await expect(store.append(PAID)).rejects.toThrow('Receivable F1 of aguas is gone.');
});

test('a statement that is refused for anything but its condition is an error', async () => {
  dynamodb.on(BatchExecuteStatementCommand).resolves({
    Responses: [{ Error: { Code: 'ProvisionedThroughputExceeded', Message: 'slow down' } }],
  });
  await expect(store.append(PAID)).rejects.toThrow(
    'R#aguas#F1 was not written: ProvisionedThroughputExceeded',
  );
});

test('a new receivable stands, and is then filed under its aliases and its account', async () => {
  dynamodb.on(UpdateCommand).resolves({});
  dynamodb.on(PutCommand).resolves({});
  expect(await store.register(BILL)).toEqual({});
  const order = dynamodb.calls().map(({ args }) => {
    const input = args[0].input as { Key?: { pk: string }; Item?: { pk: string } };
    return input.Key?.pk ?? input.Item?.pk;
  });
  expect(order.slice(0, 1)).toEqual(['R#aguas#F1']);
  expect(order.slice(1).sort()).toEqual([
    'ACCOUNT#aguas#100',
    'ALIAS#aguas#nosso#bb#12',
    'ALIAS#aguas#txid#charge1',
  ]);
  expect(dynamodb.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
    UpdateExpression: 'ADD ids :id',
    ExpressionAttributeValues: { ':id': new Set(['F1']) },
  });
  expect(dynamodb.commandCalls(PutCommand)[0]?.args[0].input).toMatchObject({
    Item: { faceCents: 100_00, state: { status: 'open', version: 1, movements: [] } },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
});

test('a crash while it is filed is mended when the same is registered again', async () => {
  dynamodb.on(UpdateCommand).rejectsOnce(new Error('gone')).resolves({});
  dynamodb
    .on(PutCommand)
    .resolvesOnce({})
    .rejects(refusal(asItem(newReceivable(BILL))));
  await expect(store.register(BILL)).rejects.toThrow('gone');
  const before = dynamodb.commandCalls(UpdateCommand).length;
  expect((await store.register(BILL)).existing).toMatchObject({ id: 'F1' });
  expect(dynamodb.commandCalls(UpdateCommand)).toHaveLength(before + 3);
});

test('a collective charge is filed under its identifiers and no account, and is no receivable', async () => {
  const charge: ChargeRegistration = {
    id: 'C1',
    company: 'aguas',
    identifiers: { agreement: 'bb', nossoNumero: '13' },
    faceCents: 300_00,
    dueOn: '2026-03-25',
    covers: [{ receivable: 'F1' }, { receivable: 'F2' }],
  };
  dynamodb.on(UpdateCommand).resolves({});
  dynamodb.on(PutCommand).resolves({});
  await store.register(charge);
  const filed = dynamodb.commandCalls(UpdateCommand).map(({ args }) => args[0].input.Key?.pk);
  expect(filed).toEqual(['ALIAS#aguas#nosso#bb#13']);
  const item = dynamodb.commandCalls(PutCommand)[0]?.args[0].input.Item;
  expect(item).toEqual({ pk: 'R#aguas#C1', ...charge, state: { version: 1, movements: [] } });
  dynamodb.on(BatchGetCommand).resolves({ Responses: { 'the-table': [asItem(PAID), item ?? {}] } });
  expect(await store.load('aguas', ['C1', 'F1'])).toEqual(new Map([['F1', PAID]]));
  expect(await store.loadPayables('aguas', ['C1', 'F1'])).toEqual(
    new Map<string, unknown>([
      ['F1', PAID],
      ['C1', newCharge(charge)],
    ]),
  );
});

test('registering what is there gives what stands', async () => {
  dynamodb.on(UpdateCommand).resolves({});
  dynamodb.on(PutCommand).rejects(refusal(asItem(PAID)));
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
  dynamodb.on(BatchGetCommand).resolves({ Responses: { 'the-table': [asItem(PAID)] } });
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
