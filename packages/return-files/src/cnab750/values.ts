import { identifier } from '@baixa/cnab240-parser';
import type { Cents } from '@baixa/core';
import { type Field, type Line, MALFORMED } from '@baixa/fixed-width';
import type { ReadItem } from '../items.ts';
import { badAmount, badEndToEndId, badTxid } from './entry-problems.ts';

const END_TO_END_LENGTH = 32;

function isAlphanumeric(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const upper = code & ~32;
    if (!((code >= 48 && code <= 57) || (upper >= 65 && upper <= 90 && code < 128))) return false;
  }
  return true;
}

/** An amount, or undefined where it is blank or cannot be read, which is told. */
export function amount(field: Field<'cents'>, line: Line, out: ReadItem[]): Cents | undefined {
  const value = field.read(line.text);
  if (value !== MALFORMED) return value;
  out.push({ type: 'problem', problem: badAmount(line, field) });
  return undefined;
}

export function txidOf(field: Field<'text'>, line: Line, out: ReadItem[]): string | undefined {
  const txid = identifier(field, line.text);
  if (txid === undefined || isAlphanumeric(txid)) return txid;
  out.push({ type: 'problem', problem: badTxid(line, field) });
  return undefined;
}

export function endToEndIdOf(field: Field<'text'>, line: Line, out: ReadItem[]): string | undefined {
  const id = field.read(line.text);
  if (id?.length === END_TO_END_LENGTH && isAlphanumeric(id)) return id;
  out.push({ type: 'problem', problem: badEndToEndId(line, field) });
  return undefined;
}
