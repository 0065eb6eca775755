import { allZeros } from '@baixa/cnab240-parser';
import type { Field } from '@baixa/fixed-width';

interface AccountColumns {
  field: { branch: Field; account: Field; accountDigit: Field };
}

/**
 * The ways to name an agreement that is an account: agência and conta as wide as their columns, with and without the
 * digit, and agência/conta-digit, as return files have them.
 */
export function accountCodes({ field }: AccountColumns, line: string): string[] {
  const branch = field.branch.raw(line).trim();
  const account = field.account.raw(line).trim();
  if (allZeros(branch) || allZeros(account)) return [];
  const digit = field.accountDigit.raw(line).trim();
  return [
    `${branch}${account}${digit}`,
    `${branch}${account}`,
    `${branch}/${account.replace(/^0+/, '')}-${digit}`,
  ];
}

/** Each code that is more than zeros, as it stands and without leading zeros. */
export function codesOf(...given: readonly string[]): string[] {
  const codes = new Set<string>();
  for (const raw of given) {
    const code = raw.replaceAll(' ', '');
    if (!allZeros(code)) codes.add(code).add(code.replace(/^0+/, ''));
  }
  return [...codes];
}
