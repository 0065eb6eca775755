import { type Contract, contractSchema, keepingTerms } from '@baixa/profile';
import { expect, test } from 'vitest';
import { expireWindows, openCases, orderRowSchema, recoverAccount, takeOrders } from './index.ts';
import { CONTRACT, type Memory, newMemory } from './test-support/memory.ts';

/** The contract gets a ladder of one letter, whose case ends on day 13, instead of one that ends on day 72. */
const CHANGED_ON = '2026-02-10';
const SHORT: Contract = {
  ...contractSchema.parse({
    ...{
      id: 'c1',
      company: 'aguas',
      contractor: 'Cobradora',
      start: '2026-01-01',
      calendar: 'calendar-month',
    },
    ...{ targets: { mrep: '80', msex: '90' }, criticality: { leak: 10 }, measuredValueCents: 100_000_00 },
    profile: {
      extends: 'embasa-2023',
      ladder: { steps: [{ type: 'letter', name: 'carta', deadlineDays: 10 }], paymentTermDays: 3 },
    },
  }),
};
const CHANGED = keepingTerms(CONTRACT, SHORT, CHANGED_ON);

const notice = (account: string, generated: string) =>
  orderRowSchema.parse({ type: 'debt-notice', account, generated, executed: generated, status: 'done' });
const open = (memory: Memory, contract: Contract, on: string) =>
  openCases(memory.ports, contract, [{ account: '100' }], { on, handedInAt: memory.tick() });
const told = (memory: Memory) => recoverAccount(memory.ports, CHANGED, '100', ['F1']);

async function withCase(contract: Contract, on: string) {
  const memory = newMemory(`${on}T12:00:00Z`);
  memory.owe('F1');
  await open(memory, contract, on);
  return memory;
}

test('a running case keeps its ladder: what is paid on a late day of its own window recovers it', async () => {
  const memory = newMemory('2026-01-13T12:00:00Z');
  memory.owe('F1');
  await takeOrders(memory.ports, CONTRACT, [notice('100', '2026-01-13')], memory.tick());
  memory.moveTo('2026-03-10T12:00:00Z');
  memory.pay('F1', '2026-03-09');
  await told(memory);
  expect(memory.caseOf('100', '2026-01-13').assessment).toMatchObject({
    status: 'recovered',
    dayOfWindow: 55,
    inPaymentTerm: false,
  });
});

test('what was counted before the change is not counted otherwise by what becomes known after it', async () => {
  const memory = newMemory('2026-01-13T12:00:00Z');
  memory.owe('F1');
  await takeOrders(memory.ports, CONTRACT, [notice('100', '2026-01-13')], memory.tick());
  memory.moveTo('2026-02-09T12:00:00Z');
  memory.pay('F1', '2026-02-08');
  await recoverAccount(memory.ports, CONTRACT, '100', ['F1']);
  const before = structuredClone(memory.bookings);
  memory.moveTo('2026-03-10T12:00:00Z');
  await told(memory);
  expect(memory.bookings).toEqual(before);
});

test('a case that is opened after the change runs by the new ladder, one of its last day by the old', async () => {
  const old = await withCase(CHANGED, CHANGED_ON);
  expect(old.caseOf('100', CHANGED_ON).actions).toMatchObject([{ type: 'debt-notice' }]);
  const next = await withCase(CHANGED, '2026-02-11');
  expect(next.caseOf('100', '2026-02-11').actions).toMatchObject([{ type: 'letter' }]);
  const termEnds = ({ ports }: Memory, to: string) =>
    expireWindows(ports, CHANGED, 0, { contract: 'c1', cycle: 1, from: to, to }, '2026-05-01');
  await termEnds(next, '2026-04-30');
  expect(next.caseOf('100', '2026-02-11').assessment).toMatchObject({ countsOn: '2026-02-24' });
  await termEnds(old, '2026-04-30');
  expect(old.caseOf('100', CHANGED_ON).assessment).toMatchObject({ countsOn: '2026-04-23' });
});

test('a running case keeps another from being opened for as long as its own ladder says', async () => {
  const memory = await withCase(CONTRACT, '2026-02-01');
  memory.moveTo('2026-03-10T12:00:00Z');
  expect(await open(memory, CHANGED, '2026-03-10')).toMatchObject({ running: 1 });
});

test('a notice of the old ladder that is told after the change opens a case of its day', async () => {
  const memory = newMemory('2026-03-10T12:00:00Z');
  memory.owe('F1');
  await takeOrders(memory.ports, CHANGED, [notice('100', '2026-01-20')], memory.tick());
  expect(memory.casesOf('100')).toEqual(['2026-01-20']);
});
