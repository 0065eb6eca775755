import type { Undetectable } from './groups.ts';

/** OFX. */
export const OFX: readonly Undetectable[] = [
  {
    format: 'ofx',
    banks: '001',
    column: 'BALAMT',
    of: ['notice'],
    reason: 'An OFX has a closing balance and no opening one, so nothing tells what it should be.',
  },
  {
    format: 'ofx',
    banks: '001',
    column: 'TRNAMT',
    of: ['payment', 'notice'],
    reason: 'Each amount stands once, and an OFX has no totals.',
  },
];
