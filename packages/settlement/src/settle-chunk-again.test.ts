import { expect, test } from 'vitest';
import { type Receivable, settleChunk } from './index.ts';
import { crashing } from './test-support/crash.ts';
import { billOf, entryOf, type Memory, newMemory, outcomesOf } from './test-support/memory.ts';
import { mixedChunk } from './test-support/mixed-chunk.ts';

test('a crash before or after any call, then the chunk again, gives the same outcomes, money and event ids', async () => {
  const { memory: smooth, chunk } = await mixedChunk();
  const counting = crashing(smooth.ports, 0, 'after');
  await settleChunk(counting.ports, chunk);
  const idsOf = (memory: Memory) => new Set(memory.published.map(({ id }) => id));
  const movements = (memory: Memory) =>
    ['F1', 'F2', 'F3', 'F4', 'F5'].map((id) => {
      const { status, movements: all } = memory.receivable(id) as Receivable;
      return [status, all.map(({ outcome, appliedCents }) => [outcome, appliedCents])];
    });
  expect(counting.calls()).toBeGreaterThan(15);
  for (let at = 1; at <= counting.calls(); at++)
    for (const when of ['before', 'after'] as const) {
      const { memory, chunk: same } = await mixedChunk();
      await expect(settleChunk(crashing(memory.ports, at, when).ports, same)).rejects.toThrow();
      await settleChunk(memory.ports, same);
      const label = `crash ${when} call ${at}`;
      expect(outcomesOf(memory), label).toEqual(outcomesOf(smooth));
      expect(movements(memory), label).toEqual(movements(smooth));
      expect(memory.sumsOf('file'), label).toEqual(smooth.sumsOf('file'));
      expect(idsOf(memory), label).toEqual(idsOf(smooth));
      expect(memory.open.size, label).toBe(smooth.open.size);
    }
});

test('a chunk whose outcome is in the ledger is only told again, whatever its receivables are by now', async () => {
  const { memory, chunk } = await mixedChunk();
  await settleChunk(memory.ports, chunk);
  const first = [...memory.published];
  await memory.ports.receivables.append({
    ...memory.receivable('F1'),
    status: 'cancelled',
    version: memory.receivable('F1').version + 1,
  });
  const before = structuredClone(memory.receivable('F1'));
  await settleChunk(memory.ports, chunk);
  // That the bank took a credit back was told when it was seen, and is over.
  const again = first.filter(({ type }) => type !== 'exception.resolved');
  expect(memory.published).toEqual([...first, ...again]);
  expect(memory.receivable('F1')).toEqual(before);
  expect(memory.sumsOf('file').entries).toBe(10);
});

test('a crash between write and ledger gives the first outcome also when others paid since', async () => {
  const memory = newMemory();
  await memory.register(billOf('F1'));
  const chunk = memory.file('file', [entryOf({ nossoNumero: '90001' })]);
  const broken = {
    ...memory.ports,
    ledger: { ...memory.ports.ledger, saveOutcomes: () => Promise.reject('gone') },
  };
  await expect(settleChunk(broken, chunk)).rejects.toBe('gone');
  await settleChunk(memory.ports, memory.file('other', [entryOf({ nossoNumero: '90001' })]));
  await settleChunk(memory.ports, chunk);
  expect(memory.outcomes.get('file/1')?.[0]).toMatchObject({
    outcome: 'settled',
    receivable: { sequence: 2, status: 'settled' },
  });
  expect(outcomesOf(memory, 'other')).toEqual(['paid-twice']);
  expect(memory.receivable('F1').movements).toHaveLength(2);
});

test('a receivable that another writer changed is decided again on what stands', async () => {
  const memory = newMemory();
  await memory.register(billOf('F1'));
  const { receivables } = memory.ports;
  let raced = false;
  const racing = {
    ...memory.ports,
    receivables: {
      ...receivables,
      append: async (after: Receivable) => {
        if (!raced) {
          raced = true;
          await settleChunk(memory.ports, memory.file('faster', [entryOf({ nossoNumero: '90001' })]));
        }
        return receivables.append(after);
      },
    },
  };
  await settleChunk(racing, memory.file('file', [entryOf({ nossoNumero: '90001' })]));
  expect(outcomesOf(memory, 'faster')).toEqual(['settled']);
  expect(outcomesOf(memory)).toEqual(['paid-twice']);
  expect(memory.receivable('F1').movements.map(({ appliedCents }) => appliedCents)).toEqual([100_00, 0]);
});
