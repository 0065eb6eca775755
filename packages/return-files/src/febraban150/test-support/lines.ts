/** A line of 150 characters with texts at positions, as the manuals count them: from 1. */
export function at150(places: Readonly<Record<number, string>>): string {
  let line = ' '.repeat(150);
  for (const [from, text] of Object.entries(places))
    line = line.slice(0, Number(from) - 1) + text + line.slice(Number(from) - 1 + text.length);
  return line;
}

/** A file of these lines. */
export const fileOf = (...lines: string[]): string => lines.map((line) => `${line}\r\n`).join('');

/** A header of bank 104, made on 2026-11-18. */
export const headerOf = (service: string, version: string, more: Readonly<Record<number, string>> = {}) =>
  at150({
    1: 'A2',
    3: '0000123456',
    23: 'AGUAS DO VALE',
    43: '104CAIXA',
    66: '20261118',
    74: '000123',
    80: version,
    82: service,
    ...more,
  });

/** A trailer by its count of records and its total in centavos. */
export const trailerOf = (records: number, cents: number) =>
  at150({ 1: 'Z', 2: String(records).padStart(6, '0'), 8: String(cents).padStart(17, '0') });
