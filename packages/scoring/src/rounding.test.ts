import Fraction from 'fraction.js';
import { expect, test } from 'vitest';
import { rounded } from './rounding.ts';
import type { RoundingMode } from './rules.ts';

test.each<[RoundingMode, string[]]>([
  ['half-up', ['0.13', '0.12', '0.14', '-0.13']],
  ['half-even', ['0.12', '0.12', '0.14', '-0.12']],
  ['down', ['0.12', '0.12', '0.13', '-0.12']],
])('%s', (mode, expected) => {
  const values = ['0.125', '0.1249999', '0.135', '-0.125'];
  expect(values.map((value) => rounded(new Fraction(value), { decimals: 2, mode }).toString())).toEqual(
    expected,
  );
});

test('to whole numbers, beyond what a floating-point number holds', () => {
  expect(rounded(new Fraction('9007199254740993.5'), { decimals: 0, mode: 'half-up' }).toFraction()).toBe(
    '9007199254740994',
  );
});
