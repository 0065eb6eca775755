import { LineSplitter } from '@baixa/fixed-width';
import { bankOfHeader } from './cnab400/banks.ts';
import type { RemessaFormat } from './items.ts';

/** What the first line of a remessa tells. */
export interface RemessaDetection {
  format: RemessaFormat;
  /** Three characters. */
  bank: string;
}

/** Column 143 (G015) tells a remessa of CNAB 240 from a return file. Source: FEBRABAN CNAB 240 v10.6. */
const CNAB240_HEADER = /^\d{3}00000/;

/** Tells a remessa by its first line that is not blank; undefined where it is none. */
export function remessaOfLine(text: string): RemessaDetection | undefined {
  if (/^01REMESSA/i.test(text)) return { format: 'cnab400', bank: bankOfHeader(text).code };
  if (CNAB240_HEADER.test(text) && text[142] === '1' && text.trimEnd().length <= 300)
    return { format: 'cnab240', bank: text.slice(0, 3) };
  return undefined;
}

/** How many bytes of a file are enough to tell a remessa. */
export const REMESSA_DETECTION_BYTES = 4096;

/** Tells a remessa by its first bytes; undefined where it is none. */
export function detectRemessa(head: Uint8Array): RemessaDetection | undefined {
  const splitter = new LineSplitter();
  const lines = [...splitter.push(head), ...splitter.end()];
  const first = lines.find(({ text }) => text.trim() !== '');
  return first === undefined ? undefined : remessaOfLine(first.text);
}
