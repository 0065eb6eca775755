import { expect, test } from 'vitest';
import { makePayments } from './payments.ts';

test('makes as many settled payments as asked for', () => {
  const { receivables, drop } = makePayments({ count: 500, seed: 1 });
  const face = receivables.reduce((sum, { faceCents }) => sum + faceCents, 0);
  expect(receivables).toHaveLength(500);
  expect(drop.truth).toMatchObject({
    entries: 500,
    byOutcome: { settled: 500 },
    inCents: face,
    appliedCents: face,
    unappliedCents: 0,
  });
});

test('is the same for the same seed', () => {
  const [one, other] = [1, 1].map((seed) => makePayments({ count: 50, seed }).drop.bytes);
  expect(one).toEqual(other);
});
