import { type CivilDate, invariant } from '@baixa/core';
import type { Figures } from './figures.ts';

/** `[first position, last position, value]`, from 1, as the manuals count. Numbers fill with zeros, texts with blanks. */
export type Placed = readonly [from: number, to: number, value: string | number];

/** A figure of what is told, and where the manual puts it. */
export type Column = readonly [figure: keyof Figures, from: number, to: number];

/** What a table of a record holds: what always stands there, and what differs from line to line. */
export type Cell = Placed | Column;

/** One line of `length` characters, with blanks between the values. Throws where two overlap or one does not fit. */
export function placedIn(length: number, values: readonly Placed[]): string {
  let line = '';
  for (const [from, to, value] of values.toSorted((a, b) => a[0] - b[0])) {
    const width = to - from + 1;
    const text = typeof value === 'number' ? String(value).padStart(width, '0') : value.padEnd(width);
    invariant(text.length === width && from > line.length, `"${text}" fits ${from}-${to}`);
    line = line.padEnd(from - 1) + text;
  }
  return line.padEnd(length);
}

const isColumn = (cell: Cell): cell is Column => typeof cell[0] === 'string';
const firstOf = (cell: Cell): number => (isColumn(cell) ? cell[1] : cell[0]);
const lastOf = (cell: Cell): number => (isColumn(cell) ? cell[2] : cell[1]);

/** A table with cells of a bank's own in the place of those that they overlap. */
export function over(base: readonly Cell[], own: readonly Cell[]): Cell[] {
  const kept = base.filter((cell) =>
    own.every((other) => lastOf(other) < firstOf(cell) || firstOf(other) > lastOf(cell)),
  );
  return [...kept, ...own];
}

/** Dates fill their column: six characters are DDMMAA, eight DDMMAAAA. No date is zeros. */
function dayIn(width: number, date: CivilDate | undefined): string {
  if (date === undefined) return '0'.repeat(width);
  const [year = '', month = '', day = ''] = date.split('-');
  return day + month + (width === 6 ? year.slice(2) : year);
}

const ymd = (date: CivilDate | undefined): string => (date ?? '0000-00-00').replaceAll('-', '');

/** A line of `length` characters by a table. */
export function lineOf(length: number, cells: readonly Cell[], figures: Partial<Figures>): string {
  const placed = cells.map((cell): Placed => {
    if (!isColumn(cell)) return cell;
    const [name, from, to] = cell;
    invariant(name in figures, `the figure ${name} of ${from}-${to} is told`);
    if (name === 'creditedYmd' || name === 'createdYmd') return [from, to, ymd(figures[name])];
    if (name === 'dueOn' || name === 'occurredOn' || name === 'creditedOn' || name === 'createdOn')
      return [from, to, dayIn(to - from + 1, figures[name])];
    return [from, to, figures[name] ?? ''];
  });
  return placedIn(length, placed);
}
