import type { Entry } from '@baixa/core';
import type { Field } from '@baixa/fixed-width';

/** True for a text of nothing but zeros, the empty text included. */
export function allZeros(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== 48) return false;
  return true;
}

/** Reads an identifier. One that a bank has not got is zeros as often as blanks: both are undefined. */
export function identifier(field: Field<'text' | 'digits'>, line: string): string | undefined {
  const value = field.read(line);
  return value === undefined || allZeros(value) ? undefined : value;
}

/** A CPF (`type` 1 or 01) or CNPJ out of a wider column, or undefined where there is none. */
export function taxIdOf(type: string, raw: string): string | undefined {
  const digits = raw.trim();
  if (allZeros(digits)) return undefined;
  return digits.slice(type.endsWith('1') ? -11 : -14);
}

/** The payer, or undefined where the bank tells neither number nor name. */
export function payerOf(taxId: string | undefined, name: string | undefined): Entry['payer'] {
  return taxId === undefined && name === undefined ? undefined : { taxId, name };
}
