import type { OccurrenceTable } from '@baixa/cnab240-parser';
import type { PaidMeaning } from '../cnab400/amount-paid.ts';
import { table } from './markdown.ts';

/** What a bank's column of the amount paid holds, and what is made of it. */
export const PAID_MEANINGS: Readonly<Record<PaidMeaning, string>> = {
  gross: 'The column of the amount paid holds what the payer paid, and is taken as it stands.',
  credited:
    'The column of the amount paid holds what was credited. What the payer paid is that with the tariff, unless the credit alone is what face, charges and discounts make: then the bank debits its tariffs apart.',
  principal:
    'The column of the amount paid leaves out juros and multa. What the payer paid is that with them, and with other expenses where only so the amounts of the título agree.',
  unclear:
    'No manual says whether juros and multa are in the column of the amount paid, so the other amounts of the título tell. Where they do not, juros and multa are added and a warning says so.',
};

/** Codes in their order, with the kind of the entry that each gives and its name in the field. */
export function occurrenceRows(occurrences: OccurrenceTable): string[][] {
  return Object.entries(occurrences)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { kind, label }]) => [`\`${code}\``, `\`${kind}\``, label]);
}

export function occurrenceTableOf(occurrences: OccurrenceTable): string {
  return table(['Code', 'Kind of the entry', 'Meaning'], occurrenceRows(occurrences));
}

/** The codes that a bank has otherwise than another table. */
export function otherOccurrences(own: OccurrenceTable, base: OccurrenceTable): OccurrenceTable {
  return Object.fromEntries(
    Object.entries(own).filter(
      ([code, { kind, label }]) => base[code]?.kind !== kind || base[code].label !== label,
    ),
  );
}

export const UNKNOWN_CODE =
  'A code that is not here gives an entry of kind `other` and an error that names it. It settles nothing.';
