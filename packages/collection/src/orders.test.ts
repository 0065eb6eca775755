import { expect, test } from 'vitest';
import { orderRowSchema, recoverAccount, takeOrders } from './index.ts';
import { CONTRACT, type Memory, newMemory } from './test-support/memory.ts';

const row = (given: object) =>
  orderRowSchema.parse({ id: 'N1', type: 'debt-notice', account: '100', generated: '2026-01-13', ...given });
const take = (memory: Memory, ...rows: object[]) =>
  takeOrders(memory.ports, CONTRACT, rows.map(row), memory.tick());
const LEAK = {
  id: 'OS1',
  type: 'leak',
  generated: '2026-02-09T08:00:00-03:00',
  deadline: '2026-02-09T20:00:00-03:00',
};

test('a debt notice opens a case with the receivables that are overdue on its day', async () => {
  const memory = newMemory();
  memory.owe('overdue');
  memory.owe('paid-later', { status: 'settled', settledOn: '2026-01-13' });
  memory.owe('paid-before', { status: 'settled', settledOn: '2026-01-12' });
  memory.owe('due-that-day', { dueOn: '2026-01-13' });
  memory.owe('cancelled', { status: 'cancelled' });
  memory.owe('of-another', { account: '200' });
  expect(await take(memory, {})).toEqual({ taken: 1, unchanged: 0, problems: [] });
  expect(memory.caseOf('100', '2026-01-13').receivables).toEqual(['overdue', 'paid-later']);
});

test('a case whose receivables are registered later takes them up with their first settlement', async () => {
  const memory = newMemory();
  await take(memory, { executed: '2026-01-20', status: 'done' });
  expect(memory.caseOf('100', '2026-01-13')).toMatchObject({ receivables: [], version: 1 });
  memory.owe('F1');
  memory.pay('F1', '2026-02-09');
  await recoverAccount(memory.ports, CONTRACT, '100', ['F1']);
  expect(memory.caseOf('100', '2026-01-13').receivables).toEqual(['F1']);
  expect(memory.tally(2)).toMatchObject({ collected: 1, recovered: 1 });
});

test('a notice while a case runs is one more action of it: never two cases at once for an account', async () => {
  const memory = newMemory();
  memory.owe('F1');
  await take(memory, {});
  memory.owe('F2', { dueOn: '2026-01-20' });
  await take(memory, { id: 'N2', generated: '2026-02-13' });
  expect(memory.casesOf('100')).toEqual(['2026-01-13']);
  expect(memory.caseOf('100', '2026-01-13')).toMatchObject({
    receivables: ['F1'],
    actions: [{ id: 'N1' }, { id: 'N2' }],
  });
});

test('a debt whose case is over can be collected by a new one', async () => {
  const memory = newMemory();
  memory.owe('F1');
  await take(memory, {}, { id: 'N2', generated: '2026-03-26' }, { id: 'N3', generated: '2026-03-27' });
  expect(memory.casesOf('100')).toEqual(['2026-01-13', '2026-03-27']);
  expect(memory.caseOf('100', '2026-03-27').receivables).toEqual(['F1']);
});

test('an action belongs to the latest notice that is not after it', async () => {
  const memory = newMemory();
  memory.owe('F1');
  await take(memory, {}, { id: 'N2', generated: '2026-03-27' });
  const cutOff = { type: 'cut-off' };
  await take(
    memory,
    { ...cutOff, id: 'C2', generated: '2026-04-20' },
    { ...cutOff, id: 'C1', generated: '2026-02-19' },
  );
  const actionsOf = (notice: string) => memory.caseOf('100', notice).actions.map(({ id }) => id);
  expect([actionsOf('2026-01-13'), actionsOf('2026-03-27')]).toEqual([
    ['N1', 'C1'],
    ['N2', 'C2'],
  ]);
});

test('an action that stands above its notice in one file waits for nothing', async () => {
  const memory = newMemory();
  memory.owe('F1');
  expect(await take(memory, { id: 'C1', type: 'cut-off', generated: '2026-02-19' }, {})).toEqual({
    taken: 2,
    unchanged: 0,
    problems: [],
  });
});

