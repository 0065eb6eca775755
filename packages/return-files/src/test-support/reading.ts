import { type MadeFile, makeFiles } from '@baixa/bank-simulator';
import type { Entry, Problem } from '@baixa/core';
import { type FileHeader, type FileTotals, type ReadItem, readReturnFile } from '../index.ts';

/** What reading a whole file gave, for tests. */
export interface Reading {
  items: ReadItem[];
  header: FileHeader;
  entries: Entry[];
  problems: Problem[];
  codes: string[];
  totals: FileTotals;
}

/** The files of the bank simulator, one of each format and bank, with what each amounts to. */
export const MADE: readonly MadeFile[] = makeFiles();

/** The bytes of one of them. */
export function made(name: string): Buffer {
  const file = MADE.find((one) => one.name === name);
  if (file === undefined) throw new Error(`The bank simulator makes no ${name}`);
  return Buffer.from(file.bytes);
}

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Reads bytes (or text) as a file, delivered in chunks of `size` bytes. */
export async function readAll(content: Uint8Array | string, size = 1000): Promise<Reading> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const items: ReadItem[] = [];
  for await (const item of readReturnFile(chunksOf(bytes, size), { name: 'test.ret' })) items.push(item);
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  for (const item of items) {
    if (item.type === 'entry') entries.push(item.entry);
    if (item.type === 'problem') problems.push(item.problem);
  }
  const first = items[0];
  const last = items.at(-1);
  if (first?.type !== 'header' || last?.type !== 'end') throw new Error('No header first, or no end last');
  return {
    items,
    header: first.header,
    entries,
    problems,
    codes: problems.map((it) => it.code),
    totals: last.totals,
  };
}
