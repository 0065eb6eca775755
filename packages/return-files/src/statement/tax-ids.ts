/**
 * CPF and CNPJ in free text, known by their check digits: weights from the right, and 0 for remainders 0 and 1.
 * Sources: IN RFB 1.548/2015 (CPF); IN RFB 2.229/2024 (CNPJ, whose first twelve characters may be letters from July
 * 2026 on; a letter weighs its ASCII code less 48).
 */
const CPF_WEIGHTS = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const CNPJ_WEIGHTS = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

/** Written with its marks, or as a word of nothing else. */
const CANDIDATE =
  /(?<![A-Z0-9.])(?:\d{3}\.\d{3}\.\d{3}-\d\d|[A-Z0-9]{2}\.[A-Z0-9]{3}\.[A-Z0-9]{3}\/[A-Z0-9]{4}-\d\d|\d{11}|[A-Z0-9]{12}\d\d)(?![A-Z0-9])/g;

const SHORTEST = 11;

function checkDigit(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += (text.charCodeAt(at) - 48) * (weights[at] as number);
  const remainder = sum % 11;
  return remainder < 2 ? 0 : 11 - remainder;
}

function isChecked(text: string, weights: readonly number[]): boolean {
  const body = text.slice(0, -2);
  const first = checkDigit(body, weights.slice(1));
  return text.endsWith(`${first}${checkDigit(`${body}${first}`, weights)}`);
}

/** True for a CPF (11) or CNPJ (14 characters, no marks) whose check digits are right. One repeated digit is none. */
export function isTaxId(text: string): boolean {
  if (/^(.)\1+$/.test(text)) return false;
  if (/^\d{11}$/.test(text)) return isChecked(text, CPF_WEIGHTS);
  return /^[A-Z0-9]{12}\d\d$/.test(text) && isChecked(text, CNPJ_WEIGHTS);
}

/** The one CPF or CNPJ that stands in a text as a word, without marks; undefined where it has none, or several. */
export function taxIdIn(text: string): string | undefined {
  if (text.length < SHORTEST || !/\d\d/.test(text)) return undefined;
  const found = new Set<string>();
  for (const [candidate] of text.toUpperCase().matchAll(CANDIDATE)) {
    const plain = candidate.replace(/[./-]/g, '');
    if (isTaxId(plain)) found.add(plain);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

/** The CPF or CNPJ that a document number is: alone, with its marks, or with zeros before it. */
export function taxIdOfDocument(document: string): string | undefined {
  const whole = taxIdIn(document);
  if (whole !== undefined || !/^0+[1-9]\d{9,13}$/.test(document)) return whole;
  const plain = document.replace(/^0+/, '');
  const padded = plain.padStart(plain.length > 11 ? 14 : 11, '0');
  return isTaxId(padded) ? padded : undefined;
}
