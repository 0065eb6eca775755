import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Pattern, Title } from './patterns.ts';
import { cnab240FileTrailer, cnab240LotTrailer } from './trailers.ts';

const LINES_A_WRITE = 2000;

/** Writes lines with CRLF, in Latin-1. */
async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(path);
  let held: string[] = [];
  const flush = async () => {
    if (!stream.write(held.map((line) => `${line}\r\n`).join(''), 'latin1')) await once(stream, 'drain');
    held = [];
  };
  for (const line of lines) if (held.push(line) === LINES_A_WRITE) await flush();
  await flush();
  stream.end();
  await once(stream, 'close');
}

function* repeated(titles: readonly Title[], count: number): Generator<Title> {
  for (let at = 0; at < count; at++) yield titles[at % titles.length] as Title;
}

function* linesOf(pattern: Pattern, count: number): Generator<string> {
  let records = 0;
  const number = (line: string) => {
    records++;
    return pattern.numbered ? line.slice(0, -6) + String(records).padStart(6, '0') : line;
  };
  for (const line of pattern.head) yield number(line);
  for (const title of repeated(pattern.titles, count)) for (const line of title) yield number(line);
  for (const line of pattern.trailers(repeated(pattern.titles, count), records)) yield number(line);
}

/** Writes a valid file of `count` títulos: its trailers count and add up what it has. */
export function writeFileOf(pattern: Pattern, count: number, path: string): Promise<void> {
  return writeLines(path, linesOf(pattern, count));
}

const TITLES_A_LOT = 100_000;

function* lotsOf(
  { head: [fileHeader = '', lotHeader = ''], titles }: Pattern,
  count: number,
): Generator<string> {
  yield fileHeader;
  let lot = 0;
  for (let from = 0; from < count; from += TITLES_A_LOT) {
    const own = Math.min(TITLES_A_LOT, count - from);
    lot++;
    yield lotHeader;
    for (const title of repeated(titles, own)) yield* title;
    yield cnab240LotTrailer(repeated(titles, own), lot);
  }
  yield cnab240FileTrailer(lot, 2 + 2 * lot + 2 * count);
}

/** Writes a valid CNAB 240 of about so many bytes, in lots whose counts fit into their columns. */
export function writeCnab240OfSize(pattern: Pattern, bytes: number, path: string): Promise<void> {
  return writeLines(path, lotsOf(pattern, Math.floor(bytes / (2 * 242))));
}
