import '../quiet.ts';
import {
  BatchExecuteStatementCommand,
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aClause, aCondition, anItem, anUpdate, KEYS, type Part } from './contract-arbitraries.ts';
import { type Both, startBoth, TABLES } from './contract-both.ts';

/**
 * DynamoDB in memory answers as the engine of the local cloud does, to whatever packages/store may ask of it: the same
 * items, pages and attributes, the same errors with the same reasons, one request after the other.
 */
const START_MS = 300_000;
let both: Both;
beforeAll(async () => {
  both = await startBoth();
}, START_MS);
afterAll(() => both.stop());

/** Each example has keys of its own. */
let examples = 0;
const RUNS = { numRuns: Number(process.env.RUNS ?? 40) };
const NONE = { ExpressionAttributeNames: undefined, ExpressionAttributeValues: undefined };

/** A write of an item, conditional or not, as a part of a transaction has it. */
const writeWith = (change: fc.Arbitrary<Part>) => {
  const common = { key: fc.constantFrom(...KEYS), on: aCondition };
  return fc.oneof(
    fc.record({ ...common, kind: fc.constant('Put' as const), item: anItem }),
    fc.record({ ...common, kind: fc.constant('Update' as const), change }),
    fc.record({ ...common, kind: fc.constant('Delete' as const) }),
  );
};
const aWrite = writeWith(anUpdate);
type Write = typeof aWrite extends fc.Arbitrary<infer T> ? T : never;

function inputOf(write: Write, example: string, extra: object = {}): never {
  const key = { pk: `${example}#${write.key}` };
  const parts: (Part | undefined)[] = [write.on, 'change' in write ? write.change : undefined];
  const merged = (what: 'names' | 'values') => {
    const all = Object.assign({}, ...parts.map((part) => part?.[what] ?? {}));
    return Object.keys(all).length === 0 ? undefined : all;
  };
  return {
    TableName: TABLES.plain,
    ...NONE,
    ...(write.kind === 'Put' ? { Item: { ...key, ...write.item } } : { Key: key }),
    ...('change' in write ? { UpdateExpression: write.change.expression } : {}),
    ...(write.on === undefined ? {} : { ConditionExpression: write.on.expression }),
    ExpressionAttributeNames: merged('names'),
    ExpressionAttributeValues: merged('values'),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...extra,
  } as never;
}

async function writeOne(write: Write, example: string): Promise<void> {
  await both.dynamodb(() => {
    if (write.kind === 'Put') return new PutCommand(inputOf(write, example));
    if (write.kind === 'Delete') return new DeleteCommand(inputOf(write, example));
    return new UpdateCommand(inputOf(write, example, { ReturnValues: 'ALL_NEW' }));
  });
}

const readAll = (example: string) =>
  both.dynamodb(
    () =>
      new BatchGetCommand({
        RequestItems: { [TABLES.plain]: { Keys: KEYS.map((key) => ({ pk: `${example}#${key}` })) } },
      }),
  );

