import { readerOfLines } from '../line-file.ts';
import { Cnab240File } from './file.ts';

/** Reads CNAB 240: the lots of cobrança into entries; lots of other services are named. */
export const readCnab240 = readerOfLines((context) => new Cnab240File(context));
