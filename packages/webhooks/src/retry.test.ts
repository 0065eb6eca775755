import { expect, test } from 'vitest';
import { isGivenUp, waitAfter } from './retry.ts';

const RETRY = { waitsSeconds: [5, 60, 600], giveUpSeconds: 1000 };

test('each failure waits longer, the last wait is repeated', () => {
  expect([1, 2, 3, 4, 9].map((deliveries) => waitAfter(RETRY, deliveries, 0))).toEqual([
    5, 60, 600, 600, 600,
  ]);
});

test('no wait goes beyond the age at which it is given up', () => {
  expect(waitAfter(RETRY, 3, 700.5)).toBe(300);
  expect(waitAfter(RETRY, 3, 1000)).toBe(0);
  expect([999, 1000].map((age) => isGivenUp(RETRY, age))).toEqual([false, true]);
});
