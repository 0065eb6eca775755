import type { Cents, CivilDate, Entry, EntryKind, Problem } from '@baixa/core';

export type FileFormat =
  | 'cnab240'
  | 'cnab400'
  | 'cnab750'
  | 'febraban150'
  | 'pix-json'
  | 'segment-e'
  | 'ofx'
  | 'camt'
  | 'unknown';

/** What the bank does for the company in this file. Only some of them settle receivables. */
export type Service =
  | 'cobranca'
  | 'pix'
  | 'pagamento'
  | 'extrato'
  | 'arrecadacao'
  | 'debito-automatico'
  | 'outro';

/** What a file says of itself. */
export interface FileHeader {
  format: FileFormat;
  service: Service;
  /** Three digits. Absent where the file does not name its bank: API Pix, some camt. */
  bank?: string;
  /** Ways the agreement may be registered: convênio, its parts, with and without leading zeros; Pix keys. */
  agreementCodes: string[];
  /** CPF or CNPJ of the company. */
  taxId?: string;
  /** The bank's sequence number of the file (NSA). */
  sequenceNumber?: number;
  createdOn?: CivilDate;
}

/** What the trailers declare, added over all lots. Undefined where the bank left them unfilled. */
export interface Declared {
  lots?: number;
  /** Lines of all kinds. */
  records?: number;
  /** Títulos. */
  entries?: number;
  faceCents?: Cents;
  paidCents?: Cents;
  /** Of a statement: what left the account, and what entered it. */
  debitsCents?: Cents;
  creditsCents?: Cents;
}

/** A trailer that says something else than its file. */
export interface Mismatch {
  what: keyof Declared;
  line: number;
  declared: number;
  found: number;
}

export interface TrailerCheck {
  declared: Declared;
  mismatches: Mismatch[];
}

/** How many entries of a kind a file has, and what they state as paid. */
export interface KindTotal {
  count: number;
  paidCents: Cents;
}

/** What a file amounts to. The sums of face, paid, net and fee are of what all entries state, whatever their kind. */
export interface FileTotals {
  lines: number;
  bytes: number;
  entries: number;
  byKind: Partial<Record<EntryKind, KindTotal>>;
  faceCents: Cents;
  paidCents: Cents;
  netCents: Cents;
  feeCents: Cents;
  /** What moved: the amounts paid of the kinds that are money in. */
  moneyInCents: Cents;
  /** What moved back: the amounts of the reversals, positive. */
  moneyOutCents: Cents;
  trailer: TrailerCheck;
}

/** What reading a file gives, in order: one header, then entries and problems, then one end. */
export type ReadItem =
  | { type: 'header'; header: FileHeader }
  | { type: 'entry'; entry: Entry }
  | { type: 'problem'; problem: Problem }
  | { type: 'end'; totals: FileTotals };
