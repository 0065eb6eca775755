import { readerOfLines } from '../line-file.ts';
import { Cnab400File } from './file.ts';

/** Reads CNAB 400: the títulos of cobrança into entries; other services, remessas and unknown banks are named. */
export const readCnab400 = readerOfLines((context) => new Cnab400File(context));
