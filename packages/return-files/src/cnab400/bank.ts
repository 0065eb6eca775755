import type { NossoNumeroParts, OccurrenceTable } from '@baixa/cnab240-parser';
import type { EntryKind } from '@baixa/core';
import type { Layout } from '@baixa/fixed-width';
import type { PaidMeaning } from './amount-paid.ts';
import type { Columns } from './title-fields.ts';

/** What the check digit of a nosso número takes, out of the título that has it. */
export type DigitParts = (title: string, number: string) => NossoNumeroParts;

/** A record type that tells of a título. */
export interface TitleRule {
  record: Columns;
  /** The characters of the nosso número. Absent: its column, and that of its digit right after it. */
  nossoNumero?(line: string): string;
  /** How many of its last characters are check digits. */
  checkDigits: number;
}

/** A record type that follows a título and belongs to it. What it does not tell of the entry is passed over. */
export interface FollowOn {
  /** What it is: Pix, rateio, partilha, cheque. */
  meaning: string;
  txid?(line: string): string | undefined;
  /** The number of the document, where it is longer than the column of the título. */
  seuNumero?(line: string): string | undefined;
}

/** The kind of a payment or baixa as a motivo refines it. */
export interface Refinement {
  /** What it refines. */
  kinds: readonly EntryKind[];
  reason: string;
  kind: EntryKind;
}

/**
 * What columns of a trailer count and sum. `file`: the títulos of the file. `portfolio`: at some banks those of the file,
 * at others all that the company has in cobrança, so a sum is held against the file only where its count is the file's.
 */
export interface TrailerTotals {
  of: 'file' | 'portfolio';
  titles: readonly string[];
  face: readonly string[];
}

/** What a trailer counts and sums of some ocorrências only. */
export interface OccurrenceTotals {
  occurrences: readonly string[];
  titles: string;
  values: readonly string[];
}

/** One bank's CNAB 400 return, as data: its records and what they mean. */
export interface Cnab400Bank {
  layout: Layout & { bank: string };
  header: Columns;
  trailer: Columns;
  /** By record type. */
  titles: Readonly<Record<string, TitleRule>>;
  /** By record type. */
  followOns?: Readonly<Record<string, FollowOn>>;
  occurrences: OccurrenceTable;
  refinements?: readonly Refinement[];
  /** Ocorrências that undo a payment where they state an amount, and otherwise only a baixa. */
  undoWithAmount?: readonly string[];
  paid: PaidMeaning;
  /** A fee may stand in the column of the face value, and the columns of the título repeat it: only the fee counts. */
  feeInFace?: boolean;
  /** Characters of a motivo. */
  reasonWidth: 2 | 3;
  /** Ocorrências whose motivos are wider. */
  widerReasons?: Readonly<Record<string, number>>;
  /** Where the payer paid, by the bank's column and motivos. */
  channel?(column: string | undefined, reasons: readonly string[]): string | undefined;
  /** The agreement of a file, most exact first; `title` is its first título, where there is one. */
  agreement(header: string, title: string | undefined): string[];
  /** What the check digit takes, where that is more than the number; several where more than one column may be meant. */
  digitParts?: readonly DigitParts[];
  totals?: TrailerTotals;
  occurrenceTotals?: readonly OccurrenceTotals[];
}

/** Looks a code up, without the prototype of the table. */
export function lookUp(
  table: Readonly<Record<string, string>>,
): (code: string | undefined) => string | undefined {
  const known = new Map(Object.entries(table));
  return (code) => (code === undefined ? undefined : known.get(code));
}
