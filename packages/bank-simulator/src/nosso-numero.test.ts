import { expect, test } from 'vitest';
import { bbNossoNumero, caixaCheckDigit, caixaNossoNumero } from './nosso-numero.ts';

test('check digits of Caixa are those that the bank printed in files of its own', () => {
  expect(caixaCheckDigit('24140000001001094')).toBe('8');
  expect(caixaCheckDigit('24140000001001093')).toBe('0');
  expect(caixaCheckDigit('24140000001001090')).toBe('5');
});

test('numbers have 18 digits at Caixa and 17 at Banco do Brasil', () => {
  expect(caixaNossoNumero(42)).toMatch(/^14000000000000042\d$/);
  expect(bbNossoNumero('7654321', 42)).toBe('76543210000000042');
});
