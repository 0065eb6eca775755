import { readCnab240 } from './cnab240/reader.ts';
import type { FileFormat } from './items.ts';
import { readMarkup } from './named/markup.ts';
import { readNamedLines } from './named/named-lines.ts';
import { readUnknown } from './named/unknown.ts';
import { readPixJson } from './pix-json/reader.ts';
import type { FormatReader } from './reader.ts';

/** The reader of each format. One that only names its files is replaced here when the format is read in full. */
export const READERS: Readonly<Record<FileFormat, FormatReader>> = {
  cnab240: readCnab240,
  cnab400: readNamedLines,
  cnab750: readNamedLines,
  febraban150: readNamedLines,
  'pix-json': readPixJson,
  ofx: readMarkup,
  camt: readMarkup,
  unknown: readUnknown,
};
