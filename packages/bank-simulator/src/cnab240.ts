import { type CivilDate, invariant } from '@baixa/core';
import { nextWeekday } from './calendar.ts';
import { type Dialect, dialectOf } from './cnab240-banks.ts';
import type { BankLine } from './labels.ts';
import type { Agreement, Receivable } from './receivable.ts';

/**
 * Writes CNAB 240 return files of cobrança (FEBRABAN 10.6). The positions here are read from the manuals once more and
 * not taken from the parser: a column that both had wrong would agree with itself.
 */

/** `[first position, last position, value]`, from 1, as the manuals count. Numbers fill with zeros, texts with blanks. */
export type Placed = readonly [from: number, to: number, value: string | number];

/** Titles in one batch: a batch numbers its records with 5 digits, and a title takes two. */
const TITLES_A_BATCH = 49_000;

/** One line of 240 characters, with blanks between the values. Throws where two overlap or one does not fit. */
export function placed(...values: readonly Placed[]): string {
  let line = '';
  for (const [from, to, value] of values.toSorted((a, b) => a[0] - b[0])) {
    const width = to - from + 1;
    const text = typeof value === 'number' ? String(value).padStart(width, '0') : value.padEnd(width);
    invariant(text.length === width && from > line.length, `"${text}" fits ${from}-${to}`);
    line = line.padEnd(from - 1) + text;
  }
  return line.padEnd(240);
}

const ddmmyyyy = (date: CivilDate): string => date.slice(8) + date.slice(5, 7) + date.slice(0, 4);

export interface Cnab240File {
  agreement: Agreement;
  /** NSA, one up with each file of the agreement. */
  sequence: number;
  createdOn: CivilDate;
  lines: readonly BankLine[];
}

const MOVEMENTS = {
  payment: '06',
  'partial-payment': '06',
  reversal: '44',
  registration: '02',
  fee: '28',
  'write-off': '09',
} as const;

/** The bank's tariff on each payment, in centavos. */
const FEE_CENTS = 250;

export function writeCnab240(file: Cnab240File): Uint8Array {
  const { agreement, sequence, createdOn, lines } = file;
  const bank = dialectOf(agreement.bank);
  const created = ddmmyyyy(createdOn);
  const records = [
    placed(
      ...head(agreement.bank, 0, '0'),
      ...bank.fileHeader(agreement),
      [103, 132, bank.name],
      [143, 143, '2'],
      [144, 151, created],
      [152, 157, '060000'],
      [158, 163, sequence],
      [164, 166, bank.fileVersion],
      [167, 171, 0],
    ),
  ];
  let batch = 0;
  for (let at = 0; at < lines.length || batch === 0; at += TITLES_A_BATCH) {
    batch += 1;
    const titles = lines.slice(at, at + TITLES_A_BATCH);
    records.push(
      placed(
        ...head(agreement.bank, batch, '1'),
        [9, 11, 'T01'],
        [14, 16, bank.batchVersion],
        ...bank.batchHeader(agreement),
        [184, 191, sequence],
        [192, 199, created],
        [200, 207, '00000000'],
      ),
    );
    titles.forEach((line, index) => {
      records.push(segmentT(agreement, bank, batch, 2 * index + 1, line));
      records.push(segmentU(agreement, bank, batch, 2 * index + 2, line));
    });
    records.push(placed(...head(agreement.bank, batch, '5'), [18, 23, 2 * titles.length + 2], [24, 115, 0]));
  }
  records.push(
    placed(
      [1, 3, agreement.bank],
      [4, 8, '99999'],
      [18, 23, batch],
      [24, 29, records.length + 1],
      [30, 35, 0],
    ),
  );
  return new TextEncoder().encode(`${records.join('\r\n')}\r\n`);
}

function head(bank: string, batch: number, type: string): Placed[] {
  return [
    [1, 3, bank],
    [4, 7, batch],
    [8, 8, type],
  ];
}

function detail(bank: string, batch: number, number: number, segment: string, line: BankLine): Placed[] {
  return [...head(bank, batch, '3'), [9, 13, number], [14, 14, segment], [16, 17, MOVEMENTS[line.kind]]];
}

function titleOf({ receivable, stranger }: BankLine): Receivable {
  const title = receivable ?? stranger;
  invariant(title !== undefined, 'a line of a CNAB file is about a título');
  return title;
}

const feeOf = ({ kind }: BankLine): number =>
  kind === 'payment' || kind === 'partial-payment' || kind === 'fee' ? FEE_CENTS : 0;

function segmentT(
  agreement: Agreement,
  bank: Dialect,
  batch: number,
  number: number,
  line: BankLine,
): string {
  const title = titleOf(line);
  return placed(
    ...detail(agreement.bank, batch, number, 'T', line),
    ...bank.title(agreement, title.identifiers),
    [74, 81, ddmmyyyy(title.dueOn)],
    [82, 96, title.faceCents],
    [97, 99, agreement.bank],
    [100, 104, 0],
    [105, 105, '0'],
    [131, 132, '09'],
    [133, 148, 0],
    [189, 198, 0],
    [199, 213, feeOf(line)],
    [214, 223, bank.reasons[line.kind]],
  );
}

function segmentU(
  agreement: Agreement,
  bank: Dialect,
  batch: number,
  number: number,
  line: BankLine,
): string {
  const { fineCents = 0, interestCents = 0, discountCents = 0, rebateCents = 0, cents, on } = line;
  const moves = cents > 0;
  return placed(
    ...detail(agreement.bank, batch, number, 'U', line),
    [18, 32, fineCents + interestCents],
    [33, 47, discountCents],
    [48, 62, rebateCents],
    [63, 77, 0],
    [78, 92, cents],
    [93, 107, moves ? bank.netCents(cents, feeOf(line)) : 0],
    [108, 137, 0],
    [138, 145, ddmmyyyy(on)],
    [146, 153, moves ? ddmmyyyy(nextWeekday(on)) : '00000000'],
    ...bank.unused,
  );
}
