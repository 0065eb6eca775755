import { fileHeader } from '@baixa/cnab240-parser';
import { accountForms } from '../statement/account-forms.ts';
import { lotHeader } from './layouts.ts';

const onlyZeros = /^0*$/;

type Header = typeof fileHeader | typeof lotHeader;

/**
 * What a header names: the account, in the ways it may be registered, and the convênio, which the bank may give for the
 * delivery of statements, with and without leading zeros. The last digit of the conta stands in one of two columns.
 */
function codesOf({ field }: Header, line: string): string[] {
  const digit = (field.accountDigit.raw(line) + field.branchAccountDigit.raw(line)).trim().slice(0, 1);
  const codes = new Set(accountForms(field.branch.raw(line), field.account.raw(line), digit));
  const agreement = field.agreement.raw(line).trim();
  if (!onlyZeros.test(agreement)) codes.add(agreement).add(agreement.replace(/^0+/, ''));
  return [...codes];
}

/** The account and convênio that a lot names. */
export function codesOfLot(line: string): string[] {
  return codesOf(lotHeader, line);
}

/** Whose statement it is, by the header of its first lot (which names the account), else of the file. */
export function companyOf(
  file: string,
  lot: string | undefined,
): { agreementCodes: string[]; taxId?: string } {
  const codes = new Set([...(lot === undefined ? [] : codesOfLot(lot)), ...codesOf(fileHeader, file)]);
  const taxIds = [fileHeader.field, ...(lot === undefined ? [] : [lotHeader.field])].map((field) => {
    const line = field === fileHeader.field ? file : (lot ?? '');
    const taxId = field.companyTaxId.raw(line).trim();
    if (onlyZeros.test(taxId)) return undefined;
    return taxId.slice(field.companyTaxIdType.raw(line) === '1' ? -11 : -14);
  });
  return { agreementCodes: [...codes], taxId: taxIds.find((taxId) => taxId !== undefined) };
}
