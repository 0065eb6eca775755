import { readerOfLines } from '../line-file.ts';
import { Febraban150File } from './file.ts';

/** Reads FEBRABAN 150: bills that were paid and débito automático into entries; a remessa is named. */
export const readFebraban150 = readerOfLines((context) => new Febraban150File(context));
