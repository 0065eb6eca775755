import { type Column, type ColumnKind, filler, type ValueOf, type WritableOf } from './column.ts';
import { KINDS } from './kinds.ts';

/** One column of a record, ready to be read. */
export interface Field<K extends ColumnKind = ColumnKind> {
  /** Undefined where this record has no such column (a bank that does not send it). */
  readonly column: Column | undefined;
  /** The characters as they stand; empty where the record has no such column. */
  raw(line: string): string;
  /** The value by the column's kind. */
  read(line: string): ValueOf[K];
}

/** A fixed-width record: columns that tile it, without gap or overlap. */
export interface FixedRecord<C extends Column = Column> {
  readonly name: string;
  /** Characters of a line. */
  readonly length: number;
  /** In the order of their positions. */
  readonly columns: readonly Column[];
  readonly field: { readonly [N in C['name']]: Field<Extract<C, { name: N }>['kind']> };
  /** All raw slices by column name. Throws when the line is not `length` characters long: see `fitLine`. */
  read(line: string): { [N in C['name']]: string };
  /**
   * Writes a line. Columns left out are zeros (numbers, dates) or blanks (text). Inverse of `read`, to the character.
   * Throws when a value does not fit its column or the record has no such column.
   */
  write(values: { [N in C['name']]?: WritableOf[Extract<C, { name: N }>['kind']] }): string;
  /** False for a column that an override took away. */
  has(name: C['name']): boolean;
  /**
   * The same record as another bank lays it out. Columns that overlap a given one vanish (their fields read as
   * undefined, unless a given column takes the name) and what is left between is filler.
   */
  override<const O extends readonly Column[]>(name: string, columns: O): FixedRecord<C | O[number]>;
}

const ABSENT: Field = { column: undefined, raw: () => '', read: () => undefined };

function fieldOf(column: Column): Field {
  const start = column.from - 1;
  const end = column.to;
  return { column, raw: (line) => line.slice(start, end), read: KINDS[column.kind].reader(start, end) };
}

function assertTiled(name: string, columns: readonly Column[], length: number): void {
  let next = 1;
  const names = new Set<string>();
  for (const column of columns) {
    if (column.from !== next || column.to < column.from)
      throw new Error(
        `${name}: column ${column.name} is at ${column.from}-${column.to}, expected from ${next}`,
      );
    if (names.has(column.name)) throw new Error(`${name}: two columns are called ${column.name}`);
    names.add(column.name);
    next = column.to + 1;
  }
  if (next !== length + 1) throw new Error(`${name}: columns end at ${next - 1} of ${length}`);
}

function writeColumn(column: Column, value: string | number | undefined): string {
  const width = column.to - column.from + 1;
  const kind = KINDS[column.kind];
  if (value === undefined) return kind.blank.repeat(width);
  if (typeof value === 'string' && value.length === width) return value;
  try {
    return (kind.write as (value: string | number, width: number) => string)(value, width);
  } catch (cause) {
    throw new RangeError(`Column ${column.name}: ${(cause as Error).message}`, { cause });
  }
}

function between(columns: readonly Column[], length: number): Column[] {
  const whole: Column[] = [];
  let next = 1;
  for (const column of [...columns, { from: length + 1, to: length + 1 } as Column]) {
    if (column.from > next) whole.push(filler(next, column.from - 1));
    if (column.from <= length) whole.push(column);
    next = column.to + 1;
  }
  return whole;
}

function build(
  name: string,
  columns: readonly Column[],
  length: number,
  absent: Iterable<string>,
): FixedRecord {
  assertTiled(name, columns, length);
  const field: Record<string, Field> = {};
  for (const missing of absent) field[missing] = ABSENT;
  for (const column of columns) field[column.name] = fieldOf(column);
  return {
    name,
    length,
    columns,
    // An object filled key by key is a hash table to the engine; its copy is one whose keys have fixed places.
    field: { ...field },
    read(line) {
      if (line.length !== length)
        throw new RangeError(`${name}: a line of ${line.length}, not ${length}, characters`);
      return Object.fromEntries(
        columns.map((column) => [column.name, line.slice(column.from - 1, column.to)]),
      );
    },
    write(values) {
      const given = new Map(Object.entries(values));
      const line = columns.map((column) => {
        const value = given.get(column.name);
        given.delete(column.name);
        return writeColumn(column, value);
      });
      for (const [unknown, value] of given)
        if (value !== undefined) throw new RangeError(`${name} has no column ${unknown}`);
      return line.join('');
    },
    has: (column) => field[column]?.column !== undefined,
    override(otherName, overrides) {
      const kept = columns.filter(
        (old) =>
          old.kind !== 'filler' &&
          overrides.every((own) => own.name !== old.name && (own.to < old.from || own.from > old.to)),
      );
      const tiled = between(
        [...kept, ...overrides].sort((a, b) => a.from - b.from),
        length,
      );
      return build(otherName, tiled, length, Object.keys(field)) as never;
    },
  };
}

/**
 * Defines a record of `length` characters. Throws at once when the columns leave a gap, overlap, or share a name, so
 * that a layout that loads is a layout that tiles.
 */
export function defineRecord<const C extends readonly Column[]>(
  name: string,
  length: number,
  columns: C,
): FixedRecord<C[number]> {
  return build(name, columns, length, []) as unknown as FixedRecord<C[number]>;
}

/** Makes a line as long as its record: blanks that a bank cut off come back, what is beyond the record goes. */
export function fitLine(line: string, length: number): string {
  return line.length === length ? line : line.length < length ? line.padEnd(length) : line.slice(0, length);
}
