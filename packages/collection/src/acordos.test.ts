import type { Receivable } from '@baixa/settlement';
import { describe, expect, test } from 'vitest';
import { orderRowSchema, recoverAccount, takeOrders } from './index.ts';
import { CONTRACT, type Memory, newMemory } from './test-support/memory.ts';

const NOTICE = '2026-01-13';
const FULL = { ...CONTRACT, debtRecovered: 'full' as const };
const notice = (generated = NOTICE, id = 'N1') =>
  orderRowSchema.parse({
    id,
    type: 'debt-notice',
    account: '100',
    generated,
    executed: generated,
    status: 'done',
  });

type Movement = Receivable['movements'][number];
const movement = (outcome: Movement['outcome'], on: string, more: Partial<Movement> = {}): Movement => ({
  key: `acordo:A-1/${outcome}`,
  file: 'acordo:A-1',
  line: 0,
  offset: 0,
  on,
  outcome,
  movedCents: 0,
  appliedCents: 0,
  acordo: 'A-1',
  ...more,
});
const replaced = (on: string) => movement('replaced', on, { partCount: 2, stands: { status: 'replaced' } });

/** F1 is replaced by a down payment and one instalment. */
function agree(memory: Memory, on: string): void {
  memory.owe('F1', { status: 'replaced', movements: [replaced(on)] });
  for (const part of [0, 1])
    memory.owe(`A-1.${part}`, { acordo: { id: 'A-1', part }, dueOn: '2026-02-20', movements: [] });
}
function pay(memory: Memory, id: string, on: string): void {
  const paid: Movement = {
    ...movement('settled', on),
    key: `pay ${id}`,
    file: 'f',
    movedCents: 100_00,
    appliedCents: 100_00,
  };
  const { acordo: _, ...payment } = paid;
  memory.owe(id, { status: 'settled', settledOn: on, movements: [payment], version: 2 });
}
/** It ended: its parts are void, and F1 is open again. */
function breakIt(memory: Memory, made: string, on: string): void {
  memory.owe('F1', {
    status: 'open',
    movements: [replaced(made), movement('restored', on, { stands: { status: 'open' } })],
  });
  const { movements = [] } = memory.debtOf('A-1.0');
  memory.owe('A-1.0', {
    status: 'cancelled',
    settledOn: undefined,
    movements: [...movements, movement('cancelled', on, { stands: { status: 'cancelled' } })],
  });
  memory.owe('A-1.1', {
    status: 'cancelled',
    movements: [movement('cancelled', on, { stands: { status: 'cancelled' } })],
  });
}
const statusOf = (memory: Memory, of = NOTICE) => {
  const { status, reason, paidOn } = memory.caseOf('100', of).assessment ?? {};
  return [status, reason, paidOn].filter((part) => part !== undefined).join(' ');
};
const tell = (memory: Memory, id: string, contract = CONTRACT) =>
  recoverAccount(memory.ports, contract, '100', [id]);

async function withCase(contract = CONTRACT) {
  const memory = newMemory();
  memory.owe('F1');
  await takeOrders(memory.ports, contract, [notice()], memory.tick());
  return memory;
}

describe('debt that an acordo replaced', () => {
  test('is recovered by its down payment, on the day that was paid', async () => {
    const memory = await withCase();
    agree(memory, '2026-02-01');
    await tell(memory, 'F1');
    expect(statusOf(memory)).toBe('open awaiting-payment');
    pay(memory, 'A-1.0', '2026-02-05');
    await tell(memory, 'A-1.0');
    expect(statusOf(memory)).toBe('recovered recovered-in-window 2026-02-05');
    expect(memory.tally(2)).toMatchObject({ collected: 1, recovered: 1 });
  });

  test('under the reading "full" by the last of its parts', async () => {
    const memory = await withCase(FULL);
    agree(memory, '2026-02-01');
    pay(memory, 'A-1.0', '2026-02-05');
    await tell(memory, 'A-1.0', FULL);
    expect(statusOf(memory)).toBe('open awaiting-payment');
    pay(memory, 'A-1.1', '2026-02-08');
    await tell(memory, 'A-1.1', FULL);
    expect(statusOf(memory)).toBe('recovered recovered-in-window 2026-02-08');
  });

  test('stays recovered when the acordo is broken; under "full" it never was', async () => {
    for (const [contract, expected] of [
      [CONTRACT, 'recovered recovered-in-window 2026-02-05'],
      [FULL, 'open awaiting-payment'],
    ] as const) {
      const memory = await withCase(contract);
      agree(memory, '2026-02-01');
      pay(memory, 'A-1.0', '2026-02-05');
      await tell(memory, 'A-1.0', contract);
      breakIt(memory, '2026-02-01', '2026-03-10');
      await tell(memory, 'F1', contract);
      await tell(memory, 'A-1.0', contract);
      expect(statusOf(memory)).toBe(expected);
    }
  });

  test('is not, where the acordo is broken before its down payment', async () => {
    const memory = await withCase();
    agree(memory, '2026-02-01');
    breakIt(memory, '2026-02-01', '2026-02-07');
    await tell(memory, 'A-1.0');
    expect(statusOf(memory)).toBe('open awaiting-payment');
  });

  test('is collected by another case once the acordo is broken, in which its down payment counts for nothing', async () => {
    const memory = newMemory('2026-04-10T12:00:00Z');
    agree(memory, '2026-01-05');
    pay(memory, 'A-1.0', '2026-01-08');
    breakIt(memory, '2026-01-05', '2026-03-10');
    await takeOrders(memory.ports, CONTRACT, [notice('2026-03-15')], memory.tick());
    expect(memory.caseOf('100', '2026-03-15').receivables).toEqual(['F1']);
    expect(statusOf(memory, '2026-03-15')).toBe('open awaiting-payment');
  });

  test('is not collected while the acordo stands, but its parts are', async () => {
    const memory = newMemory('2026-04-10T12:00:00Z');
    agree(memory, '2026-01-05');
    await takeOrders(memory.ports, CONTRACT, [notice('2026-03-15')], memory.tick());
    expect(memory.caseOf('100', '2026-03-15').receivables).toEqual(['A-1.0', 'A-1.1']);
  });

  test('is what a case of the parts collects when the acordo is broken', async () => {
    const memory = newMemory('2026-04-10T12:00:00Z');
    agree(memory, '2026-01-05');
    pay(memory, 'A-1.0', '2026-01-08');
    await takeOrders(memory.ports, CONTRACT, [notice('2026-03-15')], memory.tick());
    expect(memory.caseOf('100', '2026-03-15').receivables).toEqual(['A-1.1']);
    breakIt(memory, '2026-01-05', '2026-03-20');
    await tell(memory, 'A-1.0');
    expect(statusOf(memory, '2026-03-15')).toBe('open awaiting-payment');
    memory.pay('F1', '2026-04-02');
    await tell(memory, 'F1');
    expect(statusOf(memory, '2026-03-15')).toBe('recovered recovered-in-window 2026-04-02');
  });
});
