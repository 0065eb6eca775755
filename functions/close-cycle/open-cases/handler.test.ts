import { expect, test } from 'vitest';
import { CONTRACT } from '../../test-support/contract.ts';
import { create } from './handler.ts';

test('asks for the accounts that are overdue by the rule of their contract, in messages of 25', async () => {
  const sent: string[] = [];
  const asked: string[] = [];
  const openCases = create({
    contracts: async () => [
      { ...CONTRACT, openCases: { receivables: 2, overdueDays: 30 } },
      { ...CONTRACT, id: 'c2' },
    ],
    overdue: async (company, dueBy) => {
      asked.push(`${company} ${dueBy}`);
      return new Set(Array.from({ length: 30 }, (_, index) => String(100 + index)));
    },
    send: async (bodies) => void sent.push(...bodies),
    now: () => '2026-03-02T05:00:00.000Z',
  });
  // 02:00 in São Paulo, still the first of March.
  expect(await openCases({ on: '2026-03-02T02:30:00Z' })).toEqual({ accounts: 30 });
  expect(asked).toEqual(['aguas 2026-01-30']);
  expect(sent.map((body) => JSON.parse(body).rows.length)).toEqual([25, 5]);
  expect(JSON.parse(sent[0]!)).toMatchObject({
    command: 'open-cases',
    contract: 'c1',
    on: '2026-03-01',
    byRule: true,
    rows: [{ account: '100' }, ...Array(24).fill({})],
  });
});
