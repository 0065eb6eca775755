import { expect, test } from 'vitest';
import { settleChunk } from './index.ts';
import { billOf, entryOf, newMemory, outcomesOf, RULES } from './test-support/memory.ts';
import { mixedChunk } from './test-support/mixed-chunk.ts';

const E2E = 'E99999999202603251200abcdefghijk';

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
  // The second payment was given back in the same chunk: nothing of it waits.
  expect(memory.open.size).toBe(5);
  expect(memory.published.at(-1)).toMatchObject({
    type: 'return-file.processed',
    subject: 'file',
    data: { entries: 10, inCents: 710_00, outCents: 100_00, appliedCents: 200_00, name: 'file.ret' },
  });
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
  expect(memory.receivable('F1').movements).toMatchObject([{ file: 'webhook', outcome: 'settled' }]);
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
  await memory.ports.ledger.saveOutcomes({ ...first, chunk: 2 }, []);
  await settleChunk(memory.ports, { ...first, chunk: 2 });
  expect(memory.published.map(({ type }) => type)).toEqual(['return-file.processed']);
});
