import type { AnyRecord, Column, ColumnKind, Layout } from '@baixa/fixed-width';
import { sentence, table } from './markdown.ts';

/** What the kind of a column is called in a table. */
export const KIND_NAMES: Readonly<Record<ColumnKind, string>> = {
  digits: 'code',
  text: 'text',
  cents: 'amount',
  count: 'number',
  date8: 'DDMMAAAA',
  date6: 'DDMMAA',
  ymd8: 'AAAAMMDD',
  filler: 'blank',
};

const HEAD = ['Positions', 'Name', 'Kind', 'What it holds'];

export function positions({ from, to }: Pick<Column, 'from' | 'to'>): string {
  return from === to ? String(from) : `${from}–${to}`;
}

function row(column: Column): string[] {
  if (column.kind === 'filler') return [positions(column), '', KIND_NAMES.filler, 'Not read'];
  return [positions(column), `\`${column.name}\``, KIND_NAMES[column.kind], column.meaning];
}

const PLACES = [
  /^(fileHeader|header)$/,
  /^lotHeader$/,
  /^(title|bill|segment)/,
  /./,
  /^lotTrailer$/,
  /^(fileTrailer|trailer)$/,
];
const EVERYTHING = 3;

/** Where the record of this name stands in a file: what none of the others says is between them. */
function placeOf(key: string): number {
  const place = PLACES.findIndex((pattern, at) => at !== EVERYTHING && pattern.test(key));
  return place === -1 ? EVERYTHING : place;
}

/** Records by their names, as they stand in a file: an order that is the same whatever loads the module. */
function inFileOrder(records: Layout['records']): [key: string, record: AnyRecord][] {
  return Object.entries(records).toSorted(([a], [b]) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
}

/** Every record of a layout with all its columns. */
export function recordTables({ records }: Layout, level = '##'): string {
  return inFileOrder(records)
    .map(
      ([, { name, length, columns }]) =>
        `${level} ${sentence(name)}\n\n${length} characters.\n\n${table(HEAD, columns.map(row))}`,
    )
    .join('\n\n');
}

function isSame(a: Column, b: Column): boolean {
  return (
    a.name === b.name && a.from === b.from && a.to === b.to && a.kind === b.kind && a.meaning === b.meaning
  );
}

/** What the records of a layout have otherwise than those of another, or undefined where they are the same. */
export function recordDifferences(own: Layout, base: Layout, baseName: string): string | undefined {
  const parts: string[] = [];
  for (const [key, record] of inFileOrder(own.records)) {
    const other = base.records[key];
    if (other === undefined || record === other) continue;
    const columns = record.columns.filter(
      (column) => column.kind !== 'filler' && !other.columns.some((it) => isSame(it, column)),
    );
    const names = new Set(record.columns.map(({ name }) => name));
    const gone = other.columns.filter(({ kind, name }) => kind !== 'filler' && !names.has(name));
    const without =
      gone.length === 0
        ? ''
        : `\n\nNot sent: ${gone.map((it) => `\`${it.name}\` (${positions(it)})`).join(', ')}.`;
    parts.push(
      `## ${sentence(record.name)}\n\nAll other columns are those of [${sentence(other.name)}](${baseName}).\n\n${table(HEAD, columns.map(row))}${without}`,
    );
  }
  return parts.length === 0 ? undefined : parts.join('\n\n');
}
