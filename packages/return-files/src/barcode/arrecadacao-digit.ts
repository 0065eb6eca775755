import { mod10, mod11 } from '@baixa/cnab240-parser';

const LENGTH = 44;
/** Where the value identifier and the general check digit stand, from 0. */
const VALUE_ID = 2;
const DIGIT = 3;

/** The módulo of a barcode of arrecadação by its value identifier: 6 and 7 are módulo 10, 8 and 9 módulo 11. */
export function moduloOf(valueId: string): ((digits: string) => number) | undefined {
  if (valueId === '6' || valueId === '7') return mod10;
  return valueId === '8' || valueId === '9' ? mod11 : undefined;
}

/** Twice a digit, its own digits added up. */
const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];

/** The sum of módulo 10 over the 43 digits that are not the check digit, or NaN where one of them is no digit. */
function sum10(text: string, start: number): number {
  let sum = 0;
  let twice = true;
  for (let at = start + LENGTH - 1; at >= start; at--) {
    if (at === start + DIGIT) continue;
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    sum += twice ? (DOUBLED[digit] as number) : digit;
    twice = !twice;
  }
  return sum;
}

/** The same for módulo 11, with weights 2 to 9 from the right. */
function sum11(text: string, start: number): number {
  let sum = 0;
  let weight = 2;
  for (let at = start + LENGTH - 1; at >= start; at--) {
    if (at === start + DIGIT) continue;
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    sum += digit * weight;
    weight = weight === 9 ? 2 : weight + 1;
  }
  return sum;
}

/**
 * True where 44 digits, which begin at `start` of a text (from 0), are a barcode of arrecadação: product 8, a known
 * value identifier, and the general check digit of the 43 others. Summed where the digits stand, because every bill of
 * a file is checked. Source: FEBRABAN arrecadação v07 (2023), layout of the barcode, position 4.
 */
export function isArrecadacaoBarcode(text: string, start = 0): boolean {
  if (text.length < start + LENGTH || text.charCodeAt(start) !== 56) return false;
  const valueId = text.charCodeAt(start + VALUE_ID) - 48;
  const stated = text.charCodeAt(start + DIGIT) - 48;
  if (valueId === 6 || valueId === 7) return (10 - (sum10(text, start) % 10)) % 10 === stated;
  if (valueId !== 8 && valueId !== 9) return false;
  const remainder = sum11(text, start) % 11;
  return (remainder <= 1 ? 0 : 11 - remainder) === stated;
}
