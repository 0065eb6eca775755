import { describe, expect, test } from 'vitest';
import { dueOn, exceptionIdOf, naturalKey, registerReceivables, retryFor, settleChunk } from './index.ts';
import { crashing } from './test-support/crash.ts';
import { billOf, entryOf, type Memory, newMemory } from './test-support/memory.ts';

const E2E = 'E99999999202603251200abcdefghijk';
const late = billOf('F1', { identifiers: { agreement: 'bb', txid: 'charge1' } });

/** What the handler does with registrations that arrive. */
async function register(memory: Memory, ...bills: (typeof late)[]): Promise<void> {
  await registerReceivables(memory.ports.receivables, bills);
  await retryFor(memory.ports, bills);
}

test.each<[string, Parameters<typeof entryOf>[0], Partial<typeof late>]>([
  ['txid', { txid: 'charge1' }, { identifiers: { txid: 'charge1' } }],
  ['barcode', { barcode: '8'.repeat(44) }, { identifiers: { barcode: '8'.repeat(44) } }],
  [
    'nosso número without its digit',
    { nossoNumero: '0001234', nossoNumeroForms: ['000123'] },
    { identifiers: { agreement: 'bb', nossoNumero: '123' } },
  ],
  ['own number', { seuNumero: 'NF-7' }, { identifiers: { seuNumero: 'nf7' } }],
  ['id, written into the use of the company', { companyUse: 'F1' }, { identifiers: {} }],
  ['payer', { payer: { taxId: '11122233396' } }, { identifiers: { payerTaxId: '11122233396' } }],
])('a receivable registered after its payment is settled by it: %s', async (_, entry, bill) => {
  const memory = newMemory();
  await settleChunk(memory.ports, memory.file('file', [entryOf(entry)]));
  expect([...memory.open.values()].map(({ outcome }) => outcome)).toEqual(['unmatched']);
  await register(memory, billOf('F1', bill));
  expect(memory.open.size).toBe(0);
  expect(memory.receivable('F1')).toMatchObject({ status: 'settled', settledOn: '2026-03-25' });
  expect([...memory.resolved.values()]).toMatchObject([
    { resolution: { how: 'retried', by: 'rule', outcomes: [{ outcome: 'settled', appliedCents: 100_00 }] } },
  ]);
});

test('it is told as a settlement and as the end of its exception, each once for who drops doubles', async () => {
  const memory = newMemory();
  const entry = entryOf({ txid: 'charge1', endToEndId: E2E });
  await settleChunk(memory.ports, memory.file('file', [entry]));
  await register(memory, late);
  await register(memory, late);
  const told = memory.published.filter(({ type }) => type !== 'return-file.processed');
  expect(told.map(({ type }) => type)).toEqual([
    'exception.opened',
    'settlement.applied',
    'receivable.settled',
    'exception.resolved',
  ]);
  const exception = exceptionIdOf('aguas', naturalKey('file', entry));
  expect(told[3]).toMatchObject({
    subject: 'F1',
    data: { exception, how: 'retried', receivables: ['F1'], appliedCents: 100_00 },
  });
});

test('what the retry leaves for a person is an exception of its own', async () => {
  const memory = newMemory();
  await settleChunk(memory.ports, memory.file('file', [entryOf({ txid: 'charge1', paidCents: 130_00 })]));
  await register(memory, late);
  expect(memory.receivable('F1').status).toBe('settled');
  expect([...memory.open.values()]).toMatchObject([{ outcome: 'settled-in-excess', unappliedCents: 30_00 }]);
  const opened = memory.published.filter(({ type }) => type === 'exception.opened');
  expect(new Set(opened.map(({ id }) => id)).size).toBe(2);
});

test('the same payment told again later changes nothing', async () => {
  const memory = newMemory();
  await settleChunk(memory.ports, memory.file('webhook', [entryOf({ txid: 'charge1', endToEndId: E2E })]));
  await register(memory, late);
  await settleChunk(memory.ports, memory.file('page', [entryOf({ txid: 'charge1', endToEndId: E2E })]));
  expect(memory.sumsOf('page')).toMatchObject({ inCents: 0, toldBeforeCents: 100_00 });
  expect(memory.receivable('F1').movements).toHaveLength(1);
});

test('money that a registration does not explain keeps waiting', async () => {
  const memory = newMemory();
  await settleChunk(memory.ports, memory.file('file', [entryOf({ seuNumero: '7', paidCents: 42_00 })]));
  await register(memory, billOf('F1', { identifiers: { seuNumero: '7' } }));
  expect(memory.open.size).toBe(1);
  await register(memory, billOf('F2', { identifiers: { seuNumero: '7' }, faceCents: 42_00 }));
  expect(memory.open.size).toBe(0);
  expect(memory.receivable('F2').status).toBe('settled');
});

test('a receivable registered while its payment is being settled is found by one of the two', async () => {
  const memory = newMemory();
  const { exceptions } = memory.ports;
  const open: typeof exceptions.open = async (outcomes) => {
    // The payment has found nothing and its exception is not open yet.
    await register(memory, late);
    await exceptions.open(outcomes);
  };
  const ports = { ...memory.ports, exceptions: { ...exceptions, open } };
  await settleChunk(ports, memory.file('file', [entryOf({ txid: 'charge1' })]));
  expect(memory.open.size).toBe(0);
  expect(memory.receivable('F1').status).toBe('settled');
});

