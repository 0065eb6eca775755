import { describe, expect, test } from 'vitest';
import { acordoWishSchema, endAcordo, makeAcordo, settleChunk, stepFile } from './index.ts';
import { Crash, crashing } from './test-support/crash.ts';
import { AT, billOf, entryOf, type Memory, newMemory } from './test-support/memory.ts';

const E2E = `E${'1'.repeat(31)}`;
const back = (cents: number, id: string, more: object = {}) =>
  entryOf({
    kind: 'reversal',
    txid: 'down',
    endToEndId: E2E,
    reversalId: id,
    paidCents: cents,
    paidOn: '2026-07-10',
    ...more,
  });
const settle = (memory: Memory, file: string, entry: ReturnType<typeof entryOf>, ports = memory.ports) =>
  settleChunk(ports, memory.file(file, [entry]));

/** R$ 150,00 of two bills; R$ 80,00 was paid down, and went to both when the acordo was broken: 50 and 30. */
async function broken(): Promise<Memory> {
  const memory = newMemory();
  const account = { account: '100' };
  await memory.register(
    billOf('F1', account),
    billOf('F2', { ...account, faceCents: 50_00, dueOn: '2026-02-25' }),
  );
  const wish = acordoWishSchema.parse({
    id: 'A-1',
    receivables: ['F1', 'F2'],
    downPayment: { cents: 80_00, dueOn: '2026-05-25', identifiers: { txid: 'down' } },
    instalments: [{ dueOn: '2026-06-25' }],
    reason: 'Asked for it.',
  });
  await makeAcordo(memory.ports, { company: 'aguas', wish, today: '2026-05-20', by: 'ana', at: AT });
  await settle(
    memory,
    'paid',
    entryOf({ txid: 'down', endToEndId: E2E, paidCents: 80_00, paidOn: '2026-05-25' }),
  );
  await endAcordo(memory.ports, {
    company: 'aguas',
    acordo: 'A-1',
    how: 'broken',
    by: 'bia',
    reason: 'Stopped paying.',
    at: '2026-07-01T12:00:00.000Z',
    on: '2026-07-01',
  });
  return memory;
}

const applied = (memory: Memory) =>
  ['F2', 'F1', 'A-1.0'].map((id) =>
    memory.receivable(id).movements.reduce((sum, { appliedCents }) => sum + appliedCents, 0),
  );

describe('a payment that the end of an acordo has moved on', () => {
  test('is given back from where it went', async () => {
    const memory = await broken();
    expect(applied(memory)).toEqual([50_00, 30_00, 0]);
    await settle(memory, 'back', back(80_00, 'D1'));
    expect(applied(memory)).toEqual([0, 0, 0]);
    expect(['F2', 'F1'].map((id) => memory.receivable(id).status)).toEqual(['open', 'open']);
    expect([...memory.open.values()]).toEqual([]);
    expect(memory.sumsOf('back')).toMatchObject({ outCents: 80_00, appliedCents: -80_00, unappliedCents: 0 });
    const reversed = memory.published.filter(({ type }) => type === 'settlement.reversed').slice(-2);
    expect(reversed.map(({ subject }) => subject)).toEqual(['F1', 'F2']);
  });

  test('is given back in parts, what was paid last first, and never more than it was', async () => {
    const memory = await broken();
    await settle(memory, 'back-1', back(40_00, 'D1'));
    expect(applied(memory)).toEqual([40_00, 0, 0]);
    await settle(memory, 'back-2', back(50_00, 'D2'));
    expect(applied(memory)).toEqual([40_00, 0, 0]);
    expect([...memory.open.values()]).toMatchObject([{ outcome: 'refused', unappliedCents: -50_00 }]);
    await settle(memory, 'back-3', back(40_00, 'D3'));
    expect(applied(memory)).toEqual([0, 0, 0]);
  });

  test('is given back once, whoever tells of it', async () => {
    const memory = await broken();
    for (const file of ['back', 'again']) await settle(memory, file, back(80_00, 'D1'));
    expect(applied(memory)).toEqual([0, 0, 0]);
    expect(memory.sumsOf('again')).toMatchObject({ outCents: 0, toldBeforeCents: 80_00 });
  });

  test('is found by its amount, where the bank names no Pix', async () => {
    const memory = await broken();
    await settle(memory, 'back', back(80_00, 'D1', { endToEndId: undefined, reversalId: undefined }));
    expect(applied(memory)).toEqual([0, 0, 0]);
  });

  test('stands again when the file that gave it back is undone', async () => {
    const memory = await broken();
    await settle(memory, 'back', back(80_00, 'D1'));
    await stepFile(memory.ports, { what: 'undo', file: 'back', by: 'ana', reason: 'Wrong file.', id: 'u1' });
    for (const chunk of memory.released.splice(0)) await settleChunk(memory.ports, chunk);
    expect(applied(memory)).toEqual([50_00, 30_00, 0]);
    expect(memory.sumsOf('back')).toMatchObject({ outCents: 0, appliedCents: 0 });
  });

  test.each(['before', 'after'] as const)('is given back once, after a crash %s any call', async (when) => {
    for (let at = 1; ; at++) {
      const memory = await broken();
      const entry = back(80_00, 'D1');
      const { ports } = crashing(memory.ports, at, when);
      const crashed = await settle(memory, 'back', entry, ports).then(
        () => false,
        (error) => {
          if (!(error instanceof Crash)) throw error;
          return true;
        },
      );
      await settle(memory, 'back', entry);
      expect([applied(memory), memory.open.size], `${when} ${at}`).toEqual([[0, 0, 0], 0]);
      if (!crashed) break;
    }
  });
});
