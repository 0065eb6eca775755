import { AGUAS_BB } from '@baixa/bank-simulator';
import { describe, expect, test } from 'vitest';
import { crashing } from '../../settlement/src/test-support/crash.ts';
import { receiveFile } from './index.ts';
import { cnab } from './test-support/files.ts';
import { AT, newMemory } from './test-support/memory.ts';

describe('a file that is accepted', () => {
  test('is read into chunks of the ledger, which are released when all of it was read', async () => {
    const memory = newMemory(AGUAS_BB);
    const arrival = await receiveFile(memory.ports, memory.drop('in/a.ret', cnab({ payments: 7 })));
    expect(arrival).toMatchObject({ key: 'in/a.ret', versionId: 'v1', outcome: 'accepted', at: AT });
    const { file = '' } = arrival;
    expect([...memory.ledger].map(([key, entries]) => [key, entries.length])).toEqual([
      [`${file}/1`, 3],
      [`${file}/2`, 3],
      [`${file}/3`, 1],
    ]);
    const common = { file, chunks: 3, company: 'aguas', agreement: 'aguas-bb', createdOn: '2026-03-26' };
    expect(memory.released).toEqual([1, 2, 3].map((chunk) => ({ ...common, chunk })));
    expect(memory.arrivals).toEqual([arrival]);
  });

  test('stands in the register with what it says and adds up to', async () => {
    const memory = newMemory(AGUAS_BB);
    const bytes = cnab({ payments: 7 });
    const { file } = await receiveFile(memory.ports, memory.drop('in/a.ret', bytes));
    const entries = [...memory.ledger.values()].flat();
    expect(memory.file(file)).toMatchObject({
      id: memory.file(file).sha256.slice(0, 24),
      name: 'a.ret',
      key: 'in/a.ret',
      status: 'released',
      format: 'cnab240',
      service: 'cobranca',
      bank: '001',
      company: 'aguas',
      agreement: 'aguas-bb',
      sequence: 7,
      createdOn: '2026-03-26',
      bytes: bytes.length,
      lines: 18,
      entries: 7,
      chunks: 3,
      moneyInCents: entries.reduce((sum, { paidCents = 0 }) => sum + paidCents, 0),
      problems: [],
    });
    expect(memory.file(file).moneyInCents).toBeGreaterThan(0);
  });

  test.each([
    [3, [3]],
    [4, [3, 1]],
    [6, [3, 3]],
  ])('with %i entries has full chunks and no empty one at its end', async (payments, sizes) => {
    const memory = newMemory(AGUAS_BB);
    await receiveFile(memory.ports, memory.drop('a.ret', cnab({ payments })));
    expect([...memory.ledger.values()].map((entries) => entries.length)).toEqual(sizes);
    expect(memory.released).toHaveLength(sizes.length);
  });

  test('without entries goes through settlement as one empty chunk', async () => {
    const memory = newMemory(AGUAS_BB);
    const { file, outcome } = await receiveFile(memory.ports, memory.drop('a.ret', cnab({ payments: 0 })));
    expect(outcome).toBe('accepted');
    expect([...memory.ledger]).toEqual([[`${file}/1`, []]]);
    expect(memory.released).toMatchObject([{ file, chunk: 1, chunks: 1 }]);
  });
});

describe('content that came before', () => {
  test('has no effect under another name, and is told as a duplicate of its file', async () => {
    const memory = newMemory(AGUAS_BB);
    const { file } = await receiveFile(memory.ports, memory.drop('a.ret', cnab()));
    const again = await receiveFile(memory.ports, memory.drop('copy.ret', cnab()));
    expect(again).toMatchObject({ key: 'copy.ret', outcome: 'duplicate', file });
    expect(memory.released).toHaveLength(1);
    expect(memory.file(file).key).toBe('a.ret');
  });

  test('under the same key is the same arrival, delivered again', async () => {
    const memory = newMemory(AGUAS_BB);
    const object = memory.drop('a.ret', cnab());
    const first = await receiveFile(memory.ports, object);
    expect(await receiveFile(memory.ports, object)).toEqual(first);
    expect(memory.released).toHaveLength(1);
  });
});

