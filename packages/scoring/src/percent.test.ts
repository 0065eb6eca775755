import fc from 'fast-check';
import Fraction from 'fraction.js';
import { expect, test } from 'vitest';
import { figureOf, formatPercent } from './percent.ts';

test('a percentage is shown half up to 2 decimals', () => {
  expect(formatPercent(new Fraction(401, 4))).toBe('100.25');
  expect(formatPercent(new Fraction(7700, 75))).toBe('102.67');
  expect(formatPercent(new Fraction('94.995'))).toBe('95.00');
  expect(formatPercent(new Fraction('94.9949999'))).toBe('94.99');
  expect(formatPercent(new Fraction('1.005'))).toBe('1.01');
  expect(formatPercent(new Fraction('-0.005'))).toBe('-0.01');
  expect(formatPercent(new Fraction('1.5'), 'pt-BR')).toBe('1,50 %');
});

test('a figure gives back its exact value', () => {
  expect(figureOf(new Fraction(100))).toEqual({ exact: '100/1', display: '100.00' });
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1 }), (numerator, denominator) => {
      const value = new Fraction(numerator, denominator);
      expect(new Fraction(figureOf(value).exact).equals(value)).toBe(true);
    }),
  );
});
