import { billOf, entryOf, newMemory } from './memory.ts';

/** A chunk with every kind of outcome that writes somewhere. */
export async function mixedChunk() {
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
    entryOf({ txid: 'nobody', endToEndId: 'E99999999202603251200abcdefghijk' }),
    entryOf({ seuNumero: '77' }),
    entryOf({ nossoNumero: '90003', interestCents: 9_00 }),
    entryOf({ nossoNumero: '90003', kind: 'registration', paidCents: undefined }),
  ];
  const inPlace = told.map((entry, index) => ({ ...entry, line: index + 1, offset: index * 240 }));
  return { memory, chunk: memory.file('file', inPlace) };
}
