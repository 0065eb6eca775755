import type { Undetectable } from './groups.ts';

/** CNAB 750. */
export const CNAB750: readonly Undetectable[] = [
  {
    format: 'cnab750',
    banks: '*',
    column: 'charge.fee',
    of: ['notice'],
    reason: 'No other figure of the file is made of the tarifa.',
  },
  {
    format: 'cnab750',
    banks: '*',
    column: 'receipt.fee',
    of: ['payment'],
    reason: 'The tarifa is debited apart: neither what was paid nor the total is made of it.',
  },
];
