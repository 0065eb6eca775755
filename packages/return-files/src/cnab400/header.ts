import { allZeros, taxIdOf } from '@baixa/cnab240-parser';
import type { CivilDate } from '@baixa/core';
import type { FileHeader } from '../items.ts';
import type { Cnab400Bank } from './bank.ts';
import { HeaderDates } from './header-dates.ts';
import { fieldNamed } from './title-fields.ts';

const DATES = ['date6', 'ymd8'] as const;

/** The dates of a header of 400 characters. */
export function headerDates({ header }: Cnab400Bank, text: string): HeaderDates {
  const date = (name: string): CivilDate | undefined => fieldNamed(header, name, ...DATES).read(text);
  return new HeaderDates(date('createdOn'), date('creditedOn'));
}

/** CPF or CNPJ of the company: most banks have it in the títulos only, Sicredi in the header only. */
function companyTaxId(bank: Cnab400Bank, header: string, title: string | undefined): string | undefined {
  const own = fieldNamed(bank.header, 'companyTaxId').raw(header).trim();
  if (!allZeros(own)) return taxIdOf(own.startsWith('000') ? '1' : '2', own);
  const record = title === undefined ? undefined : bank.titles[title.charAt(0)]?.record;
  if (title === undefined || record === undefined) return undefined;
  return taxIdOf(
    fieldNamed(record, 'companyTaxIdType').raw(title),
    fieldNamed(record, 'companyTaxId').raw(title),
  );
}

/** What the header of a file and its first título (400 characters each) say of it. */
export function companyOf(
  bank: Cnab400Bank,
  header: string,
  title: string | undefined,
): Pick<FileHeader, 'agreementCodes' | 'taxId' | 'sequenceNumber'> {
  const sequenceNumber = fieldNamed(bank.header, 'sequenceNumber', 'count').read(header);
  return {
    agreementCodes: bank.agreement(header, title),
    taxId: companyTaxId(bank, header, title),
    sequenceNumber: typeof sequenceNumber === 'number' ? sequenceNumber : undefined,
  };
}
