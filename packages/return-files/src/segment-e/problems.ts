import { type Cents, formatBrl, problem, warning } from '@baixa/core';
import type { Line } from '@baixa/fixed-width';

function place({ number, offset }: Line, column?: number) {
  return { line: number, column, offset };
}

export function unknownRecord(line: Line) {
  return problem(
    'segment-e.unknown-record',
    { ...place(line, 8), text: line.text.slice(7, 8) },
    'Column 8 has none of the record types 0 to 5 and 9: the line was not read.',
    'Ask the bank for the file again; the line may be cut or shifted.',
  );
}

export function secondHeader(line: Line) {
  return problem(
    'segment-e.second-header',
    place(line, 8),
    'A second file header stands inside the file: two files may have been joined.',
    'Deliver each file by itself; lines after this one were read as if they belonged to the first.',
  );
}

export function noHeader() {
  return problem(
    'segment-e.no-header',
    { line: 1, column: 1, offset: 0 },
    'The file does not begin with a file header, so nothing gives its sequence number.',
    'Ask the bank for the file again; its beginning is missing.',
  );
}

export function noTrailer(line: number) {
  return problem(
    'segment-e.no-trailer',
    { line, column: 1 },
    'The file ends without its trailer: it may have been cut off on the way.',
    'Transfer the file again before settling by it.',
  );
}

export function otherAccount(line: Line) {
  return problem(
    'segment-e.other-agreement',
    place(line, 33),
    'This lot is the statement of another account than the first lot of its file.',
    'Ask the bank to deliver each account in its own file; check the entries of this lot before they settle.',
  );
}

export function otherCurrency(line: Line, column: number | undefined, currency: string) {
  return problem(
    'segment-e.other-currency',
    { ...place(line, column), text: currency },
    `The statement of this lot is kept in ${currency}: its lines were not read as money.`,
    'Only accounts in reais are read.',
  );
}

export function noAmount(line: Line, column: number | undefined, shape: string) {
  return problem(
    'segment-e.no-amount',
    { ...place(line, column), text: shape },
    'The amount of this line is blank or not made of digits: no entry was made of it.',
    'Ask the bank for the file again; do not correct it by hand.',
  );
}

export function noSide(line: Line, column: number | undefined, side: string) {
  return problem(
    'segment-e.no-side',
    { ...place(line, column), text: side },
    'The line says neither D nor C, so it is no debit and no credit: no entry was made of it.',
    'Ask the bank for the file again; do not correct it by hand.',
  );
}

export function noDate(line: Line, column: number | undefined, shape: string) {
  return warning(
    'segment-e.no-date',
    { ...place(line, column), text: shape },
    'The line has no date that a calendar has: its entry is without one.',
    'Look at the statement for the day it happened.',
  );
}

export function unknownCategory(line: Line, column: number | undefined, category: string) {
  return warning(
    'segment-e.unknown-category',
    { ...place(line, column), text: category },
    `The category ${category} is none of FEBRABAN's: such lines are read by their text alone.`,
    'Look the code up in the manual of the bank and add it to the categories.',
  );
}

export function otherSegments(line: Line, segment: string, count: number) {
  return warning(
    'segment-e.other-segment',
    { ...place(line, 14), text: segment },
    `The statement has ${count} records of segment ${segment}, which hold no movement and were not read.`,
    'Nothing is to be done while the balances agree.',
  );
}

export function balanceDiffers(line: Line, column: number | undefined, expected: Cents, closing: Cents) {
  return problem(
    'segment-e.balance-differs',
    { ...place(line, column), text: String(Math.abs(closing)) },
    `The opening balance with all lines makes ${formatBrl(expected)}, and the closing balance is ${formatBrl(closing)}.`,
    'Ask the bank for the file again: lines may be missing or changed.',
  );
}
