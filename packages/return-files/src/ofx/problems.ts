import { type Cents, formatBrl, problem, warning } from '@baixa/core';
import type { Spot } from '../statement/whole-text.ts';

export function noAmount(where: Spot, shape: string) {
  return problem(
    'ofx.no-amount',
    { ...where, text: shape, path: 'TRNAMT' },
    'The amount of this transaction is missing or can be read in no one way: no entry was made of it.',
    'Ask the bank for the statement again; do not correct it by hand.',
  );
}

export function noDate(where: Spot, shape: string) {
  return warning(
    'ofx.no-date',
    { ...where, text: shape, path: 'DTPOSTED' },
    'The transaction has no date that can be read: its entry is without one.',
    'Look at the statement for the day it happened.',
  );
}

export function otherCurrency(where: Spot, currency: string) {
  return problem(
    'ofx.other-currency',
    { ...where, text: currency },
    `This is kept in ${currency}: it was not read as money.`,
    'Only accounts in reais are read.',
  );
}

export function otherAccount(where: Spot) {
  return problem(
    'ofx.other-agreement',
    where,
    'From here on the file is the statement of another account than the first one.',
    'Export each account into its own file; check the entries after this place before they settle.',
  );
}

export function signDiffers(where: Spot, type: string) {
  return warning(
    'ofx.sign-differs',
    { ...where, text: type, path: 'TRNTYPE' },
    `A transaction is ${type} by its type and the opposite by the sign of its amount: it was read by the sign.`,
    'Compare one such line with the account; tell the bank when the sign is wrong.',
  );
}

export function balanceDiffers(where: Spot, expected: Cents, closing: Cents) {
  return warning(
    'ofx.balance-differs',
    where,
    `The balance before with all transactions makes ${formatBrl(expected)}, and the file's balance is ${formatBrl(closing)}.`,
    'Look whether transactions are missing: banks also give the balance of the moment of the export.',
  );
}

export function noStatement() {
  return problem(
    'ofx.no-statement',
    { line: 1, column: 1, offset: 0 },
    'The file holds no statement: it names no account and has no transactions.',
    'Export the statement of the account from the bank again.',
  );
}

export function cutOff(where: Spot) {
  return problem(
    'ofx.cut-off',
    where,
    'The file ends without the end of its OFX: it may have been cut off on the way.',
    'Export it again before settling by it.',
  );
}
