import type { Cents, CivilDate, Entry } from '@baixa/core';
import { billBarcodeIn } from './bill-number.ts';
import { pixIdentifiersIn } from './end-to-end-id.ts';
import { taxIdIn, taxIdOfDocument } from './tax-ids.ts';
import { type Told, toldBy } from './told-by-text.ts';
import { txidIn } from './txid.ts';

/**
 * What the bank's own code says of a line, where it says more than debit or credit. `lump`: many payments in one sum,
 * each of which comes in the file of its own service. `tariff`: the bank's. `returned`: undoes an earlier movement.
 */
export type Nature = 'lump' | 'tariff' | 'returned';

export type Channel = 'ted' | 'pix' | 'deposit';

/** One line of an account statement, in the terms of no format. */
export interface Movement {
  line: number;
  offset: number;
  /** Positive into the account. */
  cents: Cents;
  /** The bank's code of what happened, and its own codes of the history. */
  occurrence?: string;
  reasons: string[];
  postedOn?: CivilDate;
  valuedOn?: CivilDate;
  nature?: Nature;
  channel?: Channel;
  /** History or memo. */
  text: string;
  /** The document number as the bank has it: the payer's CPF or CNPJ, a depositor's number, or one of the bank's. */
  document?: string;
  /** More that the bank wrote, in which identifiers may stand. */
  references?: string;
  /** Not money of the account yet. */
  pending?: boolean;
  /** The line contradicts itself in whether money came in or went out: then it is no payment. */
  contradictory?: boolean;
  /** What the bank gives in an element of its own. */
  endToEndId?: string;
  txid?: string;
  payer?: Entry['payer'];
}

type Identifiers = Pick<Entry, 'endToEndId' | 'reversalId' | 'txid' | 'barcode' | 'companyUse' | 'payer'>;

/**
 * The identifiers of a line. The number of an identified deposit is one, unless it is a CPF or CNPJ: that tells who
 * paid, not what.
 */
function identifiersOf(movement: Movement, told: Told): Identifiers {
  const { text, document = '', references = '' } = movement;
  const all = document === '' && references === '' ? text : `${text} ${document} ${references}`;
  const found = pixIdentifiersIn(all);
  const endToEndId = movement.endToEndId ?? found.endToEndId;
  const credit = movement.cents > 0;
  const payerTaxId = credit
    ? (movement.payer?.taxId ?? taxIdOfDocument(document) ?? taxIdIn(text))
    : undefined;
  const name = credit ? movement.payer?.name : undefined;
  const depositor =
    credit && told.identifiedDeposit && payerTaxId === undefined && /[1-9A-Za-z]/.test(document)
      ? document
      : undefined;
  return {
    endToEndId,
    reversalId: found.reversalId,
    txid: movement.txid ?? txidIn(all),
    barcode: billBarcodeIn(text) ?? billBarcodeIn(document) ?? billBarcodeIn(references),
    companyUse: endToEndId === undefined ? depositor : undefined,
    payer: payerTaxId === undefined && name === undefined ? undefined : { taxId: payerTaxId, name },
  };
}

function channelOf({ channel }: Movement, told: Told, { endToEndId, reversalId, txid }: Identifiers) {
  if (told.pix || endToEndId !== undefined || reversalId !== undefined || txid !== undefined) return 'pix';
  if (channel !== undefined) return channel;
  if (told.ted) return 'ted';
  return told.deposit ? 'deposit' : undefined;
}

type Effect = Pick<
  Entry,
  'kind' | 'paidCents' | 'netCents' | 'feeCents' | 'otherCreditsCents' | 'otherExpensesCents'
>;

/**
 * What a line does. A credit is a payment only when it says of what: it names a Pix, a txid, a bill or a depositor. A
 * sum of many payments never is, for each of them comes in its own file; nor is money that the company had paid itself
 * and gets back. A debit is a reversal only when it names the Pix that it gives back.
 */
function effectOf(movement: Movement, told: Told, ids: Identifiers): Effect {
  const { cents, nature, pending = false, contradictory = false } = movement;
  const amount = Math.abs(cents);
  const returned = nature === 'returned' || told.returned || ids.reversalId !== undefined;
  if (cents <= 0) {
    if (pending) return { kind: 'advance-notice', otherExpensesCents: amount };
    if (nature === 'tariff') return { kind: 'fee', feeCents: amount };
    if (returned && ids.endToEndId !== undefined) return { kind: 'reversal', paidCents: amount };
    return { kind: 'other', otherExpensesCents: amount };
  }
  if (pending) return { kind: 'advance-notice', paidCents: amount };
  const identified =
    ids.endToEndId !== undefined ||
    ids.txid !== undefined ||
    ids.barcode !== undefined ||
    ids.companyUse !== undefined;
  const lump = nature === 'lump' || told.lump;
  if (!identified || lump || returned || contradictory || nature === 'tariff')
    return { kind: 'other', otherCreditsCents: amount };
  return { kind: 'payment', paidCents: amount, netCents: amount };
}

/** The entry of a line of a statement. Every line gives one, so that no movement of the account is out of sight. */
export function entryOfMovement(movement: Movement): Entry {
  const told = toldBy(movement.text);
  const ids = identifiersOf(movement, told);
  const { line, offset, occurrence, reasons, postedOn, valuedOn } = movement;
  return {
    line,
    offset,
    ...effectOf(movement, told, ids),
    occurrence,
    reasons,
    ...ids,
    paidOn: postedOn,
    creditedOn: valuedOn,
    channel: channelOf(movement, told, ids),
  };
}
