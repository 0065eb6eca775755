import { readCamt } from './camt/reader.ts';
import { readCnab240 } from './cnab240/reader.ts';
import { readCnab400 } from './cnab400/reader.ts';
import { readCnab750 } from './cnab750/reader.ts';
import { readFebraban150 } from './febraban150/reader.ts';
import type { FileFormat } from './items.ts';
import { readUnknown } from './named/unknown.ts';
import { readOfx } from './ofx/reader.ts';
import { readPixJson } from './pix-json/reader.ts';
import type { FormatReader } from './reader.ts';
import { readSegmentE } from './segment-e/reader.ts';

/** The reader of each format. */
export const READERS: Readonly<Record<FileFormat, FormatReader>> = {
  cnab240: readCnab240,
  cnab400: readCnab400,
  cnab750: readCnab750,
  febraban150: readFebraban150,
  'pix-json': readPixJson,
  'segment-e': readSegmentE,
  ofx: readOfx,
  camt: readCamt,
  unknown: readUnknown,
};
