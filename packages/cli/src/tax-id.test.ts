import { expect, test } from 'vitest';
import { maskedTaxId } from './tax-id.ts';

test.each([
  ['12345678909', '***.456.789-**'],
  ['12345678000195', '12.***.***/0001-**'],
  ['12ABC34501DE35', '12.***.***/01DE-**'],
])('of %s a screen shows %s', (taxId, shown) => {
  expect(maskedTaxId(taxId)).toBe(shown);
});
