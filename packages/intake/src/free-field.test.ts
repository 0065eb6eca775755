import { makeFiles } from '@baixa/bank-simulator';
import { expect, test } from 'vitest';
import { receiveFile } from './index.ts';
import { newMemory } from './test-support/memory.ts';

const BILLS = makeFiles().find(({ name }) => name === 'febraban150-arrecadacao-v07.ret')?.bytes ?? '';
const CAIXA = { id: 'aguas-caixa', company: 'aguas', bank: '104', code: 'CONV0001', tolerance: { cents: 0 } };

/** The first two entries that are kept for settlement of an agreement. */
async function kept(agreement: typeof CAIXA & { freeField?: Record<string, string> }) {
  const memory = newMemory(agreement);
  const { outcome } = await receiveFile(memory.ports, memory.drop('bills.ret', BILLS));
  expect(outcome).toBe('accepted');
  return [...memory.ledger.values()].flat().slice(0, 2);
}

test('an agreement that says what its barcodes hold has it in the entries that are settled', async () => {
  const entries = await kept({ ...CAIXA, freeField: { companyUse: '28-35', seuNumero: '36-41' } });
  expect(entries.map(({ companyUse }) => companyUse)).toEqual(['00010000', '00010001']);
  expect(entries.map(({ seuNumero }) => seuNumero)).toEqual(['202611', '202611']);
});

test('an agreement that says nothing has nothing of it', async () => {
  const entries = await kept(CAIXA);
  expect(entries.map(({ companyUse, seuNumero }) => [companyUse, seuNumero])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ]);
});
