import { DeleteCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { test } from 'vitest';
import { KEYS } from './arbitraries.ts';
import { type Both, RUNS, TABLES } from './both.ts';

/** Each example has a partition of its own. */
let examples = 0;

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

/** Both engines give the same items in the same order, in the same pages, also when the item a page ended at has gone. */
export function readsAreTheSame(both: () => Both): void {
  test('to queries, page by page, and to scans', async () => {
    const aQuery = fc.record({
      range: aRange,
      Limit: fc.constantFrom(undefined, 1, 2, 3),
      ScanIndexForward: fc.boolean(),
      filtered: fc.boolean(),
      removed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(aSortKey),
        fc.array(aQuery, { minLength: 1, maxLength: 4 }),
        async (sortKeys, queries) => {
          const pk = `s${++examples}`;
          for (const [index, sk] of sortKeys.entries())
            await both().dynamodb(
              () => new PutCommand({ TableName: TABLES.sorted, Item: { pk, sk, n: index } }),
            );
          for (const { range, Limit, ScanIndexForward, filtered, removed } of queries)
            await both().pages(
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
              removed ? (Key) => new DeleteCommand({ TableName: TABLES.sorted, Key }) : undefined,
            );
          await both().sorted(
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
        fc.boolean(),
        async (entries, ScanIndexForward, removed) => {
          const example = `i${++examples}`;
          for (const { id, list, day } of entries)
            await both().dynamodb(
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
            await both().pages(
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
              removed ? ({ pk }) => new DeleteCommand({ TableName: TABLES.listed, Key: { pk } }) : undefined,
            );
        },
      ),
      RUNS,
    );
  });
}
