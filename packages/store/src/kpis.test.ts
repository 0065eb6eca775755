import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Row } from '@baixa/kpis';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { kpiBook } from './kpis.ts';
import { documents, refusal, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
const book = kpiBook(table);
const ROWS: Row[] = [
  { day: '2026-03-10', district: 'Centro', measures: { collectedCents: 100_00 } },
  { day: '2026-03-10', dueOn: '2026-03-10', measures: { openCents: -100_00, openBills: -1 } },
];
const TOLD = { company: 'aguas', month: '2026-03', source: 'file:f1/1/1', version: 3, rows: ROWS };
const puts = () => dynamodb.commandCalls(PutCommand).map(({ args }) => args[0].input);
/** What was put is what a query finds. */
const findWhatWasPut = (more: Record<string, unknown> = {}) =>
  dynamodb.on(QueryCommand).resolves({ Items: puts().map(({ Item }) => ({ ...Item, ...more })) });

beforeEach(() => {
  dynamodb.reset();
  dynamodb.on(PutCommand).resolves({});
  dynamodb.on(UpdateCommand).resolves({});
});

describe('what a source told', () => {
  test('is written unless a later version of it stands, and then its month is counted', async () => {
    await book.keep(TOLD);
    expect(puts()).toMatchObject([
      {
        Item: { pk: 'aguas#2026-03', sk: 'TOLD#file:f1/1/1', version: 3 },
        ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
        ExpressionAttributeValues: { ':version': 3 },
      },
    ]);
    expect(dynamodb.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
      Key: { pk: 'aguas', sk: '2026-03' },
      UpdateExpression: 'ADD version :one',
    });
    findWhatWasPut();
    expect(await book.toldOf('aguas', '2026-03')).toEqual(ROWS);
  });

  test('counts its month also where it stands already: a crash may have come between', async () => {
    dynamodb.on(PutCommand).rejects(refusal());
    await book.keep(TOLD);
    expect(dynamodb.commandCalls(UpdateCommand)).toHaveLength(1);
  });
});

describe('the sum of a month', () => {
  const OF = { month: '2026-03', version: 7 };
  test('is read as it was saved, in parts', async () => {
    const rows = Array.from(
      { length: 25_000 },
      (_, index): Row => ({
        day: '2026-03-31',
        district: `${index}`,
        measures: { billedCents: index },
      }),
    );
    await book.saveSum('aguas', OF, rows);
    expect(puts().map(({ Item }) => Item?.sk)).toEqual(['SUM#000000', 'SUM#000001', 'SUM#000002']);
    for (const { Item } of puts()) expect(Buffer.from(Item?.rows as Uint8Array).length).toBeLessThan(350_000);
    findWhatWasPut();
    expect(await book.sumOf('aguas', OF)).toEqual(rows);
  });

  test('of nothing is nothing, which is known', async () => {
    await book.saveSum('aguas', OF, []);
    findWhatWasPut();
    expect(await book.sumOf('aguas', OF)).toEqual([]);
  });

  test('is unknown when more was told since, or only a part of it stands', async () => {
    await book.saveSum('aguas', OF, ROWS);
    findWhatWasPut();
    expect(await book.sumOf('aguas', { ...OF, version: 8 })).toBeUndefined();
    findWhatWasPut({ parts: 2 });
    expect(await book.sumOf('aguas', OF)).toBeUndefined();
  });
});
