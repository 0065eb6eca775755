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

test('money claimed before a crash stays unmatched at the second run, is tried again at once, and told once', async () => {
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
  expect(memory.sumsOf('webhook')).toMatchObject({ inCents: 100_00, unappliedCents: 100_00 });
  expect(memory.receivable('F1')).toMatchObject({ status: 'settled', movements: [{ appliedCents: 100_00 }] });
  expect([memory.open.size, memory.resolved.size]).toEqual([0, 1]);
  expect(memory.sumsOf('page')).toMatchObject({ inCents: 0, toldBeforeCents: 100_00 });
});

test('money that found nothing is looked up again once it is claimed: its receivable may have come in between', async () => {
  const memory = newMemory();
  const page = memory.file('page', [entryOf({ txid: 'charge1', endToEndId: E2E })]);
  const webhook = memory.file('webhook', [entryOf({ txid: 'charge1', endToEndId: E2E })]);
  const { exceptions } = memory.ports;
  let registered = false;
  const claim: typeof exceptions.claim = async (...given) => {
    // Between the look-up and the claim, the bill is registered and the other file settles it.
    if (!registered) {
      registered = true;
      await memory.register(billOf('F1', { identifiers: { agreement: 'bb', txid: 'charge1' } }));
      await settleChunk(memory.ports, page);
    }
    return exceptions.claim(...given);
  };
  await settleChunk({ ...memory.ports, exceptions: { ...exceptions, claim } }, webhook);
  expect(memory.sumsOf('page')).toMatchObject({ inCents: 100_00, appliedCents: 100_00 });
  expect(memory.sumsOf('webhook')).toMatchObject({ inCents: 0, unappliedCents: 0, toldBeforeCents: 100_00 });
});

test('a reversal that overtook its payment is kept on the receivable, and told once', async () => {
  const memory = newMemory();
  await memory.register(billOf('F1', { identifiers: { agreement: 'bb', txid: 'charge1' } }));
  const refund = { kind: 'reversal' as const, txid: 'charge1', endToEndId: E2E, reversalId: 'D1' };
  await settleChunk(memory.ports, memory.file('webhook', [entryOf(refund)]));
  expect(memory.receivable('F1').movements).toMatchObject([{ outcome: 'unmatched', appliedCents: 0 }]);
});
