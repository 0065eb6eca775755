import { type Entry, formatBrl, type Place } from '@baixa/core';
import type { Line } from '@baixa/fixed-width';
import { amountsThatDiffer } from './amounts.ts';
import { type Found, flaw, type Sink } from './found.ts';

const NAMES = { paid: 'amount paid', net: 'net amount' } as const;

/** Tells of each amount of a payment that does not fit the others, at its column. Code `<format>.amounts-differ`. */
export function checkAmounts(
  format: string,
  entry: Entry,
  placeOf: (what: 'paid' | 'net') => Place,
  out: Sink,
): void {
  for (const { what, stated, expected } of amountsThatDiffer(entry))
    out.push(
      flaw(
        'warning',
        `${format}.amounts-differ`,
        { ...placeOf(what), text: String(stated) },
        `The ${NAMES[what]} is ${formatBrl(stated)}, and the other amounts of this título make ${formatBrl(expected)}.`,
        'The payment counts with the amount paid; look at its charges and discounts, or ask the bank.',
      ),
    );
}

/**
 * Tells of a nosso número that ends in other check digits, `stated`, than its bank's formula gives. Code
 * `<format>.nosso-numero-digit`. Old títulos and test files have wrong ones, so the number is used as it stands.
 */
export function wrongDigit(
  format: string,
  { number: line, offset }: Line,
  column: number | undefined,
  full: string,
  stated: string,
  expected: string,
): Found {
  return flaw(
    'warning',
    `${format}.nosso-numero-digit`,
    { line, column, offset, text: full },
    `The nosso número ends in the check digit ${stated}, and the bank's formula gives ${expected}.`,
    'The number is used as it stands; when no receivable has it, look for a digit that was mistyped.',
  );
}
