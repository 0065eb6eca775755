import { expect, test } from 'vitest';
import { dueCycle, expireWindows, orderRowSchema, recoverAccount, takeOrders } from './index.ts';
import { CONTRACT, type Memory, newMemory } from './test-support/memory.ts';

const MARCH = { contract: 'c1', cycle: 3, from: '2026-03-01', to: '2026-03-31' };
const expire = (memory: Memory) => expireWindows(memory.ports, CONTRACT, 0, MARCH, '2026-04-01');

/** A case whose payment term ends on 26 March. */
async function withCase(account = '100', receivable = 'F1', generated = '2026-01-13') {
  const memory = newMemory();
  memory.owe(receivable, { account });
  const row = { id: 'N1', type: 'debt-notice', account, generated, executed: generated, status: 'done' };
  await takeOrders(memory.ports, CONTRACT, [orderRowSchema.parse(row)], memory.tick());
  return memory;
}

test('the cycle that is due is the first open one, from the day after its last', () => {
  expect(dueCycle(CONTRACT, 3, '2026-03-31')).toBeUndefined();
  expect(dueCycle(CONTRACT, 3, '2026-04-01')).toEqual(MARCH);
  expect(dueCycle(CONTRACT, 2, '2026-04-01')).toMatchObject({ cycle: 2, to: '2026-02-28' });
});

test('a case whose term ended unpaid counts as not recovered, in the cycle of its last day', async () => {
  const memory = await withCase();
  expect(await expire(memory)).toBe(1);
  expect(memory.caseOf('100', '2026-01-13').assessment).toMatchObject({
    status: 'not-recovered',
    reason: 'unpaid',
  });
  expect(memory.bookings).toMatchObject([
    { cycle: 3, countsOn: '2026-03-26', measure: { collected: 1, recovered: 0 } },
  ]);
  expect(memory.published).toEqual([]);
});

test('a case whose term ends on the very last day of the cycle is decided in it', async () => {
  const memory = await withCase('100', 'F1', '2026-01-18');
  expect(await expire(memory)).toBe(1);
  expect(memory.bookings).toMatchObject([{ cycle: 3, countsOn: '2026-03-31', measure: { collected: 1 } }]);
});

test('expiring again finds nothing undecided and books nothing', async () => {
  const memory = await withCase();
  await expire(memory);
  expect(await expire(memory)).toBe(0);
  expect(memory.bookings).toHaveLength(1);
});

test('a payment whose event was lost recovers the account all the same', async () => {
  const memory = await withCase();
  memory.pay('F1', '2026-03-24');
  await expire(memory);
  expect(memory.tally(3)).toMatchObject({ collected: 1, recovered: 1, recoveredInTerm: 1 });
  expect(memory.published).toMatchObject([
    { type: 'account.recovered', data: { dayOfWindow: 70, inPaymentTerm: true } },
  ]);
});

test('what a crash kept from being told is told when the step is done again, and then no more', async () => {
  const memory = await withCase();
  memory.pay('F1', '2026-03-24');
  const noted: string[] = [];
  let down = true;
  const crashing: Memory = {
    ...memory,
    ports: {
      ...memory.ports,
      publisher: {
        publish: async (events) => {
          if (down) throw new Error('It crashed.');
          await memory.ports.publisher.publish(events);
        },
      },
      noteAccount: async (_, account) => void noted.push(account),
    },
  };
  await expect(expire(crashing)).rejects.toThrow('It crashed.');
  expect(memory.tally(3)).toMatchObject({ collected: 1, recovered: 1 });
  down = false;
  expect(await expire(crashing)).toBe(1);
  expect(memory.published).toMatchObject([{ type: 'account.recovered', data: { dayOfWindow: 70 } }]);
  expect(noted).toEqual(['100']);
  expect(await expire(crashing)).toBe(0);
  expect(memory.bookings).toHaveLength(1);
});

test('a case whose term runs on stays undecided', async () => {
  const memory = await withCase('100', 'F1', '2026-01-20');
  expect(await expire(memory)).toBe(0);
  expect(memory.bookings).toEqual([]);
});

test('a payment that a late file tells of a closed cycle turns the case by an adjustment', async () => {
  const memory = await withCase();
  await expire(memory);
  memory.close(3);
  memory.moveTo('2026-04-10T12:00:00Z');
  memory.pay('F1', '2026-03-20');
  await recoverAccount(memory.ports, CONTRACT, '100', ['F1']);
  expect(memory.tally(3)).toMatchObject({ collected: 1, recovered: 0 });
  expect(memory.tally(4)).toMatchObject({ collected: 0, recovered: 1 });
  expect(memory.bookings.slice(1).every(({ correctsCycle }) => correctsCycle === 3)).toBe(true);
});

test('a payment after the term leaves the case not recovered, and books nothing more', async () => {
  const memory = await withCase();
  await expire(memory);
  memory.moveTo('2026-04-10T12:00:00Z');
  memory.pay('F1', '2026-03-27');
  await recoverAccount(memory.ports, CONTRACT, '100', ['F1']);
  expect(memory.caseOf('100', '2026-01-13').assessment).toMatchObject({
    reason: 'paid-after-term',
    dayOfWindow: 73,
  });
  expect(memory.bookings).toHaveLength(1);
});