test('an object that is gone, before the first or the second reading, is an arrival without a file', async () => {
  const memory = newMemory(AGUAS_BB);
  expect(await receiveFile(memory.ports, { bucket: 'inbox', key: 'a.ret' })).toEqual({
    key: 'a.ret',
    versionId: undefined,
    outcome: 'missing',
    at: AT,
  });
  const object = memory.drop('b.ret', cnab());
  const find = async () => void memory.remove('b.ret');
  const ports = { ...memory.ports, register: { ...memory.ports.register, find } };
  expect(await receiveFile(ports as never, object)).toMatchObject({ outcome: 'missing' });
  expect([memory.files.size, memory.released.length, memory.arrivals.length]).toEqual([0, 0, 2]);
});

test('a crash before or after any call, then the file again, releases the same chunks of the same entries', async () => {
  const smooth = newMemory(AGUAS_BB);
  const bytes = cnab({ payments: 7 });
  const counting = crashing(smooth.ports, 0, 'after');
  const first = await receiveFile(counting.ports, smooth.drop('a.ret', bytes));
  expect(counting.calls()).toBeGreaterThan(9);
  for (let at = 1; at <= counting.calls(); at++)
    for (const when of ['before', 'after'] as const) {
      const memory = newMemory(AGUAS_BB);
      const object = memory.drop('a.ret', bytes);
      await expect(receiveFile(crashing(memory.ports, at, when).ports, object)).rejects.toThrow();
      const label = `crash ${when} call ${at}`;
      expect(await receiveFile(memory.ports, object), label).toEqual(first);
      expect(new Set(memory.released.map((chunk) => JSON.stringify(chunk))), label).toEqual(
        new Set(smooth.released.map((chunk) => JSON.stringify(chunk))),
      );
      expect(memory.ledger, label).toEqual(smooth.ledger);
      expect(memory.file(first.file), label).toEqual(smooth.file(first.file));
    }
});

test('nothing is released before the last byte was read', async () => {
  const memory = newMemory(AGUAS_BB);
  const { inbox } = memory.ports;
  let opened = 0;
  const cut = {
    ...memory.ports,
    inbox: {
      open: async (object: Parameters<typeof inbox.open>[0]) => {
        opened += 1;
        const source = await inbox.open(object);
        if (opened === 1 || source === undefined) return source;
        return (async function* () {
          for await (const part of source) {
            yield part;
            if (memory.ledger.size > 0) throw new Error('connection reset');
          }
        })();
      },
    },
  };
  const object = memory.drop('a.ret', cnab({ payments: 9 }));
  await expect(receiveFile(cut, object)).rejects.toThrow('connection reset');
  expect([memory.ledger.size > 0, memory.released.length, memory.files.size]).toEqual([true, 0, 0]);
});

test('a file that is in the register is not read again: what was read of it is taken, and released', async () => {
  const memory = newMemory(AGUAS_BB);
  const { ledger } = memory.ports;
  const crash = { ...ledger, takeEntries: () => Promise.reject(new Error('crashed')) };
  const object = memory.drop('a.ret', cnab({ payments: 4 }));
  await expect(receiveFile({ ...memory.ports, ledger: crash }, object)).rejects.toThrow('crashed');
  expect([memory.released, memory.taken.size]).toEqual([[], 0]);
  const before = [...memory.ledger];
  // Another reader, or other settings, by the time it is delivered again.
  const { file = '' } = await receiveFile({ ...memory.ports, chunkEntries: 1 }, object);
  expect([...memory.ledger]).toEqual(before);
  expect(memory.released).toHaveLength(2);
  expect(memory.taken.get(file)).toEqual({
    agreement: 'aguas-bb',
    hashes: await ledger.hashesOfEntries(file, 2),
  });
  expect(memory.file(file).status).toBe('released');
});
