import { readerOfLines } from '../line-file.ts';
import { Cnab750File } from './file.ts';
import { RECORD_LENGTH } from './layout-frame.ts';

/** Reads CNAB 750: Pix received, and what became of charges, into entries. Records may stand in blocks without line ends. */
export const readCnab750 = readerOfLines((context) => new Cnab750File(context), {
  maxLineBytes: 64 * 1024,
  recordLength: RECORD_LENGTH,
});
