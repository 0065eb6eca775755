import { accountForms } from '../statement/account-forms.ts';
import { bankOfBic, bankOfIspb } from '../statement/banks.ts';
import { taxIdOfDocument } from '../statement/tax-ids.ts';
import { firstOf, type Values } from './values.ts';

/** The parts of a Brazilian IBAN. Source: Banco Central, Circular 3.625/2013. */
const IBAN = /^BR\d\d(?<ispb>\d{8})(?<branch>\d{5})(?<account>\d{9})(?<digit>\d)[A-Z][A-Z0-9]$/;

/** Whose statement it is. */
export interface Owner {
  bank?: string;
  agreementCodes: string[];
  taxId?: string;
}

function codesOf(values: Values): string[] {
  const iban = values.get('Acct/Id/IBAN')?.replace(/\s/g, '').toUpperCase();
  const other = values.get('Acct/Id/Othr/Id');
  const codes = new Set<string>();
  const { branch = '', account = '', digit = '' } = IBAN.exec(iban ?? '')?.groups ?? {};
  if (iban !== undefined) codes.add(iban);
  for (const form of accountForms(branch, account, digit)) codes.add(form);
  if (other !== undefined) codes.add(other).add(other.replace(/[^0-9A-Za-z]/g, ''));
  return [...codes];
}

/** By the ISPB in the IBAN, else by what names the servicer: its ISPB or three digits, or its BIC. */
function bankOf(values: Values): string | undefined {
  const iban = values.get('Acct/Id/IBAN')?.replace(/\s/g, '').toUpperCase() ?? '';
  const servicer = 'Acct/Svcr/FinInstnId';
  const member = values.get(`${servicer}/ClrSysMmbId/MmbId`) ?? '';
  const bic = firstOf(values, `${servicer}/BICFI`, `${servicer}/BIC`) ?? '';
  const ispb = IBAN.exec(iban)?.groups?.ispb ?? '';
  return bankOfIspb(ispb) ?? (/^\d{3}$/.test(member) ? member : bankOfIspb(member)) ?? bankOfBic(bic);
}

/** Reads whose statement it is from its account. */
export function ownerOf(values: Values): Owner {
  const id = 'Acct/Ownr/Id';
  const taxId = firstOf(values, `${id}/OrgId/Othr/Id`, `${id}/PrvtId/Othr/Id`);
  return {
    bank: bankOf(values),
    agreementCodes: codesOf(values),
    taxId: taxId === undefined ? undefined : taxIdOfDocument(taxId),
  };
}
