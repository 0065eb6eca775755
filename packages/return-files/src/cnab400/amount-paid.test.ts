import type { Entry } from '@baixa/core';
import { expect, test } from 'vitest';
import { amountPaid, type PaidMeaning } from './amount-paid.ts';

const entry = (amounts: Partial<Entry>): Entry => ({
  line: 1,
  offset: 0,
  kind: 'payment',
  reasons: [],
  ...amounts,
});
const LATE = { faceCents: 10_000, interestCents: 30, fineCents: 200 };

test.each<[PaidMeaning, number, Partial<Entry>, number, boolean]>([
  ['gross', 10_230, LATE, 10_230, false],
  ['gross', 9_000, LATE, 9_000, false],
  ['credited', 3_790, { faceCents: 4_000, feeCents: 210 }, 4_000, false],
  ['credited', 4_000, { faceCents: 4_000, feeCents: 210 }, 4_000, false],
  ['credited', 0, { faceCents: 4_000, feeCents: 210 }, 0, false],
  ['principal', 10_000, LATE, 10_230, false],
  ['principal', 10_230, LATE, 10_230, false],
  ['principal', 9_700, { ...LATE, otherExpensesCents: 300 }, 10_230, false],
  ['principal', 5_000, LATE, 5_230, false],
  ['principal', 5_000, { lateChargesCents: 70 }, 5_070, false],
  ['unclear', 10_000, LATE, 10_230, false],
  ['unclear', 10_230, LATE, 10_230, false],
  ['unclear', 9_900, { ...LATE, discountCents: 100 }, 10_130, false],
  ['unclear', 9_000, LATE, 9_230, true],
  ['unclear', 9_000, { faceCents: 10_000 }, 9_000, false],
])('%s %i of %j is %i', (meaning, stated, amounts, cents, doubtful) => {
  expect(amountPaid(meaning, stated, entry(amounts))).toEqual({ cents, doubtful });
});
