import type { Entry } from '@baixa/core';
import { expect, test } from 'vitest';
import { amountsThatDiffer, grossOfCredit, paidMeaningOf, sumOfParts } from './index.ts';

const payment = (amounts: Partial<Entry>): Entry => ({
  line: 1,
  offset: 0,
  kind: 'payment',
  reasons: [],
  ...amounts,
});

test('what a título makes is face less discount and rebate, with charges and other credits', () => {
  const parts = {
    faceCents: 10000,
    discountCents: 100,
    rebateCents: 20,
    interestCents: 30,
    fineCents: 200,
    otherCreditsCents: 1,
  };
  expect(sumOfParts(parts)).toBe(10111);
  expect(sumOfParts({ ...parts, lateChargesCents: 500 })).toBe(10381);
  expect(sumOfParts({ faceCents: 0, discountCents: 5 })).toBeUndefined();
});

test.each([
  ['001', 'gross'],
  ['104', 'gross'],
  ['237', 'gross'],
  ['341', 'credited'],
  ['756', 'gross'],
])('bank %s states in U 78-92 what was %s', (bank, meaning) => {
  expect(paidMeaningOf(bank)).toBe(meaning);
});

test('a credit is what was paid less the tariff, unless it already is what the título makes', () => {
  expect(grossOfCredit(3790, 210, { faceCents: 4000 })).toBe(4000);
  expect(grossOfCredit(4000, 210, { faceCents: 4000 })).toBe(4000);
  expect(grossOfCredit(3790, 210, {})).toBe(4000);
});

test.each<[string, Partial<Entry>, string[]]>([
  ['as much as the parts', { faceCents: 1000, paidCents: 1000, netCents: 1000 }, []],
  ['with the tariff kept', { faceCents: 1000, paidCents: 1000, netCents: 750, feeCents: 250 }, []],
  [
    'with tariff and expenses kept',
    { paidCents: 1000, netCents: 740, feeCents: 250, otherExpensesCents: 10 },
    [],
  ],
  ['a centavo short', { faceCents: 1000, paidCents: 999 }, ['paid']],
  ['with charges nobody told', { faceCents: 1000, paidCents: 1020 }, ['paid']],
  ['with charges told', { faceCents: 1000, paidCents: 1020, lateChargesCents: 20 }, []],
  ['credited with something else', { faceCents: 1000, paidCents: 1000, netCents: 990 }, ['net']],
  ['with no net amount', { faceCents: 1000, paidCents: 1000, netCents: 0 }, []],
  ['without a face', { paidCents: 1000 }, []],
])('a payment %s', (_, amounts, what) => {
  expect(amountsThatDiffer(payment(amounts)).map((it) => it.what)).toEqual(what);
});

test('a part payment is less than its título, and what is no payment is not held against anything', () => {
  const amounts = { faceCents: 1000, paidCents: 400 };
  expect(amountsThatDiffer({ ...payment(amounts), kind: 'partial-payment' })).toEqual([]);
  expect(amountsThatDiffer({ ...payment(amounts), kind: 'registration' })).toEqual([]);
});
