import { type Entry, idOf, isMoneyIn } from '@baixa/core';
import type { Agreement } from '@baixa/profile';
import { type FileHeader, withFreeField } from '@baixa/return-files';

/**
 * What the entries of a file become once its agreement is known: the free field of their barcodes says more, and money
 * of statements gets a key of its own.
 */
export function asReceived(agreement: Agreement, { service }: FileHeader): (entry: Entry) => Entry {
  const keyed = service === 'extrato' ? newMoneyKeys(agreement) : (entry: Entry) => entry;
  return (entry) => keyed(withFreeField(agreement.freeField, entry));
}

/**
 * Companies export statements whenever they like, so that the same credit comes in several files, and banks make up new
 * numbers for it each time. It is known again by its day, amount and identifier, and by its place among those that share
 * all three on that day.
 */
function newMoneyKeys({ id }: Agreement): (entry: Entry) => Entry {
  const seen = new Map<string, number>();
  return (entry) => {
    const { kind, endToEndId, txid, barcode, companyUse, paidOn = '', paidCents = 0 } = entry;
    if (!isMoneyIn(kind) || endToEndId !== undefined) return entry;
    const alike = idOf('statement', id, paidOn, paidCents, txid ?? barcode ?? companyUse ?? '');
    const place = (seen.get(alike) ?? 0) + 1;
    seen.set(alike, place);
    return { ...entry, moneyKey: idOf(alike, place) };
  };
}
