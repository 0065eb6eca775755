import { type ColumnKind, MALFORMED, type Malformed, type ValueOf, type WritableOf } from './column.ts';

/** How a kind of column is read from a line, and written into a given width. */
export interface Kind<K extends ColumnKind> {
  /** The reader of one column, which lies from `start` up to but not including `end`. */
  reader(start: number, end: number): (line: string) => ValueOf[K];
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

/** Reads without slicing: amounts are most of a file. */
function readInteger(line: string, start: number, end: number): number | Malformed | undefined {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = line.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return readPadded(line, start, end);
    value = value * 10 + digit;
  }
  return value <= Number.MAX_SAFE_INTEGER ? value : MALFORMED;
}

/** Blanks around the digits are accepted, as banks send them. */
function readPadded(line: string, start: number, end: number): number | Malformed | undefined {
  let from = start;
  let to = end;
  while (from < to && line.charCodeAt(from) === SPACE) from++;
  while (to > from && line.charCodeAt(to - 1) === SPACE) to--;
  if (from === to) return undefined;
  return from === start && to === end ? MALFORMED : readInteger(line, from, to);
}

/** The day as `YYYY-MM-DD`, or undefined where no calendar has it: banks send zeros, blanks and 99999999 for none. */
function day(year: string, month: string, date: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(`${year}-${month}-${date}`)) return undefined;
  const [y, m, d] = [Number(year), Number(month), Number(date)];
  if (y < 1000 || m < 1 || m > 12 || d < 1) return undefined;
  const lastDay = new Date(Date.UTC(y, m, 0)).getUTCDate();
  return d <= lastDay ? `${year}-${month}-${date}` : undefined;
}

/**
 * A file has few distinct dates and many of each: they are worked out once, and known by their digits as a number. The
 * limit keeps hostile files small.
 */
function dateReader(parse: (raw: string) => string | undefined) {
  const known = new Map<number, string | undefined>();
  const workedOut = (digits: number, raw: string): string | undefined => {
    if (known.has(digits)) return undefined;
    if (known.size >= 4096) known.clear();
    const value = parse(raw);
    known.set(digits, value);
    return value;
  };
  return (start: number, end: number) =>
    (line: string): string | undefined => {
      let digits = 0;
      for (let at = start; at < end; at++) {
        const digit = line.charCodeAt(at) - ZERO;
        if (!(digit >= 0 && digit <= 9)) return undefined;
        digits = digits * 10 + digit;
      }
      if (digits === 0) return undefined;
      return known.get(digits) ?? workedOut(digits, line.slice(start, end));
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

const textReader = (start: number, end: number) => (line: string) => readText(line, start, end);
const integerReader = (start: number, end: number) => (line: string) => readInteger(line, start, end);

const TEXT: Kind<'text'> & Kind<'filler'> = { reader: textReader, write: writeText, blank: ' ' };
const INTEGER: Kind<'cents'> & Kind<'count'> = { reader: integerReader, write: writeInteger, blank: '0' };

export const KINDS: { [K in ColumnKind]: Kind<K> } = {
  text: TEXT,
  filler: TEXT,
  digits: { reader: textReader, write: writeInteger, blank: '0' },
  cents: INTEGER,
  count: INTEGER,
  date8: {
    reader: dateReader((raw) => day(raw.slice(4), raw.slice(2, 4), raw.slice(0, 2))),
    write: writeDate((year, month, date) => date + month + year),
    blank: '0',
  },
  date6: {
    reader: dateReader((raw) => day(century(raw.slice(4)), raw.slice(2, 4), raw.slice(0, 2))),
    write: writeDate((year, month, date) => date + month + year.slice(2)),
    blank: '0',
  },
  ymd8: {
    reader: dateReader((raw) => day(raw.slice(0, 4), raw.slice(4, 6), raw.slice(6))),
    write: writeDate((year, month, date) => year + month + date),
    blank: '0',
  },
};
