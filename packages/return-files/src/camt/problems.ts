import { type Cents, formatBrl, problem, warning } from '@baixa/core';
import type { Spot } from '../statement/whole-text.ts';

export function noAmount(where: Spot, shape: string) {
  return problem(
    'camt.no-amount',
    { ...where, text: shape, path: 'Amt' },
    'The amount of this entry is missing or is no decimal with a point: no entry was made of it.',
    'Ask the bank for the message again; do not correct it by hand.',
  );
}

export function noSide(where: Spot, shape: string) {
  return problem(
    'camt.no-side',
    { ...where, text: shape, path: 'CdtDbtInd' },
    'The entry says neither CRDT nor DBIT: no entry was made of it.',
    'Ask the bank for the message again; do not correct it by hand.',
  );
}

export function noDate(where: Spot) {
  return warning(
    'camt.no-date',
    { ...where, path: 'BookgDt' },
    'The entry was booked and has no booking date that can be read: it is without one.',
    'Look at the statement for the day it happened.',
  );
}

export function otherCurrency(where: Spot, currency: string) {
  return problem(
    'camt.other-currency',
    { ...where, text: currency, path: 'Amt/@Ccy' },
    `The amount of this entry is in ${currency === '' ? 'no currency that is named' : currency}: no entry was made of it.`,
    'Only amounts in reais (BRL) are read.',
  );
}

export function unknownStatus(where: Spot, status: string) {
  return problem(
    'camt.unknown-status',
    { ...where, text: status, path: 'Sts' },
    "The status of this entry is none of ISO 20022: it is kept as 'other' and settles nothing.",
    'Ask the bank whether it was booked.',
  );
}

export function detailsDiffer(where: Spot, details: Cents, entry: Cents) {
  return warning(
    'camt.details-differ',
    where,
    `The transactions of this entry make ${formatBrl(details)}, and the entry is of ${formatBrl(entry)}.`,
    'Look at the charges of the entry, or ask the bank which of the two is right.',
  );
}

export function balanceDiffers(where: Spot, expected: Cents, closing: Cents) {
  return problem(
    'camt.balance-differs',
    where,
    `The opening balance with all booked entries makes ${formatBrl(expected)}, and the closing balance is ${formatBrl(closing)}.`,
    'Ask the bank for the message again: entries may be missing or changed.',
  );
}

export function otherAccount(where: Spot) {
  return problem(
    'camt.other-agreement',
    where,
    'From here on the message is the statement of another account than the first one.',
    'Ask the bank for a message an account; check the entries after this place before they settle.',
  );
}

export function noStatement() {
  return problem(
    'camt.no-statement',
    { line: 1, column: 1, offset: 0 },
    'The message holds no statement, report or notification of an account.',
    'Ask the bank for camt.053 or camt.054.',
  );
}

export function notWellFormed(where: Spot) {
  return problem(
    'camt.not-well-formed',
    where,
    'The XML is not well formed here: what stands around this place may be missing from the entries.',
    'Ask the bank for the message again; do not correct it by hand.',
  );
}

export function looseAmpersand(where: Spot) {
  return warning(
    'camt.loose-ampersand',
    { ...where, text: '&' },
    'An & stands here that XML wants written &amp;: it was read as a character of the text.',
    'Nothing is to be done; tell the bank.',
  );
}

export function cutOff(where: Spot) {
  return problem(
    'camt.cut-off',
    where,
    'The message does not end with the end of its document: it may have been cut off on the way, or is broken.',
    'Transfer it again before settling by it.',
  );
}
