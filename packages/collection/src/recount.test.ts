import { expect, test } from 'vitest';
import { debtStates } from './debt-states.ts';
import { orderRowSchema, recoverAccount, type StoredCase, takeOrders } from './index.ts';
import { recount } from './recount.ts';
import { CONTRACT, newMemory } from './test-support/memory.ts';

/** An account that paid on day 70, in March, and a leak that was mended late in February. */
async function evidence() {
  const memory = newMemory('2026-06-01T12:00:00Z');
  memory.owe('F1');
  const rows = [
    {
      id: 'N1',
      type: 'debt-notice',
      account: '100',
      generated: '2026-01-13',
      executed: '2026-01-20',
      status: 'done',
    },
    {
      id: 'OS1',
      type: 'leak',
      account: '100',
      generated: '2026-02-27T08:00',
      deadline: '2026-02-28T08:00',
      executed: '2026-03-01T08:00',
      status: 'done',
    },
  ].map((row) => orderRowSchema.parse(row));
  await takeOrders(memory.ports, CONTRACT, rows, memory.tick());
  memory.pay('F1', '2026-03-24');
  await recoverAccount(memory.ports, CONTRACT, '100', ['F1']);
  const order = await memory.ports.caseBook.orderOf('c1', '100', 'OS1');
  const debts = debtStates(await memory.ports.debts.ofAccount('aguas', '100'));
  return { memory, cases: [memory.caseOf('100', '2026-01-13')], orders: [order!], debts };
}
const cyclesOf = (tallies: ReturnType<typeof recount>) =>
  Object.fromEntries([...tallies].map(([cycle, sum]) => [cycle, sum.measure()]));

test('under its own terms a contract counts what was booked', async () => {
  const { memory, ...own } = await evidence();
  const counted = cyclesOf(recount(CONTRACT, own, '2026-06-01'));
  expect(counted).toEqual({ 2: memory.tally(2), 3: memory.tally(3) });
  expect(counted[3]).toMatchObject({ collected: 1, recovered: 1, recoveredInTerm: 1, finishedCycles: 2 });
});

test('a case of the void part of a broken acordo counts by what stands again, in whatever order it is told', () => {
  const noticeGeneratedOn = '2026-01-13';
  const action = { id: 'N1', type: 'debt-notice', generatedOn: noticeGeneratedOn, status: 'done' } as const;
  const found = {
    ...{ contract: 'c1', company: 'aguas', account: '100', noticeGeneratedOn, facts: [], version: 1 },
    ...{ actions: [{ ...action, executedOn: noticeGeneratedOn, revision: 1 }], receivables: ['B.1'] },
  } as unknown as StoredCase;
  // B replaced the part of A, which had replaced F1; both were broken, and F1 was paid.
  const debts = [
    { receivable: 'F1', settledOn: '2026-02-10' },
    { receivable: 'A.1', restored: ['F1'] },
    { receivable: 'B.1', restored: ['A.1'] },
  ];
  for (const told of [debts, debts.toReversed()]) {
    const counted = cyclesOf(recount(CONTRACT, { cases: [found], orders: [], debts: told }, '2026-06-01'));
    expect(counted).toMatchObject({ 2: { collected: 1, recovered: 1 } });
  }
  const unknown = cyclesOf(
    recount(CONTRACT, { cases: [found], orders: [], debts: debts.slice(1) }, '2026-06-01'),
  );
  expect(Object.values(unknown)).toMatchObject([{ collected: 1, recovered: 0 }]);
});

test('under other terms it counts what they would have counted, in their cycles', async () => {
  const { memory: _, ...own } = await evidence();
  const noTerm = cyclesOf(recount({ ...CONTRACT, paymentTermDays: 0 }, own, '2026-06-01'));
  expect(noTerm[3]).toMatchObject({ collected: 1, recovered: 0 });
  const grace = cyclesOf(recount({ ...CONTRACT, demandGraceDays: 1 }, own, '2026-06-01'));
  expect(grace[2]?.services).toEqual({ leak: { demanded: 1, executed: 1 } });
  const later = cyclesOf(recount({ ...CONTRACT, start: '2026-03-01' }, own, '2026-06-01'));
  expect(Object.keys(later)).toEqual(['1']);
});
