import type { Cents, CivilDate, Problem } from '@baixa/core';
import type { RemittedTitle } from './title.ts';

export type RemessaFormat = 'cnab240' | 'cnab400';

/** What a remessa says of itself. */
export interface RemessaHeader {
  format: RemessaFormat;
  /** Three digits. */
  bank: string;
  /** Ways the agreement may be registered, most exact first, as return files of this bank have them. */
  agreementCodes: string[];
  /** Number of the remessa. */
  sequenceNumber?: number;
  createdOn?: CivilDate;
}

/** What a remessa amounts to. */
export interface RemessaTotals {
  lines: number;
  /** Títulos to register that could be read, and their face value. */
  titles: number;
  faceCents: Cents;
  /** Instructions that register nothing. */
  otherInstructions: number;
}

/** What reading a remessa gives, in order: one header (none where it is no remessa), titles and problems, one end. */
export type RemessaItem =
  | { type: 'header'; header: RemessaHeader }
  | { type: 'title'; title: RemittedTitle }
  | { type: 'problem'; problem: Problem }
  | { type: 'end'; totals: RemessaTotals };
