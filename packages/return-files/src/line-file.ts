import { type Line, type LineLimits, lineBatches } from '@baixa/fixed-width';
import type { ReadItem } from './items.ts';
import type { FormatReader, ReadContext } from './reader.ts';

/** Follows one file of lines from its first to its last. Holds a bounded number of them. */
export interface LineFile {
  /** Takes the next line and adds what it gives to `out`. The first item of a file is its header. */
  push(line: Line, out: ReadItem[]): void;
  /** Ends the file. */
  end(out: ReadItem[]): void;
}

/** Reads a format of lines: a batch of items for each chunk of the file that gives some. */
export function readerOfLines(open: (context: ReadContext) => LineFile, limits?: LineLimits): FormatReader {
  return async function* (bytes, context) {
    const file = open(context);
    for await (const batch of lineBatches(bytes, limits)) {
      const items: ReadItem[] = [];
      for (const line of batch) {
        context.lines = line.number;
        file.push(line, items);
      }
      if (items.length > 0) yield items;
    }
    const last: ReadItem[] = [];
    file.end(last);
    yield last;
  };
}
