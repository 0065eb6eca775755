import { expect, test } from 'vitest';
import { dueOn, toleranceCents } from './due.ts';
import type { Receivable, Terms } from './receivable.ts';

const bill = (terms: Terms, due = '2024-03-04', faceCents = 8_745): Receivable => ({
  id: 'r1',
  company: 'c',
  account: 'a',
  identifiers: {},
  faceCents,
  dueOn: due,
  terms,
});
const usual: Terms = { fine: { percent: '2.00' }, interest: { percentPerMonth: '1.00' } };

test('up to the due date the face amount is due', () => {
  expect(dueOn(bill(usual), '2024-03-04').totalCents).toBe(8_745);
});

test('late, fine comes once and interest by the day, each rounded half up', () => {
  // 2 % of 87.45 is 1.749; 1 % a month over 9 days is 0.26235.
  expect(dueOn(bill(usual), '2024-03-13')).toEqual({
    fineCents: 175,
    interestCents: 26,
    discountCents: 0,
    totalCents: 8_946,
  });
});

test('lateness counts from the Monday after a due date on a weekend', () => {
  expect(dueOn(bill(usual, '2024-03-02'), '2024-03-04').totalCents).toBe(8_745);
  expect(dueOn(bill(usual, '2024-03-02', 30_000), '2024-03-05').interestCents).toBe(10);
});

test('amounts of fine and interest are taken as they are', () => {
  const terms = { fine: { cents: 990 }, interest: { centsPerDay: 12 } };
  expect(dueOn(bill(terms), '2024-03-09').totalCents).toBe(8_745 + 990 + 60);
});

test('the best discount counts up to and on its date', () => {
  const terms = {
    discounts: [
      { until: '2024-03-01', percent: '5.00' },
      { until: '2024-03-02', cents: 300 },
    ],
  };
  expect(dueOn(bill(terms), '2024-03-01').discountCents).toBe(437);
  expect(dueOn(bill(terms), '2024-03-02').discountCents).toBe(300);
  expect(dueOn(bill(terms), '2024-03-03').discountCents).toBe(0);
});

test('the tolerance is the larger of the amount and the share', () => {
  expect(toleranceCents(bill({}), { cents: 5 })).toBe(5);
  expect(toleranceCents(bill({}), { cents: 1, percent: '0.10' })).toBe(9);
});
