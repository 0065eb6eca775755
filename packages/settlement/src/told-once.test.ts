import { expect, test } from 'vitest';
import { settleChunk } from './index.ts';
import { billOf, entryOf, newMemory } from './test-support/memory.ts';

const E2E = 'E99999999202603251200abcdefghijk';

test('a refund that undoes nothing on its receivable counts once over two files', async () => {
  const memory = newMemory();
  await memory.register(billOf('F1', { identifiers: { agreement: 'bb', txid: 'charge1' } }));
  const refund = { kind: 'reversal' as const, txid: 'charge1', endToEndId: E2E, reversalId: 'D1' };
  await settleChunk(memory.ports, memory.file('webhook', [entryOf(refund)]));
  await settleChunk(memory.ports, memory.file('page', [entryOf(refund)]));
  expect(memory.sumsOf('page')).toMatchObject({ outCents: 0, toldBeforeCents: 100_00 });
});

test('a Pix for a cancelled receivable counts once over two files', async () => {
  const memory = newMemory();
  await memory.register(billOf('F1', { identifiers: { agreement: 'bb', txid: 'charge1' } }));
  await memory.ports.receivables.append({ ...memory.receivable('F1'), status: 'cancelled', version: 2 });
  await settleChunk(memory.ports, memory.file('webhook', [entryOf({ txid: 'charge1', endToEndId: E2E })]));
  await settleChunk(memory.ports, memory.file('page', [entryOf({ txid: 'charge1', endToEndId: E2E })]));
  expect(memory.sumsOf('page')).toMatchObject({ inCents: 0, toldBeforeCents: 100_00 });
});

test('money claimed before a crash is settled when its receivable is there at the second run, and told once', async () => {
  const memory = newMemory();
  const chunk = memory.file('webhook', [entryOf({ txid: 'charge1', endToEndId: E2E })]);
  const broken = {
    ...memory.ports,
    ledger: { ...memory.ports.ledger, saveOutcomes: () => Promise.reject('gone') },
  };
  await expect(settleChunk(broken, chunk)).rejects.toBe('gone');
  await memory.register(billOf('F1', { identifiers: { agreement: 'bb', txid: 'charge1' } }));
  await settleChunk(memory.ports, chunk);
  await settleChunk(memory.ports, memory.file('page', [entryOf({ txid: 'charge1', endToEndId: E2E })]));
  expect(memory.sumsOf('webhook')).toMatchObject({ inCents: 100_00, appliedCents: 100_00 });
  expect(memory.sumsOf('page')).toMatchObject({ inCents: 0, toldBeforeCents: 100_00 });
});
