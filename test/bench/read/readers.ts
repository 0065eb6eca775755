import { createReadStream } from 'node:fs';
import { type FileTotals, readReturnFileInBatches } from '@baixa/return-files';

/** What reading a file gave. */
export interface Reading {
  entries: number;
  problems: number;
  /** The sentence of the first problem. */
  firstProblem?: string;
  totals?: FileTotals;
}

/** Reads a file to full entries with all checks. */
export async function readWithBaixa(path: string): Promise<Reading> {
  const reading: Reading = { entries: 0, problems: 0 };
  for await (const batch of readReturnFileInBatches(createReadStream(path), { name: path }))
    for (const item of batch)
      if (item.type === 'entry') reading.entries++;
      else if (item.type === 'problem') {
        reading.problems++;
        reading.firstProblem ??= item.problem.message;
      } else if (item.type === 'end') reading.totals = item.totals;
  return reading;
}

/** The floor: Node reading the file to Latin-1 lines, in chunks of the same size, with no parsing. */
export async function readLinesOnly(path: string): Promise<number> {
  let lines = 0;
  let rest = '';
  for await (const chunk of createReadStream(path)) {
    const pieces = (rest + (chunk as Buffer).toString('latin1')).split('\n');
    rest = pieces.pop() as string;
    lines += pieces.length;
  }
  return lines;
}
