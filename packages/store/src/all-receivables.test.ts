import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { allReceivables, findOverdue, type Overdue } from './all-receivables.ts';
import { documents, table } from './test-support/tables.ts';

const dynamodb = mockClient(documents);
beforeEach(() => void dynamodb.reset());
const scans = () => dynamodb.commandCalls(ScanCommand).map(({ args }) => args[0].input);
const billOf = (account: string) => ({ company: 'aguas', account, dueOn: '2026-01-10' });

test('what is overdue is asked of the whole table: open receivables that were due by the day, page after page', async () => {
  dynamodb
    .on(ScanCommand)
    .callsFake(async ({ Segment, ExclusiveStartKey }) =>
      Segment > 0
        ? { Items: [] }
        : ExclusiveStartKey === undefined
          ? { Items: [billOf('1'), billOf('2')], LastEvaluatedKey: { pk: 'R#aguas#F2' } }
          : { Items: [billOf('3')] },
    );
  const pages: Overdue[][] = [];
  await findOverdue(table, '2026-01-30', async (page) => void pages.push(page));
  expect(pages.filter(({ length }) => length > 0)).toEqual([[billOf('1'), billOf('2')], [billOf('3')]]);
  const segments = scans().map(({ Segment }) => Segment);
  expect(new Set(segments)).toEqual(
    new Set(Array.from({ length: scans()[0]?.TotalSegments ?? 0 }, (_, at) => at)),
  );
  expect(segments).toHaveLength(new Set(segments).size + 1);
  expect(scans()[0]).toMatchObject({
    FilterExpression: 'begins_with(pk, :receivable) AND dueOn <= :dueBy AND #state.#status = :open',
    ExpressionAttributeValues: { ':receivable': 'R#', ':dueBy': '2026-01-30', ':open': 'open' },
  });
});

test('no segment reads on before its page is done with', async () => {
  dynamodb.on(ScanCommand).resolves({ Items: [billOf('1')], LastEvaluatedKey: { pk: 'R#aguas#F1' } });
  const full = findOverdue(table, '2026-01-30', async () => {
    await new Promise((resolve) => setImmediate(resolve));
    throw new Error('the queue is away');
  });
  await expect(full).rejects.toThrow('the queue is away');
  expect(scans()).toHaveLength(scans()[0]?.TotalSegments ?? 0);
});

test('all receivables are those of every company, without collective charges', async () => {
  const receivable = {
    id: 'F1',
    company: 'aguas',
    account: '1',
    identifiers: {},
    faceCents: 1,
    dueOn: '2026-01-10',
  };
  const state = { version: 1, status: 'open', movements: [] };
  dynamodb.on(ScanCommand).resolves({
    Items: [
      { pk: 'R#aguas#F1', ...receivable, state },
      {
        pk: 'R#aguas#C1',
        ...receivable,
        id: 'C1',
        covers: [{ receivable: 'F1' }],
        state: { version: 1, movements: [] },
      },
    ],
  });
  const found: unknown[] = [];
  for await (const each of allReceivables(table)) found.push(each);
  expect(found).toEqual([{ ...receivable, ...state }]);
});
