import { type ColumnKind, MALFORMED, type Malformed, type ValueOf, type WritableOf } from './column.ts';

/** How a kind of column is read from a slice of a line, and written into a given width. */
export interface Kind<K extends ColumnKind> {
  read(line: string, start: number, end: number): ValueOf[K];
  write(value: WritableOf[K], width: number): string;
  /** What fills the column when nothing is written into it. */
  blank: '0' | ' ';
}

const SPACE = 32;
const ZERO = 48;

function readText(line: string, start: number, end: number): string | undefined {
  let from = start;
  let to = end;
  while (to > from && line.charCodeAt(to - 1) <= SPACE) to--;
  while (from < to && line.charCodeAt(from) <= SPACE) from++;
  return from === to ? undefined : line.slice(from, to);
}

/** Reads without slicing: amounts are most of a file. Blanks around the digits are accepted, as banks send them. */
function readInteger(line: string, start: number, end: number): number | Malformed | undefined {
  let from = start;
  let to = end;
  while (from < to && line.charCodeAt(from) === SPACE) from++;
  while (to > from && line.charCodeAt(to - 1) === SPACE) to--;
  if (from === to) return undefined;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = line.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return MALFORMED;
    value = value * 10 + digit;
  }
  return Number.isSafeInteger(value) ? value : MALFORMED;
}

/** The day as `YYYY-MM-DD`, or undefined where no calendar has it: banks send zeros, blanks and 99999999 for none. */
function day(year: string, month: string, date: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(`${year}-${month}-${date}`)) return undefined;
  const [y, m, d] = [Number(year), Number(month), Number(date)];
  if (y < 1000 || m < 1 || m > 12 || d < 1) return undefined;
  const lastDay = new Date(Date.UTC(y, m, 0)).getUTCDate();
  return d <= lastDay ? `${year}-${month}-${date}` : undefined;
}

/** A file has few distinct dates and many of each: they are worked out once. The limit keeps hostile files small. */
function dateReader(parse: (raw: string) => string | undefined) {
  const known = new Map<string, string | undefined>();
  return (line: string, start: number, end: number): string | undefined => {
    const raw = line.slice(start, end);
    const found = known.get(raw);
    if (found !== undefined || known.has(raw)) return found;
    if (known.size >= 4096) known.clear();
    const value = parse(raw);
    known.set(raw, value);
    return value;
  };
}

/** Two-digit years: 00 to 79 are 2000 to 2079, 80 to 99 are 1980 to 1999. No manual says so; readers agree on it. */
function century(year: string): string {
  return (Number(year) < 80 ? '20' : '19') + year;
}

function fitted(value: string, width: number, side: 'left' | 'right', pad: '0' | ' '): string {
  if (value.length > width)
    throw new RangeError(`A value of ${value.length} characters for ${width} columns`);
  return side === 'left' ? value.padEnd(width, pad) : value.padStart(width, pad);
}

function writeText(value: string, width: number): string {
  return fitted(value, width, 'left', ' ');
}

function writeInteger(value: number | string, width: number): string {
  if (typeof value === 'string') return fitted(value, width, 'right', '0');
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${value} is not a whole number from 0 up`);
  return fitted(String(value), width, 'right', '0');
}

function writeDate(order: (year: string, month: string, date: string) => string) {
  return (value: string, width: number): string => {
    if (value.length === width) return value;
    const [year = '', month = '', date = ''] = value.split('-');
    if (day(year, month, date) !== value) throw new RangeError(`${value} is not a day`);
    return order(year, month, date);
  };
}

const TEXT: Kind<'text'> & Kind<'filler'> = { read: readText, write: writeText, blank: ' ' };
const INTEGER: Kind<'cents'> & Kind<'count'> = { read: readInteger, write: writeInteger, blank: '0' };

export const KINDS: { [K in ColumnKind]: Kind<K> } = {
  text: TEXT,
  filler: TEXT,
  digits: { read: readText, write: writeInteger, blank: '0' },
  cents: INTEGER,
  count: INTEGER,
  date8: {
    read: dateReader((raw) => day(raw.slice(4), raw.slice(2, 4), raw.slice(0, 2))),
    write: writeDate((year, month, date) => date + month + year),
    blank: '0',
  },
  date6: {
    read: dateReader((raw) => day(century(raw.slice(4)), raw.slice(2, 4), raw.slice(0, 2))),
    write: writeDate((year, month, date) => date + month + year.slice(2)),
    blank: '0',
  },
  ymd8: {
    read: dateReader((raw) => day(raw.slice(0, 4), raw.slice(4, 6), raw.slice(6))),
    write: writeDate((year, month, date) => year + month + date),
    blank: '0',
  },
};
