import { allZeros, identifier, taxIdOf, txidOf } from '@baixa/cnab240-parser';
import type { Line } from '@baixa/fixed-width';
import { numberOf, TitleDraft } from '../draft.ts';
import type { RemittedTitle } from '../title.ts';
import type { RemessaLayout } from './layouts.ts';
import { discountFieldsOf, discountOf, fineOf, interestOf } from './terms.ts';

const CAIXA_SEQUENTIAL = -15;
const BB_AGREEMENT_DIGITS = 7;

/** The nosso número of a P (240 characters); undefined where the bank is to give it. */
export function nossoNumeroOf(
  bank: string,
  { segmentP: { field } }: RemessaLayout,
  text: string,
): string | undefined {
  const number = numberOf(field.nossoNumero.raw(text));
  if (number === undefined) return undefined;
  // A carteira or a convênio may stand before the zeros of a number that the bank gives.
  if (bank === '104') return allZeros(number.slice(CAIXA_SEQUENTIAL)) ? undefined : number.replace(/^0+/, '');
  if (bank === '001' && number.length === 17 && allZeros(number.slice(BB_AGREEMENT_DIGITS))) return undefined;
  return number;
}

/** Begins a título by its P (240 characters). */
export function draftOf(bank: string, layout: RemessaLayout, line: Line): TitleDraft {
  const { field } = layout.segmentP;
  const { text } = line;
  const dueOn = field.dueOn.read(text);
  const draft = new TitleDraft(line, field.face, field.dueOn, dueOn, {
    instruction: field.instruction.raw(text),
    nossoNumero: nossoNumeroOf(bank, layout, text),
    seuNumero: identifier(field.seuNumero, text),
    companyUse: identifier(field.companyUse, text),
    issuedOn: field.issuedOn.read(text),
    discounts: [],
  });
  const { amounts, told } = draft;
  told.interest = interestOf(bank, layout, line, amounts);
  told.rebateCents = amounts.cents(line, field.rebate);
  const discount = discountOf(discountFieldsOf(bank, layout), line, dueOn, amounts);
  if (discount !== undefined) told.discounts.push(discount);
  return draft;
}

/** Who will pay, by a Q (240 characters). */
export function payerOf({ segmentQ: { field } }: RemessaLayout, text: string): RemittedTitle['payer'] {
  return {
    taxId: taxIdOf(field.payerTaxIdType.raw(text), field.payerTaxId.raw(text)),
    name: field.payerName.read(text),
    city: field.payerCity.read(text),
    state: field.payerState.read(text),
  };
}

/** Adds the further discounts and the fine of an R (240 characters). */
export function addTerms(layout: RemessaLayout, line: Line, { told, amounts, dueOn }: TitleDraft): void {
  const { field } = layout.segmentR;
  const columns = [
    { code: field.secondDiscountCode, until: field.secondDiscountUntil, value: field.secondDiscount },
    { code: field.thirdDiscountCode, until: field.thirdDiscountUntil, value: field.thirdDiscount },
  ];
  for (const each of columns) {
    const discount = discountOf({ ...each, uncoded: false }, line, dueOn, amounts);
    if (discount !== undefined) told.discounts.push(discount);
  }
  told.fine = fineOf(layout, line, amounts) ?? told.fine;
}

/** The txid in a Y (240 characters), if it has the Pix of the título. */
export function txidOfY(line: Line): string | undefined {
  return txidOf([line]);
}
