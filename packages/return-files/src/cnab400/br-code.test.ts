import { expect, test } from 'vitest';
import { asTxid, txidOfBrCode } from './br-code.ts';

test.each([
  ['000201620705031235802BR', '123'],
  ['0002015802BR62190515BAIXA00000000016304ABCD', 'BAIXA0000000001'],
  ['00020162140002AB0504PIX1', 'PIX1'],
])('%s has the txid %s', (emv, txid) => {
  expect(txidOfBrCode(emv)).toBe(txid);
});

test.each([
  undefined,
  '',
  '000201',
  '00020162070503***',
  '0002016207050',
  '62-9050',
  '62990503123',
  '6207059912',
  '0',
  '62  05031',
])('%j has none', (emv) => {
  expect(txidOfBrCode(emv)).toBeUndefined();
});

test('a txid has letters and digits, 35 at most', () => {
  expect(asTxid('a'.repeat(35))).toBe('a'.repeat(35));
  for (const text of ['a'.repeat(36), 'id-da-transacao', 'a b', '']) expect(asTxid(text)).toBeUndefined();
});
