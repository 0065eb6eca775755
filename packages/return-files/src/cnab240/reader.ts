import { lineBatches } from '@baixa/fixed-width';
import type { ReadItem } from '../items.ts';
import type { FormatReader } from '../reader.ts';
import { Cnab240File } from './file.ts';

/** Reads CNAB 240: the lots of cobrança into entries; lots of other services are named. */
export const readCnab240: FormatReader = async function* (bytes, context) {
  const file = new Cnab240File(context);
  for await (const batch of lineBatches(bytes)) {
    const items: ReadItem[] = [];
    for (const line of batch) file.push(line, items);
    if (items.length > 0) yield items;
  }
  const last: ReadItem[] = [];
  file.end(last);
  yield last;
};
