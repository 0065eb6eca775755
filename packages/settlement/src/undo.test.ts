import type { Entry } from '@baixa/core';
import { describe, expect, test } from 'vitest';
import {
  type Chunk,
  dueOn,
  exceptionIdOf,
  resolveException,
  retryFor,
  settleChunk,
  stepFile,
} from './index.ts';
import { crashing } from './test-support/crash.ts';
import { billOf, entryOf, type Memory, newMemory, outcomesOf } from './test-support/memory.ts';
import { mixedChunk } from './test-support/mixed-chunk.ts';

const E2E = 'E99999999202603251200abcdefghijk';
const CHARGE = { identifiers: { agreement: 'bb', txid: 'charge1' } };
const PIX = { txid: 'charge1', endToEndId: E2E };

let commands = 0;
/** Gives a command of a person, and carries out what comes of it. */
async function give(
  memory: Memory,
  what: 'undo' | 'replay',
  file: string,
  by = 'ana',
  id = `c${++commands}`,
) {
  const begun = await stepFile(memory.ports, { what, file, by, reason: 'A wrong upload.', id });
  await settleReleased(memory);
  return begun;
}

async function settleReleased({ ports, released }: Memory): Promise<void> {
  for (let chunk = released.shift(); chunk !== undefined; chunk = released.shift())
    await settleChunk(ports, chunk);
}

/** A memory with some bills, and a file of these entries that was settled. */
async function settled(told: Entry[], ...bills: Parameters<typeof billOf>[]): Promise<Memory> {
  const memory = newMemory();
  await memory.register(...bills.map((each) => billOf(...each)));
  await settleChunk(memory.ports, memory.file('A', told));
  return memory;
}

const problemOf = async (memory: Memory, what: 'undo' | 'replay', file: string) =>
  (await give(memory, what, file)).problems?.[0]?.code;
const standing = (memory: Memory, ...ids: string[]) =>
  ids.map((id) => {
    const { status, settledOn } = memory.receivable(id);
    return [status, settledOn, dueOn(memory.receivable(id), '2026-03-25').totalCents];
  });
const ZERO = { inCents: 0, outCents: 0, appliedCents: 0, unappliedCents: 0 };
const typesSince = (memory: Memory, from: number) => memory.published.slice(from).map(({ type }) => type);

