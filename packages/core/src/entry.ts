import type { Cents } from './cents.ts';
import type { CivilDate } from './civil-date.ts';

/** The kinds whose `paidCents` is money the payer paid to the company. */
export const MONEY_IN_KINDS = [
  'payment',
  'partial-payment',
  'notary-payment',
  'unregistered-payment',
] as const;

/** What an entry of a return file tells. An unknown code of a bank is `other` with a problem: it never settles. */
export type EntryKind =
  | (typeof MONEY_IN_KINDS)[number]
  /** Money out: an earlier payment is undone (estorno, devolução, MED). */
  | 'reversal'
  /** Tells of a payment to come or made elsewhere; moves nothing. */
  | 'advance-notice'
  | 'paid-elsewhere'
  | 'registration'
  | 'rejection'
  | 'write-off'
  | 'protest'
  | 'change'
  | 'fee'
  | 'other';

/**
 * What every format is read into: one thing a bank tells about one título. Money is whole centavos, dates are civil,
 * and what the file does not say is undefined: never today's date, never 0.
 */
export interface Entry {
  /** Line of the file where the entry begins, from 1. */
  line: number;
  /** Byte of the file where the entry begins, from 0. */
  offset: number;
  kind: EntryKind;
  /** The bank's own code of what happened (código de movimento / ocorrência), as it stands. */
  occurrence?: string;
  /** The bank's own codes of why (motivos), as they stand, without blanks and `00`. */
  reasons: string[];
  /** The bank's identifier of the boleto in its fullest form (with check digit where the layout has one), no blanks. */
  nossoNumero?: string;
  /** Other spellings of the same nosso número that a company may have registered (without the digit, …). */
  nossoNumeroForms?: string[];
  /** The company's own number of the título. */
  seuNumero?: string;
  /** What the company wrote into the bank's "uso da empresa" field when it registered the título. */
  companyUse?: string;
  /** Barcode of 44 digits. */
  barcode?: string;
  /** PIX charge identifier. */
  txid?: string;
  /** PIX payment identifier, 32 characters. On a reversal, that of the payment it undoes. */
  endToEndId?: string;
  /** What tells this reversal from others of the same payment (API Pix `rtrId`). */
  reversalId?: string;
  /** What tells this money from any other, whatever file it comes in, where no `endToEndId` does. */
  moneyKey?: string;
  dueOn?: CivilDate;
  /** The customer's payment date. */
  paidOn?: CivilDate;
  /** The bank's processing date. */
  processedOn?: CivilDate;
  /** The date the money is available in the account. */
  creditedOn?: CivilDate;
  faceCents?: Cents;
  /** What the payer paid, gross. On a reversal, what is given back, positive. */
  paidCents?: Cents;
  /** What was credited to the company's account. */
  netCents?: Cents;
  interestCents?: Cents;
  fineCents?: Cents;
  /** Interest and fine together, where the bank gives one figure for both. */
  lateChargesCents?: Cents;
  discountCents?: Cents;
  /** Abatimento. */
  rebateCents?: Cents;
  otherCreditsCents?: Cents;
  otherExpensesCents?: Cents;
  /** The bank's tariff. */
  feeCents?: Cents;
  /** Where the customer paid (`internet`, `branch-cash`, `pix`…). */
  channel?: string;
  /**
   * What may still take the money back: the bank credited a cheque that is not cleared yet. The money counts; whoever
   * settles decides whether to wait.
   */
  held?: 'cheque';
  payer?: { taxId?: string; name?: string };
}

/** True when the entry's `paidCents` is money in. */
export function isMoneyIn(kind: EntryKind): boolean {
  return (MONEY_IN_KINDS as readonly EntryKind[]).includes(kind);
}

/**
 * What the entry moved at the bank, in centavos: positive for money in, negative for a reversal, 0 for everything
 * that only tells. The figure that settlement must find again as applied plus unapplied.
 */
export function movedCents(entry: Pick<Entry, 'kind' | 'paidCents'>): Cents {
  if (isMoneyIn(entry.kind)) return entry.paidCents ?? 0;
  return entry.kind === 'reversal' ? 0 - (entry.paidCents ?? 0) : 0;
}
