import { allZeros, identifier } from '@baixa/cnab240-parser';
import type { CivilDate } from '@baixa/core';
import { type Line, nearestCentury } from '@baixa/fixed-width';
import { numberOf, TitleDraft } from '../draft.ts';
import type { RemittedTitle } from '../title.ts';
import type { RemessaBank, TitleContext } from './bank.ts';

/** A título under way with what its records are read with. */
export interface Reading {
  draft: TitleDraft;
  context: TitleContext;
}

function nossoNumeroOf({ title: { field }, isUnnumbered }: RemessaBank, text: string): string | undefined {
  const number = numberOf(field.nossoNumero.raw(text));
  return number === undefined || isUnnumbered?.(number) ? undefined : number;
}

function payerOf({ title: { field } }: RemessaBank, text: string): RemittedTitle['payer'] {
  const digits = field.payerTaxId.raw(text).trim();
  const isPerson = /^0?1/.test(field.payerTaxIdType.raw(text));
  return {
    taxId: allZeros(digits) ? undefined : digits.slice(isPerson ? -11 : -14),
    name: field.payerName.read(text),
    city: field.payerCity.read(text),
    state: field.payerState.read(text),
  };
}

/** Begins a título by its record (400 characters); `createdOn` decides the century of its dates. */
export function readingOf(bank: RemessaBank, line: Line, createdOn: CivilDate | undefined): Reading {
  const { field } = bank.title;
  const { text } = line;
  const dated = (date: CivilDate | undefined) => nearestCentury(date, createdOn);
  const dueOn = dated(field.dueOn.read(text));
  const draft = new TitleDraft(line, field.face, field.dueOn, dueOn, {
    instruction: field.instruction.raw(text),
    nossoNumero: nossoNumeroOf(bank, text),
    seuNumero: identifier(field.seuNumero, text),
    companyUse: identifier(field.companyUse, text),
    issuedOn: dated(field.issuedOn.read(text)),
    payer: payerOf(bank, text),
    discounts: [],
  });
  const { amounts, told } = draft;
  const context = { amounts, dueOn, dated };
  told.interest = bank.interest(line, context);
  told.fine = bank.fine?.(line, context);
  told.discounts = bank.discounts(line, context);
  if (bank.hasRebate?.(text) ?? true) told.rebateCents = amounts.cents(line, field.rebate);
  return { draft, context };
}
