import { BANK_LAYOUTS, febraban, layoutOf } from './layouts/banks.ts';

/** A nosso número in its fullest form, and the other ways a company may have written it down. */
export interface NossoNumero {
  full: string;
  forms: string[];
  /** How many characters at the end of `full` are check digits. */
  digits: number;
}

/**
 * How many characters at the end of the column are check digits. Where a bank is not here, its number has none in the
 * file, or nobody documents it.
 * Source: the manuals named at each bank's layout.
 */
const CHECK_DIGITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    '004': 1,
    '033': 1,
    '041': 2,
    '104': 1,
    '136': 1,
    '237': 1,
    '341': 1,
    '748': 1,
    '756': 1,
  }),
);

/** At Banco do Brasil 17 digits (convênio of seven) have no check digit; the older 11 digits have one after them. */
function checkDigitsOf(bank: string, full: string): number {
  return bank === '001' ? (full.length === 12 ? 1 : 0) : (CHECK_DIGITS.get(bank) ?? 0);
}

function withoutZeros(text: string): string {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) === 48) at++;
  return at === 0 ? text : text.slice(at);
}

function withoutBlanks(text: string): string {
  return text.includes(' ') ? text.replaceAll(' ', '') : text;
}

/** Reads the nosso número of a bank (three digits) out of its CNAB 240 column. See `nossoNumeroWith`. */
export function nossoNumeroOf(bank: string, column: string | undefined): NossoNumero | undefined {
  if (column === undefined) return undefined;
  const full = withoutBlanks(column);
  return nossoNumeroWith(full, checkDigitsOf(bank, full));
}

/**
 * Reads a nosso número whose last characters, `checkDigits` of them, are check digits; undefined where it
 * is blank or zeros. `forms` are: without leading zeros, without check digits, without both. The last can be the full
 * form of another title, so a match by the full form goes before one by a form.
 */
export function nossoNumeroWith(column: string | undefined, checkDigits: number): NossoNumero | undefined {
  if (column === undefined) return undefined;
  const full = withoutBlanks(column);
  const short = withoutZeros(full);
  if (short === '') return undefined;
  const forms = short === full ? [] : [short];
  if (checkDigits === 0 || full.length <= checkDigits) return { full, forms, digits: 0 };
  // No form is another one: it has fewer check digits, or fewer zeros before it.
  const unchecked = full.slice(0, -checkDigits);
  forms.push(unchecked);
  const both = withoutZeros(unchecked);
  if (both !== '' && both !== unchecked) forms.push(both);
  return { full, forms, digits: checkDigits };
}

const bradesco = BANK_LAYOUTS['237'].segmentT.field;

/**
 * The characters of a T line that hold the nosso número. Bradesco documents its parts for the remessa only: where the
 * zeros between them are missing, the whole of FEBRABAN's column is the number.
 */
export function nossoNumeroColumn(bank: string, line: string): string | undefined {
  if (bank === '237' && bradesco.nossoNumeroZeros.raw(line) !== '00000')
    return febraban.segmentT.field.nossoNumero.read(line);
  return layoutOf(bank).segmentT.field.nossoNumero.read(line);
}
