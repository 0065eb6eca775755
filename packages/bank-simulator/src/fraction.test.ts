import { expect, test } from 'vitest';
import { compare, display, fraction, fractionOf, halfUp, over, plus, times } from './fraction.ts';

test('is kept in lowest terms with a positive denominator', () => {
  expect(fraction(6, -4)).toEqual({ n: -3n, d: 2n });
  expect(() => fraction(1, 0)).toThrow(RangeError);
});

test('reads decimals exactly', () => {
  expect(fractionOf('2.50')).toEqual(fraction(5, 2));
  expect(fractionOf('95')).toEqual(fraction(95));
});

test('adds, multiplies, divides and compares', () => {
  expect(plus(fraction(1, 3), fraction(1, 6))).toEqual(fraction(1, 2));
  expect(times(fraction(2, 3), fraction(9, 4))).toEqual(fraction(3, 2));
  expect(over(fraction(1, 2), fraction(3, 4))).toEqual(fraction(2, 3));
  expect(compare(fraction(1, 3), fraction(333, 1000))).toBe(1);
  expect(compare(fraction(2, 6), fraction(1, 3))).toBe(0);
  expect(compare(fraction(1, 3), fraction(1, 2))).toBe(-1);
});

test('rounds half up, for money and for show', () => {
  expect([halfUp(fraction(5, 2)), halfUp(fraction(249, 100))]).toEqual([3n, 2n]);
  expect(display(fraction(281, 3))).toBe('93.67');
  expect(display(fraction(94_995, 1000))).toBe('95.00');
  expect(display(fraction(1, 20))).toBe('0.05');
});
