import { companyOf, lotAgreementCodes } from '@baixa/cnab240-parser';
import { numberOf } from '../draft.ts';
import type { RemessaLayout } from './layouts.ts';

const SANTANDER = '033';
const BRANCH_DIGITS = 4;

/** A código de transmissão is agência and código do beneficiário: the return names the latter alone. */
function santanderCodes(raw: string): string[] {
  const code = numberOf(raw);
  if (code === undefined) return [];
  const beneficiary = code.slice(BRANCH_DIGITS).replace(/^0+/, '');
  return beneficiary === '' ? [code] : [code, beneficiary];
}

/** The ways to name the agreement of a remessa, most exact first. Both headers have 240 characters. */
export function agreementCodesOf(
  bank: string,
  { fileHeader, lotHeader }: RemessaLayout,
  header: string,
  lot: string | undefined,
): string[] {
  if (bank !== SANTANDER) return companyOf(bank, header, lot).agreementCodes;
  const codes = santanderCodes(fileHeader.field.agreement.raw(header));
  return codes.length > 0 || lot === undefined ? codes : santanderCodes(lotHeader.field.agreement.raw(lot));
}

/** The agreements that a lot names by itself. */
export function lotCodesOf(bank: string, { lotHeader }: RemessaLayout, lot: string): string[] {
  return bank === SANTANDER
    ? santanderCodes(lotHeader.field.agreement.raw(lot))
    : lotAgreementCodes(bank, lot);
}