test('a crash before or after any call of the retry, then the registration again, ends the same', async () => {
  const begin = async () => {
    const memory = newMemory();
    await settleChunk(memory.ports, memory.file('file', [entryOf({ txid: 'charge1', endToEndId: E2E })]));
    await registerReceivables(memory.ports.receivables, [late]);
    return memory;
  };
  const smooth = await begin();
  const counting = crashing(smooth.ports, 0, 'after');
  await retryFor(counting.ports, [late]);
  expect(counting.calls()).toBeGreaterThan(8);
  const idsOf = (memory: Memory) => new Set(memory.published.map(({ id }) => id));
  for (let at = 1; at <= counting.calls(); at++)
    for (const when of ['before', 'after'] as const) {
      const memory = await begin();
      await expect(retryFor(crashing(memory.ports, at, when).ports, [late])).rejects.toThrow();
      await register(memory, late);
      const label = `crash ${when} call ${at}`;
      expect(memory.open.size, label).toBe(0);
      expect(memory.receivable('F1').movements, label).toHaveLength(1);
      expect(idsOf(memory), label).toEqual(idsOf(smooth));
    }
});

describe('a reversal that overtakes its payment', () => {
  const refund = { kind: 'reversal' as const, txid: 'charge1', endToEndId: E2E, reversalId: 'D1' };
  const payment = { txid: 'charge1', endToEndId: E2E };

  async function afterBoth() {
    const memory = newMemory();
    await memory.register(late);
    await settleChunk(memory.ports, memory.file('refund', [entryOf(refund)]));
    await settleChunk(memory.ports, memory.file('payment', [entryOf(payment)]));
    return memory;
  }

  test('undoes it when it comes, and nothing waits any more', async () => {
    const memory = await afterBoth();
    expect(memory.open.size).toBe(0);
    expect(memory.receivable('F1').status).toBe('open');
    const { movements } = memory.receivable('F1');
    expect(movements.map(({ outcome, appliedCents }) => [outcome, appliedCents])).toEqual([
      ['unmatched', 0],
      ['settled', 100_00],
      ['reversed', -100_00],
    ]);
    expect(dueOn(memory.receivable('F1'), '2026-03-25').totalCents).toBe(100_00);
    expect(memory.published.map(({ type }) => type)).toContain('settlement.reversed');
  });

  test('undoes it once, also when either comes again', async () => {
    const memory = await afterBoth();
    const stands = structuredClone(memory.receivable('F1'));
    await settleChunk(memory.ports, memory.file('payment again', [entryOf(payment)]));
    await settleChunk(memory.ports, memory.file('refund again', [entryOf(refund)]));
    expect(memory.receivable('F1')).toEqual(stands);
    for (const file of ['payment again', 'refund again'])
      expect(memory.sumsOf(file)).toMatchObject({ inCents: 0, outCents: 0, toldBeforeCents: 100_00 });
  });

  test('waits with its payment for the receivable of both', async () => {
    const memory = newMemory();
    await settleChunk(memory.ports, memory.file('refund', [entryOf(refund)]));
    await settleChunk(memory.ports, memory.file('payment', [entryOf(payment)]));
    await register(memory, late);
    expect(memory.open.size).toBe(0);
    expect(memory.receivable('F1').movements.map(({ outcome }) => outcome)).toEqual(['settled', 'reversed']);
  });

  test.each([
    ['by its Pix', {}],
    ['by its amount', { endToEndId: undefined, reversalId: undefined }],
  ])('ends the same after a crash before or after any call, and the chunk again, %s', async (_, named) => {
    const begin = async () => {
      const memory = newMemory();
      await memory.register(late);
      const both = memory.file('file', [entryOf({ ...refund, ...named }), entryOf({ ...payment, ...named })]);
      return { memory, chunk: both };
    };
    const smooth = await begin();
    const counting = crashing(smooth.memory.ports, 0, 'after');
    await settleChunk(counting.ports, smooth.chunk);
    for (let at = 1; at <= counting.calls(); at++)
      for (const when of ['before', 'after'] as const) {
        const { memory, chunk } = await begin();
        await expect(settleChunk(crashing(memory.ports, at, when).ports, chunk)).rejects.toThrow();
        await settleChunk(memory.ports, chunk);
        const outcomes = memory.receivable('F1').movements.map(({ outcome }) => outcome);
        expect(outcomes, `crash ${when} call ${at}`).toEqual(['unmatched', 'settled', 'reversed']);
        expect(memory.open.size, `crash ${when} call ${at}`).toBe(0);
      }
  });
});

test('a Pix that was given back before its receivable was registered, and is told after, is given back', async () => {
  const memory = newMemory();
  const back = entryOf({ kind: 'reversal', txid: 'charge1', endToEndId: E2E, reversalId: 'D1' });
  await settleChunk(memory.ports, memory.file('back', [back]));
  await register(memory, late);
  await settleChunk(memory.ports, memory.file('paid', [entryOf({ txid: 'charge1', endToEndId: E2E })]));
  expect(memory.receivable('F1')).toMatchObject({ status: 'open' });
  expect(memory.open.size).toBe(0);
});

test('a Pix that was given back while it waited is given back once it has its receivable', async () => {
  const memory = newMemory();
  const paid = entryOf({ txid: 'charge1', endToEndId: E2E });
  const back = entryOf({ kind: 'reversal', txid: 'charge1', endToEndId: E2E, reversalId: 'D1' });
  await settleChunk(memory.ports, memory.file('paid', [paid]));
  // Its receivable is there, and nobody has looked again at what waited for that yet.
  await registerReceivables(memory.ports.receivables, [late]);
  await settleChunk(memory.ports, memory.file('back', [back]));
  await retryFor(memory.ports, [late]);
  expect(memory.receivable('F1')).toMatchObject({ status: 'open' });
  expect(memory.open.size).toBe(0);
});