describe('a file is undone', () => {
  test('and every receivable, exception and figure is as if it had never come', async () => {
    const { memory, chunk } = await mixedChunk();
    const ids = ['F1', 'F2', 'F3', 'F4', 'F5'];
    const before = standing(memory, ...ids);
    await settleChunk(memory.ports, chunk);
    expect(memory.open.size).toBeGreaterThan(0);
    expect(await give(memory, 'undo', 'file')).toEqual({ done: 'begun', chunks: 1 });
    expect(standing(memory, ...ids)).toEqual(before);
    expect(memory.open.size).toBe(0);
    // A credit that the bank took back had ended before.
    const ended = [...memory.resolved.values()].filter(({ resolution }) => resolution?.by !== 'rule');
    expect(ended.length).toBeGreaterThan(0);
    for (const { resolution } of ended)
      expect(resolution).toMatchObject({ how: 'undone', by: 'ana', reason: 'A wrong upload.', outcomes: [] });
    expect(memory.sumsOf('file')).toEqual({
      ...ZERO,
      entries: 10,
      toldBeforeCents: 0,
      outcomes: { undone: 9, noted: 1 },
    });
  });

  test('told by events with ids of their own, that say so', async () => {
    const memory = await settled([entryOf({ nossoNumero: '90001' })], ['F1']);
    const from = memory.published.length;
    await give(memory, 'undo', 'A');
    expect(typesSince(memory, from)).toEqual(['settlement.reversed', 'return-file.processed']);
    const [reversed, processed] = memory.published.slice(from);
    expect(reversed).toMatchObject({
      subject: 'F1',
      sequence: 3,
      data: { appliedCents: -100_00, cause: 'undo', status: 'open', reversedOn: '2026-03-25' },
    });
    expect(processed).toMatchObject({ data: { inCents: 0, entries: 1, step: 2, cause: 'undo' } });
    const ids = memory.published.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('and replayed, and again: each has movements, events and figures of its own', async () => {
    const { memory, chunk } = await mixedChunk();
    await settleChunk(memory.ports, chunk);
    const [first, sums] = [outcomesOf(memory, 'file'), memory.sumsOf('file')];
    const stood = standing(memory, 'F1', 'F2', 'F3');
    for (let round = 0; round < 2; round++) {
      await give(memory, 'undo', 'file');
      await give(memory, 'replay', 'file');
      expect(standing(memory, 'F1', 'F2', 'F3')).toEqual(stood);
      expect(memory.sumsOf('file')).toEqual(sums);
      const replayed = memory.outcomes.get(`file/step-${3 + 2 * round}/1`)?.map(({ outcome }) => outcome);
      expect(replayed).toEqual(first?.filter((outcome) => outcome !== 'noted'));
    }
    const ids = memory.published.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ['F1', 'F2', 'F3']) {
      const keys = memory.receivable(id).movements.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test('replayed once its receivable is registered, it settles that one', async () => {
    const memory = await settled([entryOf({ nossoNumero: '90001' })]);
    await give(memory, 'undo', 'A');
    await memory.register(billOf('F1'));
    await retryFor(memory.ports, [billOf('F1')]);
    expect(memory.receivable('F1').movements).toEqual([]);
    await give(memory, 'replay', 'A');
    expect(memory.receivable('F1').status).toBe('settled');
  });
});

describe('refused with a sentence and a way out:', () => {
  test.each([
    ['a file that nobody knows', 'undo', 'X', 'file.unknown'],
    ['a file that is still being settled', 'undo', 'B', 'file.still-settling'],
    ['a replay of what stands', 'replay', 'A', 'file.stands'],
  ] as const)('%s', async (_name, what, file, code) => {
    const memory = await settled([entryOf({ nossoNumero: '90001' })], ['F1']);
    memory.file('B', []);
    expect(await problemOf(memory, what, file)).toBe(code);
    expect(memory.receivable('F1').movements).toHaveLength(1);
  });

  test('a second undo, also while the first is under way', async () => {
    const memory = await settled([entryOf({ nossoNumero: '90001' })], ['F1']);
    const wish = { what: 'undo' as const, file: 'A', by: 'ana', reason: 'A wrong upload.', id: 'c-first' };
    await stepFile(memory.ports, wish);
    expect((await stepFile(memory.ports, { ...wish, id: 'c-second' })).problems?.[0]?.code).toBe(
      'file.in-progress',
    );
    await settleReleased(memory);
    expect(await problemOf(memory, 'undo', 'A')).toBe('file.undone');
  });
});

test('above the limit of its company a second person gives the same command', async () => {
  const memory = await settled([entryOf({ nossoNumero: '90001', paidCents: 2000_00 })], ['F1']);
  expect(await give(memory, 'undo', 'A', 'ana')).toMatchObject({ done: 'proposed' });
  expect(await give(memory, 'undo', 'A', 'ana')).toMatchObject({ done: 'proposed' });
  expect(memory.receivable('F1').movements).toHaveLength(1);
  expect(await give(memory, 'undo', 'A', 'bia')).toMatchObject({ done: 'begun' });
  expect(memory.receivable('F1').status).toBe('open');
  expect((await memory.ports.files.find('A'))?.steps).toMatchObject([{ by: 'ana', confirmedBy: 'bia' }]);
});

describe('a payment that several files tell', () => {
  const told = () => [entryOf(PIX)];

  test('counts in the next file once the first is undone, and in the first no more', async () => {
    const memory = await settled(told(), ['F1', CHARGE]);
    await settleChunk(memory.ports, memory.file('B', told()));
    await settleChunk(memory.ports, memory.file('C', told()));
    expect(memory.sumsOf('B')).toMatchObject({ ...ZERO, toldBeforeCents: 100_00 });
    await give(memory, 'undo', 'A');
    expect(memory.sumsOf('A')).toMatchObject(ZERO);
    expect(memory.sumsOf('B')).toMatchObject({ inCents: 100_00, appliedCents: 100_00, toldBeforeCents: 0 });
    expect(memory.sumsOf('C')).toMatchObject({ ...ZERO, toldBeforeCents: 100_00 });
    expect(memory.receivable('F1')).toMatchObject({ status: 'settled' });
    await give(memory, 'replay', 'A');
    expect(memory.sumsOf('A')).toMatchObject({ ...ZERO, toldBeforeCents: 100_00 });
    await give(memory, 'undo', 'B');
    // Which of the two that told it again comes first is nobody's business; it counts in one of them.
    expect(memory.sumsOf('A').inCents + memory.sumsOf('C').inCents).toBe(100_00);
    expect(memory.receivable('F1').movements.reduce((sum, { movedCents }) => sum + movedCents, 0)).toBe(
      100_00,
    );
  });

  test('also where it matched nothing, and waits there for its receivable', async () => {
    const memory = await settled(told());
    await settleChunk(memory.ports, memory.file('B', told()));
    await give(memory, 'undo', 'A');
    expect([...memory.open.values()]).toMatchObject([
      { file: 'B', outcome: 'unmatched', unappliedCents: 100_00 },
    ]);
    await memory.register(billOf('F1', CHARGE));
    await retryFor(memory.ports, [billOf('F1', CHARGE)]);
    expect(memory.receivable('F1')).toMatchObject({ status: 'settled', movements: [{ file: 'B' }] });
  });

  test('is no business of a file that was undone itself', async () => {
    const memory = await settled(told(), ['F1', CHARGE]);
    await settleChunk(memory.ports, memory.file('B', told()));
    await give(memory, 'undo', 'B');
    await give(memory, 'undo', 'A');
    expect(memory.receivable('F1').status).toBe('open');
    expect(memory.sumsOf('B')).toMatchObject(ZERO);
  });

  test('told by a file that is settled while the first is undone, it counts there', async () => {
    const memory = await settled(told(), ['F1', CHARGE]);
    const { files } = memory.ports;
    const noteToldAgain: typeof files.noteToldAgain = async (...given) => {
      // Just before the other file can learn of it, the first one is undone.
      await give(memory, 'undo', 'A');
      return files.noteToldAgain(...given);
    };
    await settleChunk({ ...memory.ports, files: { ...files, noteToldAgain } }, memory.file('B', told()));
    expect(memory.sumsOf('B')).toMatchObject({ inCents: 100_00, appliedCents: 100_00 });
  });

  test('told by a file whose replay has to wait for its own settlement, it counts there after', async () => {
    const memory = await settled(told(), ['F1', CHARGE]);
    const { files } = memory.ports;
    const countChunk: typeof files.countChunk = async (...given) => {
      await give(memory, 'undo', 'A');
      return files.countChunk(...given);
    };
    await settleChunk({ ...memory.ports, files: { ...files, countChunk } }, memory.file('B', told()));
    expect(memory.sumsOf('B')).toMatchObject({ inCents: 0 });
    await settleReleased(memory);
    expect(memory.sumsOf('B')).toMatchObject({ inCents: 100_00, appliedCents: 100_00 });
  });
});

describe('what came of it since:', () => {
  const idOfKey = (key: string) => exceptionIdOf('aguas', key);
  const wish = (exception: string) => ({ company: 'aguas', exception, by: 'bia', reason: 'A receipt.' });

  test('a credit that a person gave to another receivable is taken back there', async () => {
    const memory = await settled([entryOf({ ...PIX, paidCents: 130_00 })], ['F1', CHARGE], ['F2']);
    await resolveException(memory.ports, {
      ...wish(idOfKey(`e2e:${E2E}`)),
      how: 'settled',
      parts: [{ receivable: 'F2' }],
    });
    expect(standing(memory, 'F2')).toEqual([['open', undefined, 70_00]]);
    const from = memory.published.length;
    await give(memory, 'undo', 'A');
    expect(standing(memory, 'F1', 'F2')).toEqual([
      ['open', undefined, 100_00],
      ['open', undefined, 100_00],
    ]);
    expect(typesSince(memory, from)).toEqual([
      'settlement.reversed',
      'settlement.reversed',
      'return-file.processed',
    ]);
    expect(memory.sumsOf('A')).toMatchObject(ZERO);
  });

  test('money that a person split over receivables is taken back from each', async () => {
    const memory = await settled([entryOf({ nossoNumero: '777', paidCents: 150_00 })], ['F1'], ['F2']);
    const [id] = [...memory.open.keys()];
    const parts = [{ receivable: 'F1', cents: 100_00 }, { receivable: 'F2' }];
    await resolveException(memory.ports, { ...wish(id ?? ''), how: 'settled', parts });
    await give(memory, 'undo', 'A');
    expect(standing(memory, 'F1', 'F2').map(([, , due]) => due)).toEqual([100_00, 100_00]);
  });

  test('what a person is about to give is given first, and then taken back', async () => {
    const memory = await settled([entryOf({ nossoNumero: '777' })], ['F1']);
    const [id = ''] = [...memory.open.keys()];
    const parts = [{ receivable: 'F1' }];
    // The person's command crashes once it was accepted.
    const { exceptions } = memory.ports;
    const broken = {
      ...memory.ports,
      exceptions: {
        ...exceptions,
        accept: async (...given: Parameters<typeof exceptions.accept>) => {
          await exceptions.accept(...given);
          throw new Error('gone');
        },
      },
    };
    const command = { ...wish(id), how: 'settled' as const, parts };
    await expect(resolveException(broken, command)).rejects.toThrow('gone');
    await give(memory, 'undo', 'A');
    await resolveException(memory.ports, command);
    expect(standing(memory, 'F1')).toEqual([['open', undefined, 100_00]]);
    expect(memory.receivable('F1').movements.map(({ movedCents }) => movedCents)).toEqual([100_00, -100_00]);
  });

  test('a receivable that was registered later and settled by it is open again', async () => {
    const memory = await settled([entryOf({ nossoNumero: '90001', paidCents: 130_00 })]);
    await memory.register(billOf('F1'));
    await retryFor(memory.ports, [billOf('F1')]);
    expect(memory.receivable('F1').status).toBe('settled');
    await give(memory, 'undo', 'A');
    expect(standing(memory, 'F1')).toEqual([['open', undefined, 100_00]]);
    expect(memory.open.size).toBe(0);
  });

  test('an entry that another file reversed stays until that one is undone', async () => {
    const memory = await settled([entryOf(PIX), entryOf({ nossoNumero: '90002' })], ['F1', CHARGE], ['F2']);
    const refund = { ...PIX, kind: 'reversal' as const, reversalId: 'D1', paidCents: 30_00 };
    await settleChunk(memory.ports, memory.file('B', [entryOf(refund)]));
    await give(memory, 'undo', 'A');
    expect(standing(memory, 'F1', 'F2').map(([, , due]) => due)).toEqual([30_00, 100_00]);
    expect(memory.sumsOf('A')).toMatchObject({ inCents: 100_00, appliedCents: 100_00 });
    expect((await memory.ports.files.find('A'))?.steps).toMatchObject([{ keptBy: ['B'] }]);
    await give(memory, 'undo', 'B');
    await give(memory, 'undo', 'A');
    expect(standing(memory, 'F1')).toEqual([['open', undefined, 100_00]]);
    expect(memory.sumsOf('A')).toMatchObject(ZERO);
    await give(memory, 'replay', 'B');
    await give(memory, 'replay', 'A');
    expect(standing(memory, 'F1')).toEqual([['open', undefined, 30_00]]);
  });

  test('a reversal taken back after somebody paid in its stead leaves a credit, which waits for a person', async () => {
    const memory = await settled([entryOf(PIX)], ['F1', CHARGE]);
    const refund = { ...PIX, kind: 'reversal' as const, reversalId: 'D1' };
    await settleChunk(memory.ports, memory.file('B', [entryOf(refund)]));
    await settleChunk(memory.ports, memory.file('C', [entryOf({ txid: 'charge1' })]));
    await give(memory, 'undo', 'B');
    expect([...memory.open.values()]).toMatchObject([{ outcome: 'paid-twice', unappliedCents: 100_00 }]);
    await give(memory, 'undo', 'A');
    expect(memory.open.size).toBe(0);
    expect(memory.receivable('F1').status).toBe('settled');
    expect(memory.receivable('F1').movements.reduce((sum, { movedCents }) => sum + movedCents, 0)).toBe(
      100_00,
    );
  });
});

test('a crash before or after any call, then again, undoes and replays the same, with the same ids', {
  timeout: 60_000,
}, async () => {
  const steps = async (memory: Memory, ports: Memory['ports']) => {
    for (const what of ['undo', 'replay'] as const) {
      await stepFile(ports, { what, file: 'file', by: 'ana', reason: 'A wrong upload.', id: `c-${what}` });
      const all: Chunk[] = [...memory.released];
      for (const chunk of all) await settleChunk(ports, chunk);
      memory.released.splice(0, all.length);
    }
  };
  const idsOf = ({ published }: Memory) => [...new Set(published.map(({ id }) => id))].sort();
  const movements = (memory: Memory) => ['F1', 'F2', 'F3'].map((id) => memory.receivable(id).movements);
  const { memory: smooth, chunk } = await mixedChunk();
  await settleChunk(smooth.ports, chunk);
  const counting = crashing(smooth.ports, 0, 'after');
  await steps(smooth, counting.ports);
  for (let at = 1; at <= counting.calls(); at++)
    for (const when of ['before', 'after'] as const) {
      const { memory, chunk: same } = await mixedChunk();
      await settleChunk(memory.ports, same);
      const label = `crash ${when} call ${at}`;
      await expect(steps(memory, crashing(memory.ports, at, when).ports), label).rejects.toThrow();
      await steps(memory, memory.ports);
      expect(movements(memory), label).toEqual(movements(smooth));
      expect(memory.sumsOf('file'), label).toEqual(smooth.sumsOf('file'));
      expect(idsOf(memory), label).toEqual(idsOf(smooth));
      expect(memory.open.size, label).toBe(smooth.open.size);
    }
});
