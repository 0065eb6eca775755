import { figureOf } from '@baixa/scoring';
import Fraction from 'fraction.js';
import { expect, test } from 'vitest';
import { changeOf, countOf, dateOf, exactOf, moneyOf, percentOf, shownOf } from './pt.ts';

const figure = (value: string) => figureOf(new Fraction(value));

test('numbers, R$ and days as Brazilians write them', () => {
  expect([countOf(1234567), countOf(-12), changeOf(3), changeOf(-3), changeOf(0)]).toEqual([
    '1.234.567',
    '−12',
    '+3',
    '−3',
    '0',
  ]);
  expect([moneyOf(184_733_57), moneyOf(-214_80)]).toEqual(['R$\u00a0184.733,57', '−R$\u00a0214,80']);
  expect(percentOf(figure('2900/31'))).toBe('93,55\u00a0%');
  expect(dateOf('2024-03-16')).toBe('16/03/2024');
});

test('an exact number is written out where it ends, and as its ratio where it does not', () => {
  expect(
    ['100', '2.5', '1422448489/8000', '-5/4', '2900/31', '1/3'].map((value) => exactOf(figure(value))),
  ).toEqual(['100', '2,5', '177.806,061125', '−1,25', '2900/31', '1/3']);
  expect(shownOf(figure('2900/31'))).toBe('2900/31 = 93,55');
  expect(shownOf(figure('82.5'))).toBe('82,5');
});
