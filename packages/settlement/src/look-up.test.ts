import type { Entry } from '@baixa/core';
import { expect, test } from 'vitest';
import { aliasesOf, naturalKey } from './index.ts';
import { lookUp } from './look-up.ts';
import { billOf, entryOf, type Memory, newMemory, RULES } from './test-support/memory.ts';

async function find(memory: Memory, given: Partial<Entry>) {
  const entry = entryOf(given);
  const [match] = await lookUp(memory.ports, RULES, [
    { entry, key: naturalKey('file', entry), file: 'file' },
  ]);
  return (
    match?.candidates ?? (match?.payable === undefined ? undefined : [match.payable.id, match.matchedBy])
  );
}

async function books(...bills: Parameters<typeof billOf>[]) {
  const memory = newMemory();
  await memory.register(...bills.map((bill) => billOf(...bill)));
  return memory;
}

test('the surest identifier wins: txid, barcode, nosso número, then the own number', async () => {
  const barcode = '1'.repeat(44);
  const memory = await books(
    ['F1', { identifiers: { txid: 'charge1' } }],
    ['F2', { identifiers: { barcode } }],
    ['F3', { identifiers: { agreement: 'bb', nossoNumero: '300' } }],
    ['F4', { identifiers: { seuNumero: 'N-4' } }],
  );
  const own = { seuNumero: 'n4' };
  expect(await find(memory, { txid: 'charge1', barcode, nossoNumero: '300', ...own })).toEqual([
    'F1',
    'txid',
  ]);
  expect(await find(memory, { txid: 'unknown', barcode, nossoNumero: '300' })).toEqual(['F2', 'barcode']);
  expect(await find(memory, { nossoNumero: '000300', ...own })).toEqual(['F3', 'nossoNumero']);
  expect(await find(memory, { nossoNumero: '9', nossoNumeroForms: ['300'] })).toEqual(['F3', 'nossoNumero']);
  expect(await find(memory, { nossoNumero: '999', ...own })).toEqual(['F4', 'seuNumero']);
});

test('a nosso número counts only within the agreement that gave it', async () => {
  const memory = await books(['F1', { identifiers: { agreement: 'caixa', nossoNumero: '300' } }]);
  expect(await find(memory, { nossoNumero: '300' })).toBeUndefined();
});

test('the own number counts only together with the amount or the due date', async () => {
  const memory = await books(['F1', { identifiers: { seuNumero: '77' } }]);
  const other = { seuNumero: '77', paidCents: 90_00 };
  expect(await find(memory, other)).toBeUndefined();
  expect(await find(memory, { ...other, paidCents: 100_00 })).toEqual(['F1', 'seuNumero']);
  expect(await find(memory, { ...other, faceCents: 100_00 })).toEqual(['F1', 'seuNumero']);
  expect(await find(memory, { ...other, dueOn: '2026-03-25' })).toEqual(['F1', 'seuNumero']);
  expect(await find(memory, { ...other, dueOn: '2026-03-26' })).toBeUndefined();
  expect(await find(memory, { companyUse: '77', dueOn: '2026-03-25' })).toEqual(['F1', 'companyUse']);
});

test('the company may have written the id of the receivable itself', async () => {
  const memory = await books(['FAT-2026/03', {}]);
  expect(await find(memory, { companyUse: ' FAT-2026/03 ' })).toEqual(['FAT-2026/03', 'companyUse']);
});

test('two instalments of one own number are told apart by their due date, else both are named', async () => {
  const memory = await books(
    ['F1', { identifiers: { seuNumero: '77' } }],
    ['F2', { identifiers: { seuNumero: '77' }, dueOn: '2026-04-25', faceCents: 120_00 }],
    ['F3', { identifiers: { seuNumero: '88' } }],
    ['F4', { identifiers: { seuNumero: '88' } }],
  );
  expect(await find(memory, { seuNumero: '77', dueOn: '2026-04-25', paidCents: 120_00 })).toEqual([
    'F2',
    'seuNumero',
  ]);
  expect(await find(memory, { seuNumero: '88' })).toEqual(['F3', 'F4']);
});

test('an entry that moves no money is not looked up', async () => {
  const memory = await books(['F1', {}]);
  expect(await find(memory, { nossoNumero: '90001', kind: 'registration' })).toBeUndefined();
  expect(await find(memory, { nossoNumero: '90001' })).toEqual(['F1', 'nossoNumero']);
});

test('all entries of a chunk ask together: one request for each identifier, not for each entry', async () => {
  const memory = await books(['F1', {}], ['F2', {}]);
  const asked: string[][] = [];
  const { receivables } = memory.ports;
  const ports = {
    ...memory.ports,
    receivables: {
      ...receivables,
      idsOfAliases: (company: string, aliases: string[]) => {
        asked.push(aliases);
        return receivables.idsOfAliases(company, aliases);
      },
    },
  };
  const entries = [
    entryOf({ nossoNumero: '90001' }),
    entryOf({ nossoNumero: '90002' }),
    entryOf({ nossoNumero: '90001' }),
  ];
  const tolds = entries.map((entry) => ({ entry, key: naturalKey('file', entry), file: 'file' }));
  const found = await lookUp(ports, RULES, tolds);
  expect(found.map(({ payable }) => payable?.id)).toEqual(['F1', 'F2', 'F1']);
  expect(asked).toEqual([['nosso#bb#90001', 'nosso#bb#90002']]);
});

const PAYER = { payerTaxId: '11122233396' };
const byPayer = { payer: { taxId: '11122233396' } };

test('who paid is the last resort: one open receivable of that amount, due within the window', async () => {
  const memory = await books(
    ['F1', { identifiers: PAYER }],
    ['F2', { identifiers: PAYER, faceCents: 50_00 }],
    ['F3', { identifiers: PAYER, dueOn: '2026-05-25' }],
    ['F4', { identifiers: { payerTaxId: '12345678000195' } }],
  );
  expect(await find(memory, byPayer)).toEqual(['F1', 'payer']);
  expect(await find(memory, { ...byPayer, paidCents: 99_99 })).toBeUndefined();
  expect(await find(memory, { ...byPayer, paidOn: '2026-04-04' })).toEqual(['F1', 'payer']);
  expect(await find(memory, { ...byPayer, paidOn: '2026-04-05' })).toBeUndefined();
  expect(await find(memory, { payer: { taxId: '12345678000195' } })).toEqual(['F4', 'payer']);
  expect(await find(memory, { ...byPayer, kind: 'reversal' })).toBeUndefined();
});

test('an identifier goes before the payer', async () => {
  const memory = await books(['F1', { identifiers: PAYER }], ['F2', { identifiers: { txid: 'charge2' } }]);
  expect(await find(memory, { ...byPayer, txid: 'charge2' })).toEqual(['F2', 'txid']);
});

test('several bills of one payer are ranked: due nearest to the payment first', async () => {
  const memory = await books(
    ['F1', { identifiers: PAYER, dueOn: '2026-03-20' }],
    ['F2', { identifiers: PAYER, dueOn: '2026-03-27' }],
    ['F3', { identifiers: PAYER, dueOn: '2026-03-23' }],
  );
  expect(await find(memory, byPayer)).toEqual(['F3', 'F2', 'F1']);
});

test('a payer is filed under a key that does not show the CPF', () => {
  const aliases = aliasesOf(billOf('F1', { identifiers: PAYER }));
  expect(aliases).toHaveLength(1);
  expect(aliases[0]).not.toContain('11122233396');
});
