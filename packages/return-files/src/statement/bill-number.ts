import type { CivilDate } from '@baixa/core';
import { readArrecadacaoBarcode, readArrecadacaoLine } from '../barcode/arrecadacao.ts';
import { readBoletoBarcode, readBoletoLine } from '../barcode/boleto.ts';

/** 44 digits of a barcode, or the 47 or 48 of a typed line, bare or with the marks it is printed with. */
const CANDIDATE = /(?<![0-9A-Za-z])\d(?:[ .-]{0,2}\d){43,47}(?![0-9A-Za-z])/g;
const SHORTEST = 44;
/** A day of no matter: only the due date of a boleto is understood by it, and that is not asked for. */
const ANY_DAY: CivilDate = '2026-01-01';

function barcodeOf(digits: string): string | undefined {
  const { length } = digits;
  if (length === 47) return readBoletoLine(digits, ANY_DAY).value?.barcode;
  if (length === 48) return readArrecadacaoLine(digits).value?.barcode;
  if (length !== 44) return undefined;
  return digits.startsWith('8')
    ? readArrecadacaoBarcode(digits).value?.barcode
    : readBoletoBarcode(digits, ANY_DAY).value?.barcode;
}

/**
 * The barcode (44 digits) of the one bill whose barcode or typed line stands in a text with right check digits, or
 * undefined where there is none, or more than one.
 */
export function billBarcodeIn(text: string): string | undefined {
  if (text.length < SHORTEST) return undefined;
  const found = new Set<string>();
  for (const [candidate] of text.matchAll(CANDIDATE)) {
    const barcode = barcodeOf(candidate.replace(/\D/g, ''));
    if (barcode !== undefined) found.add(barcode);
  }
  return found.size === 1 ? [...found][0] : undefined;
}
