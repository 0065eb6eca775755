import { expect, test } from 'vitest';
import { amountOf, bankOf, dayOf } from './values.ts';

test.each([
  ['10.00', 1000],
  ['-10,00', -1000],
  ['+1.234,56', 123_456],
  ['1,234.56', 123_456],
  ['1.234.567', 123_456_700],
  ['1.234.567,8', 123_456_780],
  ['10', 1000],
  ['10.5', 1050],
  ['.50', 50],
  ['100.0000', 10_000],
  [' - 7,01 ', -701],
  ['R$ 7,01', 701],
  ['0.00', 0],
  ['-0.00', 0],
  ['1.234', undefined],
  ['1.23.45', undefined],
  ['1,2345', undefined],
  ['10.005', undefined],
  ['1.234.56', undefined],
  ['12,34,567.89', undefined],
  ['1e3', undefined],
  ['', undefined],
  ['.', undefined],
  ['99999999999999999', undefined],
])('the amount %j is %s centavos', (raw, cents) => expect(amountOf(raw)).toBe(cents));

test.each([
  ['20261118', '2026-11-18'],
  ['20261118120000', '2026-11-18'],
  ['20261118235959[-3:BRT]', '2026-11-18'],
  ['20261119020000[0:GMT]', '2026-11-18'],
  ['20261119000000[0:GMT]', '2026-11-19'],
  ['20261118100000[-03:EST]', '2026-11-18'],
  ['20261118230000.000[-5:EST]', '2026-11-19'],
  ['20260229', undefined],
  ['2026111', undefined],
  ['20261118999999[-3:BRT]', undefined],
  ['20261118120000[-99:X]', undefined],
])('%j is the day %s in São Paulo', (raw, day) => expect(dayOf(raw)).toBe(day));

test.each([
  ['0341', '341'],
  ['1', '001'],
  ['001', '001'],
  ['0000', undefined],
  ['60701190', undefined],
  ['ITAU', undefined],
])('the bank %j is %s', (raw, bank) => expect(bankOf(raw)).toBe(bank));