describe('DynamoDB in memory answers as the local engine', () => {
  test('to single writes, conditional or not, and to reads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aWrite, { minLength: 5, maxLength: 15 }), async (writes) => {
        const example = `w${++examples}`;
        for (const write of writes) await writeOne(write, example);
        await both.dynamodb(
          () => new GetCommand({ TableName: TABLES.plain, Key: { pk: `${example}#${KEYS[0]}` } }),
        );
        await readAll(example);
      }),
      RUNS,
    );
  });

  test('to transactions', async () => {
    // Two clauses that touch one place cancel the local engine's transaction, where DynamoDB refuses the request.
    const aTransaction = fc.array(writeWith(aClause), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(aTransaction, { minLength: 2, maxLength: 6 }), async (transactions) => {
        const example = `t${++examples}`;
        for (const writes of transactions) {
          const TransactItems = writes.map((write) => ({ [write.kind]: inputOf(write, example) }));
          await both.dynamodb(() => new TransactWriteCommand({ TransactItems } as never));
        }
        await readAll(example);
      }),
      RUNS,
    );
  });

  test('to batches of PartiQL statements, each done or refused by itself', async () => {
    const aSign = fc.constantFrom('=', '<', '>=', '<>');
    const aStatement = fc.record({
      key: fc.constantFrom(...KEYS, 'none'),
      version: fc.integer({ min: 1, max: 3 }),
      sign: aSign,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(aStatement, { minLength: 1, maxLength: 3, selector: ({ key }) => key }), {
          minLength: 1,
          maxLength: 5,
        }),
        async (batches) => {
          const example = `q${++examples}`;
          for (const key of KEYS)
            await both.dynamodb(
              () =>
                new PutCommand({
                  TableName: TABLES.plain,
                  Item: { pk: `${example}#${key}`, state: { version: 1, list: [1] } },
                }),
            );
          for (const statements of batches)
            await both.dynamodb(
              () =>
                new BatchExecuteStatementCommand({
                  Statements: statements.map(({ key, version, sign }) => ({
                    Statement: `UPDATE "${TABLES.plain}" SET "state" = ? WHERE "pk" = ? AND "state"."version" ${sign} ?`,
                    Parameters: [{ version: version + 1, list: [key] }, `${example}#${key}`, version],
                  })),
                }),
            );
          await readAll(example);
        },
      ),
      RUNS,
    );
  });

  // The local engine looks for the beginning of a key whatever its case, and DynamoDB does not: no key is in small letters.
  const aSortKey = fc.constantFrom('A#1', 'A#2', 'A#10', 'B#1', 'B#~', 'C', 'Ç', 'D');
  const aRange = fc.oneof(
    fc.constant({ expression: 'pk = :pk', values: {} }),
    fc.record({ ':sk': aSortKey }).map((values) => ({ expression: 'pk = :pk AND sk >= :sk', values })),
    fc.record({ ':sk': aSortKey }).map((values) => ({ expression: 'pk = :pk AND sk = :sk', values })),
    fc
      .record({ ':sk': fc.constantFrom('A', 'A#1', 'B#', 'X') })
      .map((values) => ({ expression: 'pk = :pk AND begins_with(sk, :sk)', values })),
    fc.tuple(aSortKey, aSortKey).map(([a, b]) => ({
      expression: 'pk = :pk AND sk BETWEEN :a AND :b',
      values: { ':a': a, ':b': b },
    })),
  );

  test('to queries, page by page, and to scans', async () => {
    const aQuery = fc.record({
      range: aRange,
      Limit: fc.constantFrom(undefined, 1, 2, 3),
      ScanIndexForward: fc.boolean(),
      filtered: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(aSortKey),
        fc.array(aQuery, { minLength: 1, maxLength: 4 }),
        async (sortKeys, queries) => {
          const pk = `s${++examples}`;
          for (const [index, sk] of sortKeys.entries())
            await both.dynamodb(
              () => new PutCommand({ TableName: TABLES.sorted, Item: { pk, sk, n: index } }),
            );
          for (const { range, Limit, ScanIndexForward, filtered } of queries)
            await both.pages(
              (ExclusiveStartKey) =>
                new QueryCommand({
                  TableName: TABLES.sorted,
                  KeyConditionExpression: range.expression,
                  ExpressionAttributeValues: { ':pk': pk, ...range.values, ...(filtered ? { ':n': 2 } : {}) },
                  ...(filtered ? { FilterExpression: 'n < :n' } : {}),
                  ScanIndexForward,
                  ConsistentRead: true,
                  Limit,
                  ExclusiveStartKey,
                }),
            );
          await both.sorted(
            () =>
              new ScanCommand({
                TableName: TABLES.sorted,
                FilterExpression: 'begins_with(pk, :pk)',
                ExpressionAttributeValues: { ':pk': pk },
              }),
          );
        },
      ),
      RUNS,
    );
  });

  test('to queries of an index that holds the keys of what is listed', async () => {
    const anEntry = fc.record({
      id: fc.constantFrom(...KEYS),
      list: fc.constantFrom('x', 'y', undefined),
      day: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anEntry, { selector: ({ day }) => day }),
        fc.boolean(),
        async (entries, ScanIndexForward) => {
          const example = `i${++examples}`;
          for (const { id, list, day } of entries)
            await both.dynamodb(
              () =>
                new PutCommand({
                  TableName: TABLES.listed,
                  Item: {
                    pk: `${example}#${id}`,
                    list: list && `${example}#${list}`,
                    listedAt: `2024-01-0${day}`,
                    more: 1,
                  },
                }),
            );
          for (const list of ['x', 'y'])
            await both.pages(
              (ExclusiveStartKey) =>
                new QueryCommand({
                  TableName: TABLES.listed,
                  IndexName: 'listed',
                  KeyConditionExpression: '#list = :list',
                  ExpressionAttributeNames: { '#list': 'list' },
                  ExpressionAttributeValues: { ':list': `${example}#${list}` },
                  ScanIndexForward,
                  Limit: 2,
                  ExclusiveStartKey,
                }),
            );
        },
      ),
      RUNS,
    );
  });

  const wrong: [string, () => object][] = [
    [
      'a value that no expression uses',
      () =>
        new UpdateCommand({
          TableName: TABLES.plain,
          Key: { pk: 'x' },
          UpdateExpression: 'SET n = :n',
          ExpressionAttributeValues: { ':n': 1, ':m': 2 },
        }),
    ],
    [
      'a value that is not given',
      () => new UpdateCommand({ TableName: TABLES.plain, Key: { pk: 'x' }, UpdateExpression: 'SET n = :n' }),
    ],
    [
      'a name that is not given',
      () =>
        new UpdateCommand({
          TableName: TABLES.plain,
          Key: { pk: 'x' },
          UpdateExpression: 'SET #n = :n',
          ExpressionAttributeValues: { ':n': 1 },
        }),
    ],
    [
      'a change of the key',
      () =>
        new UpdateCommand({
          TableName: TABLES.plain,
          Key: { pk: 'x' },
          UpdateExpression: 'SET pk = :n',
          ExpressionAttributeValues: { ':n': 'y' },
        }),
    ],
    [
      'an expression that is cut off',
      () => new UpdateCommand({ TableName: TABLES.plain, Key: { pk: 'x' }, UpdateExpression: 'SET n =' }),
    ],
    [
      'two changes of one place',
      () =>
        new UpdateCommand({
          TableName: TABLES.plain,
          Key: { pk: 'x' },
          UpdateExpression: 'SET n = :n, n = :n',
          ExpressionAttributeValues: { ':n': 1 },
        }),
    ],
    [
      'a place in what is not there',
      () =>
        new UpdateCommand({
          TableName: TABLES.plain,
          Key: { pk: 'nobody' },
          UpdateExpression: 'SET m.x = :n',
          ExpressionAttributeValues: { ':n': 1 },
        }),
    ],
    ['an item without its key', () => new PutCommand({ TableName: TABLES.plain, Item: { n: 1 } })],
    ['a key with too much', () => new GetCommand({ TableName: TABLES.plain, Key: { pk: 'x', sk: 'y' } })],
    ['an empty key', () => new GetCommand({ TableName: TABLES.plain, Key: { pk: '' } })],
    ['a table that is not there', () => new GetCommand({ TableName: 'nowhere', Key: { pk: 'x' } })],
    [
      'a key asked for twice',
      () => new BatchGetCommand({ RequestItems: { [TABLES.plain]: { Keys: [{ pk: 'x' }, { pk: 'x' }] } } }),
    ],
    [
      'a transaction that touches an item twice',
      () =>
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName: TABLES.plain, Item: { pk: 'x' } } },
            { Delete: { TableName: TABLES.plain, Key: { pk: 'x' } } },
          ],
        }),
    ],
    [
      'a consistent read of an index',
      () =>
        new QueryCommand({
          TableName: TABLES.listed,
          IndexName: 'listed',
          ConsistentRead: true,
          KeyConditionExpression: '#l = :l',
          ExpressionAttributeNames: { '#l': 'list' },
          ExpressionAttributeValues: { ':l': 'x' },
        }),
    ],
  ];
  test.each(wrong)('which refuses %s', async (_, command) => {
    const reply = await both.dynamodb(command as never);
    expect(reply).toHaveProperty('error');
  });
});
