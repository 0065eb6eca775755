import { mod10, mod11 } from '@baixa/cnab240-parser';

const SIX = 54;
const NINE = 57;
/** Where the check digit and the last digit stand, from 0. */
const DIGIT = 3;
const LENGTH = 44;

/** The módulo of a barcode of arrecadação by its value identifier: 6 and 7 are módulo 10, 8 and 9 módulo 11. */
export function moduloOf(valueId: string): ((digits: string) => number) | undefined {
  const code = valueId.charCodeAt(0);
  if (!(code >= SIX && code <= NINE)) return undefined;
  return code < SIX + 2 ? mod10 : mod11;
}

/**
 * True where 44 digits, which begin at `start` of a text (from 0), are a barcode of arrecadação: product 8, a known
 * value identifier, and the general check digit of the 43 others. Source: FEBRABAN arrecadação v07 (2023), layout of
 * the barcode, position 4.
 */
export function isArrecadacaoBarcode(text: string, start = 0): boolean {
  if (text.charCodeAt(start) !== 56) return false;
  const end = start + LENGTH;
  if (text.length < end) return false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!(code >= 48 && code <= NINE)) return false;
  }
  const modulo = moduloOf(text.charAt(start + 2));
  if (modulo === undefined) return false;
  const others = text.slice(start, start + DIGIT) + text.slice(start + DIGIT + 1, end);
  return modulo(others) === text.charCodeAt(start + DIGIT) - 48;
}
