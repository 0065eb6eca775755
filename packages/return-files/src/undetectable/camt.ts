import type { Undetectable } from './groups.ts';

/** ISO 20022 camt.053 and camt.054. */
export const CAMT: readonly Undetectable[] = [
  {
    format: 'camt',
    banks: '*',
    column: 'Ntry.Amt (no Bal)',
    of: ['payment', 'notice'],
    reason: 'A notification (camt.054) has no balances that its entries lead from and to.',
  },
];
