import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AccountChange, orderRowSchema, recoverAccount, takeOrders } from './index.ts';
import { CONTRACT, type Memory, newMemory } from './test-support/memory.ts';

const NOTICE = '2026-01-13';
const notice = (more: object = {}) =>
  orderRowSchema.parse({
    id: 'N1',
    type: 'debt-notice',
    account: '100',
    generated: NOTICE,
    executed: '2026-01-20',
    status: 'done',
    ...more,
  });
const told = (memory: Memory, receivable = 'F1', account = '100') =>
  recoverAccount(memory.ports, CONTRACT, account, [receivable]);

async function withCase() {
  const memory = newMemory();
  memory.owe('F1');
  await takeOrders(memory.ports, CONTRACT, [notice()], memory.tick());
  return memory;
}

test('a payment inside the window recovers the account, in the cycle of its date', async () => {
  const memory = await withCase();
  memory.pay('F1', '2026-02-09');
  await told(memory);
  expect(memory.caseOf('100', NOTICE).assessment).toMatchObject({ status: 'recovered', dayOfWindow: 27 });
  expect(memory.tally(2)).toMatchObject({ collected: 1, recovered: 1, recoveredInTerm: 0 });
  expect(memory.published).toMatchObject([
    {
      type: 'account.recovered',
      subject: '100',
      data: {
        case: `c1/100/${NOTICE}`,
        recoveredOn: '2026-02-09',
        countsIn: '2026-02-09',
        inPaymentTerm: false,
      },
    },
  ]);
});

test('an event told again books nothing and has the same id', async () => {
  const memory = await withCase();
  memory.pay('F1', '2026-02-09');
  await told(memory);
  const { version } = memory.caseOf('100', NOTICE);
  await told(memory);
  expect(memory.bookings).toHaveLength(1);
  expect(memory.caseOf('100', NOTICE).version).toBe(version);
  expect(new Set(memory.published.map(({ id }) => id)).size).toBe(1);
  expect(memory.published).toHaveLength(2);
});

test('an account is recovered when the last of its receivables is', async () => {
  const memory = newMemory();
  memory.owe('F1');
  memory.owe('F2');
  await takeOrders(memory.ports, CONTRACT, [notice()], memory.tick());
  memory.pay('F1', '2026-02-01');
  await told(memory);
  expect(memory.bookings).toEqual([]);
  memory.pay('F2', '2026-02-05');
  await told(memory, 'F2');
  expect(memory.tally(2)).toMatchObject({ collected: 1, recovered: 1 });
});

test('a settlement of an account without a case changes nothing', async () => {
  const memory = await withCase();
  memory.pay('F1', '2026-02-09');
  await told(memory, 'F1', '999');
  expect([memory.bookings, memory.published]).toEqual([[], []]);
});

test('a reversal takes the recovery out of a cycle that is still open', async () => {
  const memory = await withCase();
  memory.pay('F1', '2026-02-09');
  await told(memory);
  memory.reverse('F1');
  await told(memory);
  expect(memory.caseOf('100', NOTICE).assessment?.status).toBe('open');
  expect(memory.tally(2)).toMatchObject({ collected: 0, recovered: 0 });
});

test('an account whose case may have changed is noted, and again where a crash may have come between', async () => {
  const memory = await withCase();
  const noted: string[] = [];
  memory.ports.noteAccount = async ({ id }, account) => void noted.push(`${id} ${account}`);
  memory.pay('F1', '2026-02-09');
  await told(memory);
  await told(memory);
  expect(noted).toEqual(['c1 100', 'c1 100']);
});

test('a payment told after its cycle was closed is an adjustment that names that cycle', async () => {
  const memory = await withCase();
  memory.pay('F1', '2026-02-09');
  memory.close(2);
  await told(memory);
  expect(memory.tally(2)).toMatchObject({ collected: 0, recovered: 0 });
  expect(memory.bookings).toMatchObject([
    { cycle: 3, correctsCycle: 2, countsOn: '2026-02-09', measure: { collected: 1, recovered: 1 } },
  ]);
});

