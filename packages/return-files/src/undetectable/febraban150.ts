import type { Undetectable } from './groups.ts';

/** FEBRABAN 150, arrecadação and débito automático. */
export const FEBRABAN150: readonly Undetectable[] = [
  {
    format: 'febraban150',
    banks: '001 104',
    column: 'bill.fee',
    of: ['payment'],
    reason:
      'The tariff is only told: whether the credit is less it is up to the contract, and no figure is made of it.',
  },
];
