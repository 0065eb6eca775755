import { expect, test } from 'vitest';
import { mod10, mod11, nossoNumeroDigitsOf } from './index.ts';

test.each([
  // The manual's own example.
  ['001', { number: '05009401448' }, ['1']],
  ['041', { number: '00009274' }, ['22']],
  ['041', { number: '00009194' }, ['38']],
  // Numbers of delivered files.
  ['104', { number: '24140000001001094' }, ['8']],
  ['033', { number: '000000000006' }, ['0']],
  ['237', { number: '00000000009', portfolio: '09' }, ['7']],
  ['237', { number: '00000000020', portfolio: '09' }, ['8']],
  ['341', { number: '00000011', branch: '0730', account: '03511', portfolio: '109' }, ['4', '6']],
])('bank %s puts after %j the digit %j', (bank, parts, digits) => {
  expect(nossoNumeroDigitsOf(bank, parts)).toEqual(digits);
});

test('Sicoob differs from a delivered file, whose cliente is masked, by the same for every number', () => {
  const numbers = ['0015759', '0015210', '0015660', '0015751', '0015761'];
  const digits = numbers.map((number) =>
    Number(nossoNumeroDigitsOf('756', { number, branch: '3069', account: '567329' })[0]),
  );
  expect(digits.map((digit, at) => digit - Number('56170'[at]))).toEqual([1, 1, 1, 1, 1]);
});

test('Bradesco writes P for a remainder of 1 and 0 for none', () => {
  const digits = (number: number) =>
    nossoNumeroDigitsOf('237', { number: String(number).padStart(11, '0'), portfolio: '09' })[0];
  const all = Array.from({ length: 40 }, (_, number) => digits(number));
  expect(all).toContain('P');
  expect(all).toContain('0');
});

test('what the formula needs and the file does not hold leaves the digit unverified', () => {
  expect(nossoNumeroDigitsOf('237', { number: '00000000009' })).toEqual([]);
  expect(nossoNumeroDigitsOf('341', { number: '00000011' })).toEqual([]);
  expect(nossoNumeroDigitsOf('748', { number: '17200059' })).toEqual([]);
  expect(nossoNumeroDigitsOf('104', { number: 'ABC' })).toEqual([]);
  // Eighteen digits are no number of the seventeen that the formula takes.
  expect(nossoNumeroDigitsOf('104', { number: '124140000001001094' })).toEqual([]);
});

test('the two sums of arrecadação give what its manual says', () => {
  expect(mod10('01230067896')).toBe(3);
  expect(mod11('01230067896')).toBe(0);
  const barcode = '8220000215048200974123220154098290108605940';
  expect([mod10(barcode), mod11(barcode)]).toEqual([1, 0]);
});
