import { type EntryKind, isMoneyIn } from '@baixa/core';

/** True for the kinds whose occurrence date is that of a payment, and whose zeros are amounts rather than unused columns. */
export function tellsOfPayment(kind: EntryKind): boolean {
  return isMoneyIn(kind) || kind === 'reversal' || kind === 'advance-notice' || kind === 'paid-elsewhere';
}