test('an action told again is unchanged; one that was executed since takes its place', async () => {
  const memory = newMemory();
  memory.owe('F1');
  expect(await take(memory, {}, {})).toMatchObject({ taken: 1, unchanged: 1 });
  expect(await take(memory, { executed: '2026-01-20', status: 'done' })).toMatchObject({
    taken: 1,
    unchanged: 0,
  });
  expect(memory.caseOf('100', '2026-01-13').actions).toMatchObject([{ id: 'N1', executedOn: '2026-01-20' }]);
});

test('an action that is told late recovers an account whose payment was known before', async () => {
  const memory = newMemory();
  memory.owe('F1');
  await take(memory, {});
  memory.pay('F1', '2026-02-09');
  await recoverAccount(memory.ports, CONTRACT, '100', ['F1']);
  expect(memory.bookings).toEqual([]);
  await take(memory, { executed: '2026-01-20', status: 'done' });
  expect(memory.tally(2)).toMatchObject({ recovered: 1 });
  expect(memory.published).toHaveLength(1);
});

test('an action without a debt notice before it is taken, says so, and waits for one', async () => {
  const memory = newMemory();
  memory.owe('F1');
  await take(memory, {});
  const result = await take(memory, { id: 'C1', type: 'cut-off', generated: '2026-01-12' });
  expect(result).toMatchObject({
    taken: 1,
    problems: [{ code: 'orders.no-case', severity: 'warning', where: { path: 'C1' } }],
  });
  expect(memory.waitingOf('100')).toEqual(['C1']);
  await take(memory, { id: 'N0', generated: '2026-01-05' });
  expect(memory.waitingOf('100')).toEqual([]);
  expect(memory.caseOf('100', '2026-01-05').actions.map(({ id }) => id)).toEqual(['N0', 'C1', 'N1']);
});

test('a service order is booked once: its demand, and its execution when it is finished', async () => {
  const memory = newMemory();
  expect(await take(memory, LEAK)).toMatchObject({ taken: 1 });
  expect(memory.tally(2)).toMatchObject({
    finishedCycles: 0,
    services: { leak: { demanded: 1, executed: 0 } },
  });
  const done = { ...LEAK, executed: '2026-02-10T10:00:00-03:00', status: 'done' };
  expect(await take(memory, done, done)).toMatchObject({ taken: 1, unchanged: 1 });
  expect(memory.tally(2)).toMatchObject({
    finishedOnTime: 0,
    finishedCycles: 3,
    services: { leak: { demanded: 1, executed: 0 } },
  });
  await take(memory, { ...LEAK, status: 'cancelled' });
  expect(memory.tally(2)).toMatchObject({ finishedCycles: 0, services: {} });
});

test('a service order that is finished after its cycle closed corrects that cycle in the next', async () => {
  const memory = newMemory();
  await take(memory, LEAK);
  memory.close(2);
  await take(memory, { ...LEAK, executed: '2026-02-09T10:00:00-03:00', status: 'done' });
  expect(memory.tally(2)).toMatchObject({
    finishedCycles: 0,
    services: { leak: { demanded: 1, executed: 0 } },
  });
  expect(memory.tally(3)).toMatchObject({
    finishedOnTime: 1,
    services: { leak: { demanded: 0, executed: 1 } },
  });
  expect(memory.bookings.at(-1)).toMatchObject({ cycle: 3, correctsCycle: 2 });
});

test('a service order of a type without criticality is a problem, and books nothing', async () => {
  const memory = newMemory();
  const result = await take(memory, { ...LEAK, type: 'painting' });
  expect(result.problems).toMatchObject([{ code: 'orders.no-criticality', where: { path: 'OS1' } }]);
  expect(memory.bookings).toEqual([]);
});

test('a service order from before the contract is taken and counts in no cycle', async () => {
  const memory = newMemory();
  const early = { ...LEAK, generated: '2025-12-01T08:00', deadline: '2025-12-01T20:00' };
  expect(await take(memory, early)).toMatchObject({ taken: 1 });
  expect(memory.bookings).toEqual([]);
});
