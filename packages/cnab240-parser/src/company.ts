import { fitLine } from '@baixa/fixed-width';
import { type BankLayout, layoutOf } from './layouts/banks.ts';
import { RECORD_LENGTH } from './layouts/febraban.ts';

/** Who a file or a lot is for. */
export interface Company {
  /** Ways the agreement may be registered, most exact first. */
  agreementCodes: string[];
  /** CPF or CNPJ. */
  taxId?: string;
}

type Header = BankLayout['fileHeader'] | BankLayout['lotHeader'];

const onlyZeros = /^0*$/;

/** The agreement as it stands, its first part where the bank joins several, and each without leading zeros. */
function agreementCodes(header: Header, line: string): string[] {
  const codes = new Set<string>();
  const field = header.field as unknown as Record<string, { raw(line: string): string } | undefined>;
  const agreement = header.field.agreement.raw(line);
  const joined =
    agreement + ['product', 'portfolio', 'portfolioVariation'].map((it) => field[it]?.raw(line)).join('');
  const seventh = field.agreementSeventhDigit?.raw(line).trim() ?? '';
  const own = onlyZeros.test(seventh) ? [joined.trim(), agreement.trim()] : [agreement + seventh];
  for (const code of own) if (!onlyZeros.test(code)) codes.add(code).add(code.replace(/^0+/, ''));
  return [...codes];
}

/**
 * Banks without convênio (Itaú) are known by the account: agência of four digits and conta as wide as the column, with
 * and without DAC; and agência/conta-DAC. The width is kept, so that no account reads like another one.
 */
function accountCodes({ field }: Header, line: string): string[] {
  const branch = field.branch.raw(line).trim().slice(-4);
  const account = field.account.raw(line).trim();
  if (onlyZeros.test(branch) || onlyZeros.test(account)) return [];
  const digit = (field.accountDigit.raw(line) + field.branchAccountDigit.raw(line)).trim().slice(0, 1);
  return [
    `${branch}${account}${digit}`,
    `${branch}${account}`,
    `${branch}/${account.replace(/^0+/, '')}-${digit}`,
  ];
}

function taxIdOf({ field }: Header, line: string): string | undefined {
  const taxId = field.companyTaxId.raw(line).trim();
  if (onlyZeros.test(taxId)) return undefined;
  return taxId.slice(field.companyTaxIdType.raw(line) === '1' ? -11 : -14);
}

/** Who a file is for, by its header and, where there is one, the header of its first lot. */
export function companyOf(bank: string, fileHeader: string, lotHeader?: string): Company {
  const layout = layoutOf(bank);
  const file = fitLine(fileHeader, RECORD_LENGTH);
  const lot = lotHeader === undefined ? undefined : fitLine(lotHeader, RECORD_LENGTH);
  const codes = new Set(agreementCodes(layout.fileHeader, file));
  for (const code of lot === undefined ? [] : agreementCodes(layout.lotHeader, lot)) codes.add(code);
  return {
    agreementCodes: codes.size > 0 ? [...codes] : accountCodes(layout.fileHeader, file),
    taxId: taxIdOf(layout.fileHeader, file),
  };
}

/** The agreements that a lot names by itself. */
export function lotAgreementCodes(bank: string, lotHeader: string): string[] {
  return agreementCodes(layoutOf(bank).lotHeader, fitLine(lotHeader, RECORD_LENGTH));
}