test('a reversal after the close leaves the closed cycle as it is and takes the recovery out of the next', async () => {
  const memory = await withCase();
  memory.pay('F1', '2026-02-09');
  await told(memory);
  memory.close(2);
  memory.reverse('F1');
  await told(memory);
  expect(memory.tally(2)).toMatchObject({ collected: 1, recovered: 1 });
  expect(memory.bookings.at(-1)).toMatchObject({
    cycle: 3,
    correctsCycle: 2,
    measure: { collected: -1, recovered: -1 },
  });
});

test('a cycle that closes between reading and writing sends the booking to the next one', async () => {
  const memory = await withCase();
  memory.pay('F1', '2026-02-09');
  const { caseBook } = memory.ports;
  let closed = false;
  const racing = {
    ...memory.ports,
    caseBook: {
      ...caseBook,
      saveAccount: async (change: AccountChange) => {
        if (!closed) memory.close(2);
        closed = true;
        return caseBook.saveAccount(change);
      },
    },
  };
  await recoverAccount(racing, CONTRACT, '100', ['F1']);
  expect(memory.bookings).toMatchObject([{ cycle: 3, correctsCycle: 2 }]);
});

test('a reversal that another worker is told of before a slow one writes the payment is not lost', async () => {
  const memory = await withCase();
  memory.pay('F1', '2026-02-09');
  const { caseBook } = memory.ports;
  let stalled = true;
  const slow = {
    ...memory.ports,
    caseBook: {
      ...caseBook,
      saveAccount: async (change: AccountChange) => {
        if (stalled) {
          stalled = false;
          memory.reverse('F1');
          // It finds the case as it was, not recovered, and leaves it so.
          await told(memory);
        }
        return caseBook.saveAccount(change);
      },
    },
  };
  await recoverAccount(slow, CONTRACT, '100', ['F1']);
  expect(memory.caseOf('100', '2026-01-13').assessment?.status).toBe('open');
  expect(memory.tally(2)).toMatchObject({ collected: 0, recovered: 0 });
  expect(memory.published).toEqual([]);
});

test('a case that is written under every try is an error in the end', async () => {
  const memory = await withCase();
  memory.pay('F1', '2026-02-09');
  const never = { ...memory.ports, caseBook: { ...memory.ports.caseBook, saveAccount: async () => false } };
  await expect(recoverAccount(never, CONTRACT, '100', ['F1'])).rejects.toThrow('changed under 20 tries');
  expect(memory.published).toEqual([]);
});

/** Facts about one account, each of which becomes known in its own order, and events that come twice. */
const FACTS: Record<string, (memory: Memory) => unknown> = {
  'first bill paid': async (memory) => {
    memory.pay('F1', '2026-02-02');
    await told(memory, 'F1');
  },
  'second bill paid': async (memory) => {
    memory.pay('F2', '2026-02-09');
    await told(memory, 'F2');
  },
  'notice sent': (memory) => takeOrders(memory.ports, CONTRACT, [notice()], memory.tick()),
  'cut-off done': (memory) =>
    takeOrders(
      memory.ports,
      CONTRACT,
      [notice({ id: 'C1', type: 'cut-off', generated: '2026-02-05', executed: '2026-02-07' })],
      memory.tick(),
    ),
};

test('whatever the order in which payments become known, and however often, the bookings add up to the same', async () => {
  const names = Object.keys(FACTS).filter((name) => name !== 'notice sent' && name !== 'cut-off done');
  const orders = fc.shuffledSubarray([...names, ...names, 'notice sent', 'cut-off done', 'notice sent'], {
    minLength: 7,
  });
  await fc.assert(
    fc.asyncProperty(orders, fc.boolean(), async (order, closes) => {
      const memory = newMemory();
      memory.owe('F1');
      memory.owe('F2');
      for (const [index, name] of order.entries()) {
        if (closes && index === 3) memory.close(2);
        await FACTS[name]?.(memory);
      }
      const [two, three] = [memory.tally(2), memory.tally(3)];
      expect([two.collected + three.collected, two.recovered + three.recovered]).toEqual([1, 1]);
      expect(memory.bookings.every(({ cycle, correctsCycle }) => cycle === 2 || correctsCycle === 2)).toBe(
        true,
      );
    }),
    { numRuns: 60, seed: 7 },
  );
});
