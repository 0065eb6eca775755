import type { Problem } from '@baixa/core';
import { type RemessaHeader, type RemessaItem, type RemittedTitle, readRemessa } from '../index.ts';

/** A line of blanks with texts at columns, from 1: positions as a manual gives them. */
export function at(length: number, cells: Readonly<Record<number, string>>): string {
  const line = new Array<string>(length).fill(' ');
  for (const [column, text] of Object.entries(cells))
    for (const [index, character] of [...text].entries()) line[Number(column) - 1 + index] = character;
  return line.join('');
}

export const amount = (width: number, value: number) => String(value).padStart(width, '0');

/** What a remessa gave, sorted. */
export interface Reading {
  items: RemessaItem[];
  header: RemessaHeader | undefined;
  titles: RemittedTitle[];
  problems: Problem[];
  codes: string[];
  totals: Extract<RemessaItem, { type: 'end' }>['totals'];
}

/** Reads bytes or lines in chunks of so many bytes. */
export async function reading(given: Uint8Array | readonly string[], size = 1000): Promise<Reading> {
  const bytes = given instanceof Uint8Array ? given : Buffer.from(given.join('\r\n'), 'latin1');
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  }
  const items: RemessaItem[] = [];
  for await (const item of readRemessa(chunks(), { name: 'test.rem' })) items.push(item);
  const problems = items.flatMap((item) => (item.type === 'problem' ? [item.problem] : []));
  const last = items.at(-1);
  if (last?.type !== 'end') throw new Error('The end is missing.');
  return {
    items,
    header: items.flatMap((item) => (item.type === 'header' ? [item.header] : []))[0],
    titles: items.flatMap((item) => (item.type === 'title' ? [item.title] : [])),
    problems,
    codes: problems.map(({ code }) => code),
    totals: last.totals,
  };
}
