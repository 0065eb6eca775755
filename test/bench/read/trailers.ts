import type { Title } from './patterns.ts';

/** A line with numbers at positions, which count from 1. */
function placed(
  length: number,
  start: string,
  numbers: readonly [from: number, to: number, value: number][],
): string {
  let line = start.padEnd(length);
  for (const [from, to, value] of numbers)
    line = line.slice(0, from - 1) + String(value).padStart(to - from + 1, '0') + line.slice(to);
  return line;
}

const numberAt = (line: string | undefined, from: number, to: number) => Number(line?.slice(from - 1, to));

/** What a number of records can be written in six digits; a file that has more leaves it unfilled, which claims nothing. */
const counted = (records: number) => (records > 999_999 ? 0 : records);

function sumOf(titles: Iterable<Title>, from: number, to: number): { count: number; cents: number } {
  let count = 0;
  let cents = 0;
  for (const [first] of titles) {
    count++;
    cents += numberAt(first, from, to);
  }
  return { count, cents };
}

/** The trailer of the lot. That of the file is `cnab240FileTrailer`. */
export function cnab240LotTrailer(titles: Iterable<Title>, lot: number): string {
  const { count, cents } = sumOf(titles, 82, 96);
  return placed(240, `104${String(lot).padStart(4, '0')}5`, [
    [18, 23, 2 * count + 2],
    [24, 29, count],
    [30, 46, cents],
    [47, 115, 0],
  ]);
}

export function cnab240FileTrailer(lots: number, records: number): string {
  return placed(240, '10499999', [
    [18, 23, lots],
    [24, 29, counted(records)],
    [30, 35, 0],
  ]);
}

export function cnab240Trailers(titles: Iterable<Title>, records: number): string[] {
  return [cnab240LotTrailer(titles, 1), cnab240FileTrailer(1, records + 2)];
}

/** Bradesco counts by occurrence (109-110): 02, 10 and 14 by their face (153-165), 06 by what was paid (254-266). */
export function cnab400Trailers(titles: Iterable<Title>): string[] {
  const all = [...titles];
  const of = (occurrence: string) => all.filter(([first]) => first?.slice(108, 110) === occurrence);
  const [entries, paid, written, changed] = ['02', '06', '10', '14'].map(of) as [
    Title[],
    Title[],
    Title[],
    Title[],
  ];
  const face = (some: Title[]) => sumOf(some, 153, 165).cents;
  const paidCents = sumOf(paid, 254, 266).cents;
  return [
    placed(400, '9201237', [
      [18, 39, 0],
      [58, 62, entries.length],
      [63, 74, face(entries)],
      [75, 86, paidCents],
      [87, 91, paid.length],
      [92, 103, paidCents],
      [104, 108, written.length],
      [109, 120, face(written)],
      [121, 137, 0],
      [138, 142, changed.length],
      [143, 154, face(changed)],
      [155, 188, 0],
      [363, 385, 0],
    ]),
  ];
}

export function febraban150Trailers(titles: Iterable<Title>, records: number): string[] {
  return [
    placed(150, 'Z', [
      [2, 7, records + 1],
      [8, 24, sumOf(titles, 82, 93).cents],
    ]),
  ];
}

/** The sum is of the original values. */
export function cnab750Trailers(titles: Iterable<Title>, records: number): string[] {
  return [
    placed(750, '920260701190', [
      [713, 729, sumOf(titles, 199, 215).cents],
      [730, 744, records - 1],
    ]),
  ];
}
