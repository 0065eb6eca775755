import { expect, test } from 'vitest';
import { type Receivable, settleChunk } from './index.ts';
import { crashing } from './test-support/crash.ts';
import { billOf, entryOf, type Memory, newMemory, RULES } from './test-support/memory.ts';

const E2E = 'E99999999202603251200abcdefghijk';
const outcomesOf = (memory: Memory, file = 'file') =>
  memory.outcomes.get(`${file}/1`)?.map(({ outcome, toldBefore }) => (toldBefore ? 'told-before' : outcome));

/** A chunk with every kind of outcome that writes somewhere. */
async function mixedChunk() {
  const memory = newMemory();
  await memory.register(
    billOf('F1'),
    billOf('F2'),
    billOf('F3'),
    billOf('F4', { identifiers: { agreement: 'bb', seuNumero: '77' } }),
    billOf('F5', { identifiers: { agreement: 'bb', seuNumero: '77' } }),
  );
  const told = [
    entryOf({ nossoNumero: '90001' }),
    entryOf({ nossoNumero: '90002', paidCents: 40_00 }),
    entryOf({ nossoNumero: '90002', paidCents: 70_00 }),
    entryOf({ nossoNumero: '90001' }),
    entryOf({ nossoNumero: '90001', kind: 'reversal' }),
    entryOf({ nossoNumero: '555' }),
    entryOf({ txid: 'nobody', endToEndId: E2E }),
    entryOf({ seuNumero: '77' }),
    entryOf({ nossoNumero: '90003', interestCents: 9_00 }),
    entryOf({ nossoNumero: '90003', kind: 'registration', paidCents: undefined }),
  ];
  const inPlace = told.map((entry, index) => ({ ...entry, line: index + 1, offset: index * 240 }));
  return { memory, chunk: memory.file('file', inPlace) };
}

test('each entry of a chunk has its outcome, and in − out = applied + unapplied', async () => {
  const { memory, chunk } = await mixedChunk();
  await settleChunk(memory.ports, chunk);
  expect(outcomesOf(memory)).toEqual([
    'settled',
    'settled-in-part',
    'settled-in-excess',
    'paid-twice',
    'reversed',
    'unmatched',
    'unmatched',
    'ambiguous',
    'divergent',
    'noted',
  ]);
  const { inCents, outCents, appliedCents, unappliedCents } = memory.sumsOf('file');
  expect([inCents, outCents]).toEqual([710_00, 100_00]);
  expect(appliedCents + unappliedCents).toBe(inCents - outCents);
  expect(appliedCents).toBe(200_00);
  expect(memory.open.size).toBe(6);
  expect(memory.published.at(-1)).toMatchObject({
    type: 'return-file.processed',
    subject: 'file',
    data: { entries: 10, inCents: 710_00, outCents: 100_00, appliedCents: 200_00, name: 'file.ret' },
  });
});

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
  expect(memory.published).toEqual([...first, ...first]);
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

test('two payments of one receivable in a chunk are applied in the order of the file', async () => {
  const memory = newMemory();
  await memory.register(billOf('F1'));
  await settleChunk(
    memory.ports,
    memory.file('file', [
      entryOf({ nossoNumero: '90001', paidCents: 30_00 }),
      entryOf({ nossoNumero: '090001', paidCents: 70_00 }),
      entryOf({ nossoNumero: '90001', paidCents: 1_00 }),
    ]),
  );
  expect(outcomesOf(memory)).toEqual(['settled-in-part', 'settled', 'paid-twice']);
  const sequences = memory.published.map(({ sequence }) => sequence);
  expect(sequences.slice(0, 2)).toEqual([2, 3]);
});

test('a Pix that a second file tells counts in the first, matched or not', async () => {
  for (const txid of ['charge1', 'nobody']) {
    const memory = newMemory();
    await memory.register(billOf('F1', { identifiers: { agreement: 'bb', txid: 'charge1' } }));
    await settleChunk(memory.ports, memory.file('webhook', [entryOf({ txid, endToEndId: E2E })]));
    const told = memory.published.filter(({ type }) => type !== 'return-file.processed').length;
    await settleChunk(memory.ports, memory.file('page', [entryOf({ txid, endToEndId: E2E })]));
    expect(outcomesOf(memory, 'page')).toEqual(['told-before']);
    expect(memory.sumsOf('page')).toMatchObject({
      entries: 1,
      inCents: 0,
      appliedCents: 0,
      unappliedCents: 0,
      toldBeforeCents: 100_00,
    });
    expect(memory.published.filter(({ type }) => type !== 'return-file.processed')).toHaveLength(told);
    expect(memory.open.size).toBe(txid === 'nobody' ? 1 : 0);
  }
});

test('a Pix told twice in one chunk counts once', async () => {
  for (const txid of ['charge1', 'nobody']) {
    const memory = newMemory();
    await memory.register(billOf('F1', { identifiers: { agreement: 'bb', txid: 'charge1' } }));
    const twice = [entryOf({ txid, endToEndId: E2E }), entryOf({ txid, endToEndId: E2E })];
    await settleChunk(memory.ports, memory.file('file', twice));
    expect(outcomesOf(memory)).toEqual([txid === 'nobody' ? 'unmatched' : 'settled', 'told-before']);
    expect(memory.sumsOf('file').inCents).toBe(100_00);
  }
});

test('money that matched nothing stays told by its file when its receivable is registered later', async () => {
  const memory = newMemory();
  const pix = { txid: 'charge1', endToEndId: E2E };
  await settleChunk(memory.ports, memory.file('webhook', [entryOf(pix)]));
  await memory.register(billOf('F1', { identifiers: { agreement: 'bb', txid: 'charge1' } }));
  await settleChunk(memory.ports, memory.file('page', [entryOf(pix)]));
  expect(outcomesOf(memory, 'page')).toEqual(['told-before']);
  expect(memory.receivable('F1').movements).toEqual([]);
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

test('an agreement of another company or of nobody stops the chunk before anything is written', async () => {
  const memory = newMemory();
  const chunk = memory.file('file', [entryOf({ nossoNumero: '90001' })]);
  await expect(settleChunk(memory.ports, { ...chunk, company: 'escola' })).rejects.toThrow(
    `agreement ${RULES.id} is of company escola`,
  );
  await expect(settleChunk(memory.ports, { ...chunk, agreement: 'caixa' })).rejects.toThrow(
    'agreement caixa',
  );
  expect(memory.outcomes.size + memory.published.length).toBe(0);
});

test('a chunk that the ledger does not have fails, and is not taken for an empty one', async () => {
  const memory = newMemory();
  const chunk = { file: 'gone', chunk: 1, chunks: 1, company: 'aguas', agreement: 'bb' };
  await expect(settleChunk(memory.ports, chunk)).rejects.toThrow('has no gone/1');
  expect(memory.processed.size).toBe(0);
});

test('a file is told as processed with its last chunk, whichever that is', async () => {
  const memory = newMemory();
  const first = { ...memory.file('file', []), chunks: 2 };
  await settleChunk(memory.ports, first);
  await settleChunk(memory.ports, first);
  expect(memory.published).toEqual([]);
  await memory.ports.ledger.saveOutcomes('file', 2, []);
  await settleChunk(memory.ports, { ...first, chunk: 2 });
  expect(memory.published.map(({ type }) => type)).toEqual(['return-file.processed']);
});
