import type { CivilDate } from '@baixa/core';
import type { AnyRecord, Field, Layout, Line } from '@baixa/fixed-width';
import type { Amounts } from '../amounts.ts';
import type { TitleDraft } from '../draft.ts';
import type { Discount, Fine, Interest } from '../title.ts';
import type { TitleRecord, TrailerRecord } from './common.ts';

/** What a título is read with besides its line. */
export interface TitleContext {
  amounts: Amounts;
  /** The due date of the título. */
  dueOn: CivilDate | undefined;
  /** A two-digit year as it is meant in this file. */
  dated(date: CivilDate | undefined): CivilDate | undefined;
}

/** Adds to a título what a record after it tells. */
export type FollowOn = (line: Line, draft: TitleDraft, context: TitleContext) => void;

/** What is read of every header besides the agreement. */
export interface HeaderRecord {
  field: { createdOn: Field<'date6' | 'ymd8'>; sequenceNumber: Field<'count'> };
}

/** One bank's remessa of CNAB 400: its records and what they mean. Lines have 400 characters. */
export interface RemessaBank {
  layout: Layout<Record<string, AnyRecord>> & { bank: string };
  header: HeaderRecord;
  title: TitleRecord;
  /** Record type of a título. */
  titleType: '1' | '7';
  trailer: TrailerRecord;
  /** Ocorrências that register a título. */
  registers: readonly string[];
  /** The ways to name the agreement, most exact first; `title` is the first título, where there is one. */
  agreement(header: string, title: string | undefined): string[];
  /** The agreement that a título names by itself, where it does. */
  ownAgreement?(title: string): string | undefined;
  /** True where the number is only what stands before the bank's own, which it is still to give. */
  isUnnumbered?(nossoNumero: string): boolean;
  interest(line: Line, context: TitleContext): Interest | undefined;
  fine?(line: Line, context: TitleContext): Fine | undefined;
  discounts(line: Line, context: TitleContext): Discount[];
  /** False where the column of the abatimento holds something else. */
  hasRebate?(line: string): boolean;
  /** By record type: what is read of the records after a título. */
  followOns: Readonly<Record<string, FollowOn>>;
  /** Record types after a título that tell nothing of the receivable: messages, rateio, e-mail. */
  passedOver: string;
  /** Counts and sums of the trailer, where the bank takes them. */
  totals?: { titles: string; face: string };
}
