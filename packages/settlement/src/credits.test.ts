import { expect, test } from 'vitest';
import { creditsOf, exceptionIdOf, resolveException, settleChunk, type Wish } from './index.ts';
import { billOf, entryOf, newMemory } from './test-support/memory.ts';

const wish = { company: 'aguas', by: 'ana', reason: 'The customer wrote.' };

/** R$ 100,00 are due; R$ 130,00 are paid, and a person says what becomes of the rest. */
async function overpaid(wished?: Pick<Wish, 'how' | 'parts'>, paidCents = 130_00) {
  const memory = newMemory();
  await memory.register(billOf('F1'), billOf('F2'), billOf('F3', { faceCents: 10_00 }));
  await settleChunk(memory.ports, memory.file('file', [entryOf({ nossoNumero: '90001', paidCents })]));
  const [exception = ''] = memory.open.keys();
  if (wished !== undefined) await resolveException(memory.ports, { ...wish, exception, ...wished });
  const credits = await creditsOf(memory.ports.exceptions, memory.receivable('F1'));
  return { memory, exception, credits };
}

const excess = { outcome: 'settled-in-excess', on: '2026-03-25', cents: 30_00 };
const chosen = { by: 'ana', at: '2026-03-26T12:00:00.000Z' };

test.each<[string, Pick<Wish, 'how' | 'parts'> | undefined, object[]]>([
  ['waits', undefined, [{ ...excess, standing: 'waiting' }]],
  ['is marked for refund', { how: 'refunded', parts: [] }, [{ ...excess, standing: 'refunded', ...chosen }]],
  ['is kept', { how: 'written-off', parts: [] }, [{ ...excess, standing: 'written-off', ...chosen }]],
  ['went to another receivable', { how: 'settled', parts: [{ receivable: 'F2' }] }, []],
  [
    'went to several',
    { how: 'settled', parts: [{ receivable: 'F3', cents: 10_00 }, { receivable: 'F2' }] },
    [],
  ],
])('a credit %s', async (_, wished, credits) => {
  const found = await overpaid(wished);
  expect(found.credits).toEqual(credits.map((credit) => ({ exception: found.exception, ...credit })));
});

test('a credit above the limit is proposed until a second person confirms', async () => {
  const { credits } = await overpaid({ how: 'refunded', parts: [] }, 1200_00);
  expect(credits).toMatchObject([{ cents: 1100_00, standing: 'proposed', by: 'ana' }]);
});

test('a credit that the bank took back is none', async () => {
  const { memory } = await overpaid();
  const back = entryOf({ nossoNumero: '90001', kind: 'reversal', paidCents: 130_00 });
  await settleChunk(memory.ports, memory.file('later', [back]));
  expect(await creditsOf(memory.ports.exceptions, memory.receivable('F1'))).toEqual([]);
  expect(memory.open.size).toBe(0);
  expect([...memory.resolved.values()]).toMatchObject([{ resolution: { how: 'ignored', by: 'rule' } }]);
});

test('what a retry left over stands under its own exception', async () => {
  const memory = newMemory();
  const entry = entryOf({ nossoNumero: '90001', held: 'cheque', creditedOn: '2026-03-27' });
  await memory.register(billOf('F1'));
  const chunk = {
    ...memory.file('file', [entry, entryOf({ nossoNumero: '90001' })]),
    createdOn: '2026-03-26',
  };
  await settleChunk(memory.ports, chunk);
  await settleChunk(memory.ports, { ...memory.file('later', []), createdOn: '2026-03-27' });
  const [credit] = await creditsOf(memory.ports.exceptions, memory.receivable('F1'));
  expect(credit).toMatchObject({ outcome: 'paid-twice', cents: 100_00, standing: 'waiting' });
  expect(credit?.exception).toBe(exceptionIdOf('aguas', `file:${entry.offset}/retried`));
  expect(memory.open.has(credit?.exception ?? '')).toBe(true);
});
