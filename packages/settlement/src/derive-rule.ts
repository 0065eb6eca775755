import type { Entry } from '@baixa/core';
import { COLUMNS, NUMBERS, ties, type WhatItTies } from './learned-rule.ts';
import { aliasOf, normalise } from './match.ts';
import type { Receivable } from './receivable.ts';

/** Shorter numbers stand in any column by chance. */
export const SHORTEST_NUMBER = 4;

type Derived = { what: WhatItTies; why?: never } | { what?: never; why: string };

/**
 * What ties an entry to the receivable that a person chose for it, as a rule for others like it: a number of the
 * receivable that stands inside a column of the entry, or else who paid in the stead of whom. Where there is neither, a
 * sentence says so.
 */
export function deriveRule(entry: Entry, receivable: Receivable, agreement: string): Derived {
  for (const column of COLUMNS)
    for (const number of NUMBERS) {
      const own = number === 'id' ? receivable.id : receivable.identifiers[number];
      for (const { skip, cut } of placesOf(own, entry[column]?.trim() ?? '')) {
        const what: WhatItTies = { kind: 'number', column, skip, cut, number };
        if (ties({ what, agreement }, entry, receivable)) return { what };
      }
    }
  const paidBy = entry.kind === 'reversal' ? undefined : entry.payer?.taxId;
  const registeredFor = receivable.identifiers.payerTaxId;
  if (paidBy !== undefined && registeredFor !== undefined) {
    const [payer, registered] = [aliasOf.payer(paidBy), aliasOf.payer(registeredFor)];
    if (payer !== registered) return { what: { kind: 'payer', payer, registered } };
  }
  return {
    why:
      `No number of ${receivable.id} (${SHORTEST_NUMBER} characters or more) stands in ${COLUMNS.join(', ')} of the entry, ` +
      'and it is not known who else paid for whom.',
  };
}

/**
 * Where a number stands in a text: characters before and after it. Zeros before it are first taken as its own, because a
 * longer number would stand in their place.
 */
function placesOf(number: string | undefined, text: string): { skip: number; cut: number }[] {
  if (number === undefined) return [];
  const spellings = new Set([number.toUpperCase().trim(), normalise(number)]);
  return [...spellings].flatMap((spelling) => {
    if (spelling.length < SHORTEST_NUMBER) return [];
    const at = text.toUpperCase().indexOf(spelling);
    if (at === -1) return [];
    const zeros = /0*$/.exec(text.slice(0, at))?.[0].length ?? 0;
    const cut = text.length - at - spelling.length;
    return [...new Set([at - zeros, at])].map((skip) => ({ skip, cut }));
  });
}
