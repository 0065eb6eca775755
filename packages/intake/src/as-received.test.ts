import type { Entry } from '@baixa/core';
import { expect, test } from 'vitest';
import { asReceived } from './as-received.ts';

const agreement = { id: 'bb', company: 'aguas', bank: '001', code: '1', tolerance: { cents: 0 } };
const header = { format: 'ofx' as const, service: 'extrato' as const, agreementCodes: [] };
let offset = 0;
const credit = (more: Partial<Entry> = {}): Entry => {
  offset += 100;
  const own = {
    kind: 'payment' as const,
    reasons: [],
    companyUse: '771',
    paidOn: '2026-11-18',
    paidCents: 50_00,
  };
  return { line: 1, offset, ...own, ...more };
};
const keysOf = (entries: Entry[], of = agreement, about: Parameters<typeof asReceived>[1] = header) =>
  entries.map(asReceived(of, about)).map(({ moneyKey }) => moneyKey);

test('a credit of a statement has the same key in every export', () => {
  const [first] = keysOf([credit({ paidCents: 1 }), credit()].slice(1));
  const [, again] = keysOf([credit({ paidOn: '2026-11-17' }), credit()]);
  expect(first).toBeDefined();
  expect(again).toBe(first);
});

test('credits that share day, amount and identifier are told apart by their order', () => {
  const keys = keysOf([credit(), credit(), credit()]);
  expect(new Set(keys).size).toBe(3);
  expect(keysOf([credit(), credit(), credit()])).toEqual(keys);
});

test.each([
  ['another day', { paidOn: '2026-11-19' }],
  ['another amount', { paidCents: 50_01 }],
  ['another identifier', { companyUse: '772' }],
])('%s is other money', (_, more) => {
  expect(keysOf([credit(more)])).not.toEqual(keysOf([credit()]));
});

test('another agreement is other money', () => {
  expect(keysOf([credit()], { ...agreement, id: 'itau' })).not.toEqual(keysOf([credit()]));
});

test.each<[string, Entry]>([
  ['a Pix, which has its own identifier', credit({ endToEndId: 'E'.padEnd(32, '1') })],
  ['what moves no money', credit({ kind: 'other' })],
])('%s gets none', (_, entry) => {
  expect(keysOf([entry])).toEqual([undefined]);
});

test('a file of another service tells its money once by itself', () => {
  expect(keysOf([credit()], agreement, { ...header, format: 'cnab240', service: 'cobranca' })).toEqual([
    undefined,
  ]);
});
