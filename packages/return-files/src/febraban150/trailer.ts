import { type Line, MALFORMED } from '@baixa/fixed-width';
import type { ReadItem, TrailerCheck } from '../items.ts';
import { claimed, compareClaim } from '../trailer-claims.ts';
import { unreadableTotal } from './file-problems.ts';
import { trailer } from './layouts/common.ts';

const { records, value } = trailer.field;

/** What the records before a trailer add up to. */
export interface Tally {
  /** Lines from the header to the trailer, both included. */
  records: number;
  /** The values of all details, whatever became of them. */
  valueCents: number;
}

/**
 * Compares a trailer (150 characters) with its file. Every manual demands its total, so that zeros are a total like any
 * other, and a total that cannot be read is as wrong as one that differs.
 */
export function checkTrailer(
  text: string,
  line: Line,
  { records: found, valueCents }: Tally,
  isDebit: boolean,
  check: TrailerCheck,
  out: ReadItem[],
): void {
  const count = { what: 'records', declared: claimed([records], text), found } as const;
  compareClaim('febraban150', line, { ...count, column: records.column?.from }, check, out);
  const column = value.column?.from;
  const declared = value.read(text);
  if (declared === undefined || declared === MALFORMED || line.text.length < (value.column?.to ?? 0)) {
    out.push({ type: 'problem', problem: unreadableTotal(line, column) });
    return;
  }
  const what = isDebit ? 'faceCents' : 'paidCents';
  compareClaim('febraban150', line, { what, declared, found: valueCents, column }, check, out);
}
