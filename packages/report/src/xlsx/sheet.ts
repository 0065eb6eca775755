import Fraction from 'fraction.js';
import type { CellStyle, CellValue, Cell as SheetCell, WriteSheet } from 'hucre/xlsx';
import { type Cell, type ReportTable, text } from '../cells.ts';
import { textOf } from '../pt.ts';

const FORMATS: Partial<Record<Cell['kind'], string>> = {
  count: '#,##0',
  change: '+#,##0;-#,##0;0',
  money: '"R$" #,##0.00;[Red]-"R$" #,##0.00',
  percent: '0.00%',
  number: '#,##0.00',
  day: 'dd/mm/yyyy',
};

const ACCENT = '1F4E79';
const FONT = { name: 'Calibri', size: 10 };
const BOLD = { ...FONT, bold: true };
const TITLE: CellStyle = { font: { ...BOLD, size: 12, color: { rgb: ACCENT } } };
const HEAD: CellStyle = {
  font: BOLD,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EEF3F8' } },
  border: { bottom: { style: 'thin', color: { rgb: ACCENT } } },
};
const TOTAL: CellStyle = {
  font: BOLD,
  border: { top: { style: 'thin', color: { rgb: ACCENT } } },
};
const BODY: CellStyle = { font: FONT };

/** Widest and narrowest column, in characters: a hash fits into the widest. */
const [MOST, LEAST] = [70, 12];
/** Height of a line, in points. Not every program finds out by itself how high wrapped text is. */
const LINE = 14;

/** Tables one below the other, under the heading of the report. A long one is frozen under its own heading. */
export function sheetOf(name: string, heading: string, tables: ReportTable[]): WriteSheet {
  const rows: CellValue[][] = [[heading], []];
  const cells = new Map<string, Partial<SheetCell>>([['0,0', { style: { font: BOLD } }]]);
  const widths = widthsOf(tables);
  const rowDefs: NonNullable<WriteSheet['rowDefs']> = new Map();
  /** Adds a row of cells, as high as its longest text needs. */
  const add = (
    row: (Cell | undefined)[],
    style: CellStyle,
    more?: (column: number) => Partial<SheetCell>,
  ) => {
    const lines = row.map((cell, column) => Math.ceil(textOf(cell).length / ((widths[column] ?? LEAST) - 1)));
    if (Math.max(...lines) > 1) rowDefs.set(rows.length, { height: LINE * Math.max(...lines) });
    row.forEach((cell, column) => {
      const format = cell && FORMATS[cell.kind];
      const alignment = { vertical: 'top', ...(cell?.kind === 'text' ? { wrapText: true } : {}) } as const;
      const numFmt = format === undefined ? {} : { numFmt: format };
      cells.set(`${rows.length},${column}`, { style: { alignment, ...style, ...numFmt }, ...more?.(column) });
    });
    rows.push(row.map(sheetValue));
  };
  for (const table of tables) {
    cells.set(`${rows.length},0`, { style: TITLE });
    rows.push([table.title]);
    if (table.rows.length === 0) {
      rows.push([table.none ?? ''], []);
      continue;
    }
    add(
      table.columns.map(({ title }) => text(title)),
      HEAD,
      (column) => ({
        style: { ...HEAD, alignment: { ...HEADING, horizontal: isText(table, column) ? 'left' : 'right' } },
      }),
    );
    const first = rows.length;
    for (const row of table.rows) add(row, BODY);
    if (table.total !== undefined)
      add(table.total, TOTAL, (column) => {
        const formula = sumFormula(table, column, first);
        const value = sheetValue(table.total?.[column]);
        return formula === undefined || value === null ? {} : { value, formula, formulaResult: value };
      });
    rows.push([]);
  }
  const isAlone = tables.length === 1;
  return {
    name,
    rows,
    cells,
    rowDefs,
    columns: widths.map((width) => ({ width })),
    ...(isAlone ? { freezePane: { rows: 4 } } : {}),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      ...(isAlone ? { printTitlesRow: '$4:$4' } : {}),
    },
    headerFooter: { oddFooter: '&L&8&A&R&8página &P de &N' },
  };
}

const HEADING = { wrapText: true, vertical: 'center' } as const;

const isText = (table: ReportTable, column: number) =>
  table.rows.every((row) => row[column] === undefined || row[column]?.kind === 'text');

/** As wide as the longest cell, and as the longest word of a heading. */
function widthsOf(tables: ReportTable[]): number[] {
  const widths: number[] = [];
  const need = (column: number, length: number) => {
    widths[column] = Math.min(MOST, Math.max(widths[column] ?? LEAST, length + 2));
  };
  for (const { columns, rows, total = [] } of tables) {
    for (const [column, { title }] of columns.entries())
      need(column, Math.max(...title.split(' ').map((word) => word.length)) + 1);
    for (const row of [...rows, total])
      for (const [column, cell] of row.entries()) need(column, textOf(cell).length);
  }
  return widths;
}

/** A number as the sheet keeps it: reais, and a percentage as the ratio that its format multiplies by 100. */
export function sheetValue(cell: Cell | undefined): CellValue {
  switch (cell?.kind) {
    case undefined:
      return null;
    case 'money':
      return cell.value / 100;
    case 'percent':
      return new Fraction(cell.value.exact).div(100).valueOf();
    case 'number':
      return new Fraction(cell.value.exact).valueOf();
    case 'day':
      return new Date(`${cell.value}T00:00:00Z`);
    case 'count':
    case 'change':
    case 'text':
      return cell.value;
  }
}

/** The sum of the rows above, where the total is one. A mean or a share is no sum. */
function sumFormula(table: ReportTable, column: number, first: number): string | undefined {
  const kinds = new Set(table.rows.map((row) => row[column]?.kind));
  const [kind] = kinds;
  if (kinds.size !== 1 || (kind !== 'count' && kind !== 'change' && kind !== 'money')) return undefined;
  const letter = String.fromCharCode(65 + column);
  return `SUM(${letter}${first + 1}:${letter}${first + table.rows.length})`;
}
