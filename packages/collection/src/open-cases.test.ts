import type { Contract } from '@baixa/profile';
import { describe, expect, test } from 'vitest';
import { orderRowSchema, takeOrders } from './index.ts';
import { type AccountToCollect, openCases } from './open-cases.ts';
import { CONTRACT, type Memory, newMemory } from './test-support/memory.ts';

const ON = '2026-02-10';
const open = (memory: Memory, accounts: AccountToCollect[] = [{ account: '100' }], on = ON) =>
  openCases(memory.ports, CONTRACT, accounts, { on, handedInAt: memory.tick() });
const NONE = { opened: 0, running: 0, notDue: 0, problems: [] };

describe('a case is opened from a list of accounts', () => {
  test('with all that is overdue, by the ladder’s first action', async () => {
    const memory = newMemory();
    memory.owe('F1');
    memory.owe('F2', { dueOn: ON });
    expect(await open(memory)).toEqual({ ...NONE, opened: 1 });
    expect(memory.caseOf('100', ON)).toMatchObject({
      receivables: ['F1'],
      actions: [{ type: 'debt-notice', generatedOn: ON, status: 'open' }],
      assessment: { status: 'open' },
    });
  });

  test('with the receivables that are named, and what is not overdue is told', async () => {
    const memory = newMemory();
    memory.owe('F1');
    memory.owe('F2');
    const wrong = await open(memory, [{ account: '100', receivables: ['F1', 'F9'] }]);
    expect(wrong.problems).toMatchObject([{ code: 'notice.not-overdue', where: { path: '100' } }]);
    expect(memory.casesOf('100')).toEqual([]);
    await open(memory, [{ account: '100', receivables: ['F2'] }]);
    expect(memory.caseOf('100', ON).receivables).toEqual(['F2']);
  });

  test('never two at once for an account, and again once the first is over', async () => {
    const memory = newMemory('2026-12-01T12:00:00Z');
    memory.owe('F1');
    await open(memory);
    expect(await open(memory)).toEqual({ ...NONE, running: 1 });
    expect(await open(memory, undefined, '2026-04-23')).toEqual({ ...NONE, running: 1 });
    expect(await open(memory, undefined, '2026-04-24')).toEqual({ ...NONE, opened: 1 });
    expect(memory.casesOf('100')).toEqual([ON, '2026-04-24']);
  });

  test('an account that owes nothing has none', async () => {
    expect(await open(newMemory())).toEqual({ ...NONE, notDue: 1 });
  });

  test('what an order later tells of the notice leaves its list', async () => {
    const memory = newMemory();
    memory.owe('F1');
    memory.owe('F2');
    await open(memory, [{ account: '100', receivables: ['F2'] }]);
    const row = {
      type: 'debt-notice',
      account: '100',
      generated: ON,
      executed: '2026-02-12',
      status: 'done',
    };
    await takeOrders(memory.ports, CONTRACT, [orderRowSchema.parse(row)], memory.tick());
    expect(memory.caseOf('100', ON)).toMatchObject({
      receivables: ['F2'],
      actions: [{ executedOn: '2026-02-12', status: 'done' }],
    });
  });
});

test('the nightly rule opens where so many receivables are open so many days after they were due', async () => {
  const contract: Contract = { ...CONTRACT, openCases: { receivables: 2, overdueDays: 30 } };
  const nightly = (memory: Memory, of = contract) =>
    openCases(memory.ports, of, [{ account: '100' }], { on: ON, handedInAt: memory.tick(), byRule: true });
  const memory = newMemory();
  memory.owe('F1', { dueOn: '2026-01-11' });
  memory.owe('F2', { dueOn: '2026-01-12' });
  memory.owe('F3', { dueOn: '2026-01-01', status: 'settled', settledOn: '2026-01-05' });
  expect(await nightly(memory)).toEqual({ ...NONE, notDue: 1 });
  memory.owe('F2', { dueOn: '2026-01-11' });
  expect(await nightly(memory, CONTRACT)).toEqual({ ...NONE, notDue: 1 });
  expect(await nightly(memory)).toEqual({ ...NONE, opened: 1 });
  expect(memory.caseOf('100', ON).receivables).toEqual(['F1', 'F2']);
});
