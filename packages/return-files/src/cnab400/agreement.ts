import { allZeros } from '@baixa/cnab240-parser';
import { type Columns, fieldNamed } from './title-fields.ts';

/** Joins columns of a record. Empty where all are blank. */
function joined(record: Columns, names: readonly string[]): (line: string) => string {
  const fields = names.map((name) => fieldNamed(record, name));
  return (line) => fields.map((field) => field.raw(line).trim()).join('');
}

/**
 * The ways an agreement may be registered, most exact first: each list of columns joined, as it stands and without
 * leading zeros. What is blank or zeros is left out.
 */
export function codes(record: Columns, ...lists: readonly (readonly string[])[]): (line: string) => string[] {
  const readers = lists.map((names) => joined(record, names));
  return (line) => {
    const found = new Set<string>();
    for (const read of readers) {
      const code = read(line);
      if (!allZeros(code)) found.add(code).add(code.replace(/^0+/, ''));
    }
    return [...found];
  };
}

/**
 * The ways an agreement that is an account may be registered: agência of four digits and conta as wide as its column,
 * with and without its digit, and agência/conta-digit. The width is kept, so that no account reads like another one.
 */
export function accounts(record: Columns): (line: string) => string[] {
  const [branchField, accountField, digitField] = ['branch', 'account', 'accountDigit'].map((name) =>
    fieldNamed(record, name),
  );
  return (line) => {
    const branch = (branchField?.raw(line) ?? '').trim().slice(-4);
    const account = (accountField?.raw(line) ?? '').trim();
    const digit = (digitField?.raw(line) ?? '').trim();
    if (allZeros(branch) || allZeros(account)) return [];
    return [
      `${branch}${account}${digit}`,
      `${branch}${account}`,
      `${branch}/${account.replace(/^0+/, '')}-${digit}`,
    ];
  };
}
