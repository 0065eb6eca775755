import { type MadeFile, makeFiles } from '@baixa/bank-simulator';
import { invariant } from '@baixa/core';
import { cnab240Trailers, cnab400Trailers, cnab750Trailers, febraban150Trailers } from './trailers.ts';

/** The records of one título. */
export type Title = readonly string[];

/** What a bank's file is made of, so that one of any length can be written. */
export interface Pattern {
  format: string;
  /** What is measured, for a person. */
  name: string;
  head: readonly string[];
  titles: readonly Title[];
  /** The trailers after these títulos, of which the file has so many records before them. */
  trailers(titles: Iterable<Title>, records: number): string[];
  /** Where a record has its own number, from 1: the last six characters. */
  numbered: boolean;
}

const SEEDS = 20;

function linesOf({ bytes }: MadeFile): string[] {
  return Buffer.from(bytes)
    .toString('latin1')
    .split('\r\n')
    .filter((line) => line !== '');
}

/** Cuts the records between head and trailers into títulos: each begins with a record that `begins` says so of. */
function cut(records: readonly string[], begins: (line: string) => boolean): Title[] {
  const titles: string[][] = [];
  for (const record of records)
    if (begins(record)) titles.push([record]);
    else titles.at(-1)?.push(record);
  return titles;
}

interface Source {
  format: string;
  name: string;
  /** The simulator's file that its títulos are taken from. */
  file: string;
  heads: number;
  trailers: Pattern['trailers'];
  begins(line: string): boolean;
  /** Which títulos are taken. Absent: all. */
  takes?(title: Title): boolean;
  numbered?: true;
}

const SOURCES: readonly Source[] = [
  {
    format: 'cnab240',
    name: 'CNAB 240, T and U (Caixa)',
    file: 'cnab240-104.ret',
    heads: 2,
    begins: (line) => line[13] === 'T',
    takes: (title) => title.length === 2,
    trailers: cnab240Trailers,
  },
  {
    format: 'cnab400',
    name: 'CNAB 400 (Bradesco)',
    file: 'cnab400-237.ret',
    heads: 1,
    begins: (line) => line[0] === '1',
    takes: (title) => title.length === 1,
    trailers: cnab400Trailers,
    numbered: true,
  },
  {
    format: 'febraban150',
    name: 'FEBRABAN 150, arrecadação',
    file: 'febraban150-arrecadacao-v07.ret',
    heads: 1,
    begins: (line) => line[0] === 'G',
    trailers: febraban150Trailers,
  },
  {
    format: 'cnab750',
    name: 'CNAB 750, Pix received',
    file: 'cnab750.ret',
    heads: 1,
    begins: (line) => line[0] === '5' || line[0] === '1',
    takes: ([first]) => first?.[0] === '5',
    trailers: cnab750Trailers,
    numbered: true,
  },
];

function patternOf(source: Source, made: readonly MadeFile[]): Pattern {
  const files = made.filter(({ name }) => name === source.file).map(linesOf);
  const titles = files.flatMap((lines) => {
    const last = lines.findLastIndex((line) => source.begins(line) || !isTrailer(source.format, line));
    return cut(lines.slice(source.heads, last + 1), source.begins);
  });
  const taken = titles.filter((title) => source.takes?.(title) ?? true);
  invariant(taken.length > SEEDS, `${source.file} has títulos to repeat`);
  return {
    ...source,
    numbered: source.numbered ?? false,
    head: files[0]?.slice(0, source.heads) ?? [],
    titles: taken,
  };
}

function isTrailer(format: string, line: string): boolean {
  if (format === 'cnab240') return line[7] === '5' || line[7] === '9';
  return line[0] === '9' || line[0] === 'Z';
}

/** The títulos of twenty files of the simulator for each format that is measured. */
export function patterns(): Pattern[] {
  const made = Array.from({ length: SEEDS }, (_, seed) => makeFiles(seed + 1)).flat();
  return SOURCES.map((source) => patternOf(source, made));
}
