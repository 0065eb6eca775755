import { expect, test } from 'vitest';
import { CommandFailed } from '../failure.ts';
import { wishOf } from './resolve.ts';

const reason = 'The customer sent the receipt.';

test.each([
  [{ settle: 'F-1' }, { how: 'settled', parts: [{ receivable: 'F-1' }] }],
  [
    { split: ['F-1=10.00', 'A=B=0.07', 'F-3'] },
    {
      how: 'settled',
      parts: [{ receivable: 'F-1', cents: 1000 }, { receivable: 'A=B', cents: 7 }, { receivable: 'F-3' }],
    },
  ],
  [{ refund: true as const }, { how: 'refunded', parts: [] }],
  [{ writeOff: true as const }, { how: 'written-off', parts: [] }],
  [{ ignore: true as const }, { how: 'ignored', parts: [] }],
])('%j is one wish', (options, wish) => {
  expect(wishOf({ ...options, reason })).toEqual(wish);
});

test.each([
  ['cli.which-end', {}],
  ['cli.which-end', { settle: 'F-1', refund: true as const }],
  ['cli.bad-amount', { split: ['F-1=10'] }],
  ['cli.bad-amount', { split: ['F-1=0.00'] }],
  ['cli.bad-amount', { split: ['F-1=10,00'] }],
])('%s: %j', (code, options) => {
  expect(() => wishOf({ ...options, reason })).toThrow(CommandFailed);
  try {
    wishOf({ ...options, reason });
  } catch (error) {
    expect((error as CommandFailed).problems[0]?.code).toBe(code);
  }
});
