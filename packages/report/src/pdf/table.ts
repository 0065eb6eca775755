import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js';
import type { Cell, ReportTable } from '../cells.ts';
import { textOf } from '../pt.ts';

export interface Look {
  widths: (number | '*' | 'auto')[];
  /** The style of its title. */
  heading?: 'heading' | 'subheading';
  /** Smaller letters, for hashes. */
  monospaced?: boolean;
}

/** Rows that stay with the title of their table at the end of a page; a table of a few more is never parted. */
const TOGETHER = 3;
const WHOLE = 14;

/** A table under its title; a sentence in its place when it has no rows. Its heading is told again on each page. */
export function tableBlock(table: ReportTable, { widths, heading = 'heading', monospaced }: Look): Content[] {
  const title: Content = { text: table.title, style: heading, headlineLevel: 1 };
  if (table.rows.length === 0)
    return [{ stack: [title, { text: table.none ?? '', style: 'note' }], unbreakable: true }];
  const isRight = table.columns.map((_, column) => isNumeric(table, column));
  const shown = (cell: Cell | undefined, column: number) => {
    if (monospaced) return textOf(cell);
    // A column of R$ tells so once, in its heading.
    const isOfReais = cell?.kind === 'money' && table.columns[column]?.title.startsWith('R$');
    return breakable(isOfReais ? textOf(cell).replace(/R\$\s/, '') : textOf(cell));
  };
  const line = (cells: (Cell | undefined)[], style?: string): TableCell[] =>
    cells.map((cell, column) => ({
      text: shown(cell, column),
      alignment: isRight[column] ? 'right' : 'left',
      ...(style === undefined ? {} : { style }),
    }));
  const block: ContentTable = {
    layout: 'figures',
    ...(monospaced ? { style: 'mono' } : {}),
    table: {
      headerRows: 1,
      keepWithHeaderRows: TOGETHER,
      dontBreakRows: true,
      widths,
      body: [
        table.columns.map(({ title: name }, column) => ({
          text: name,
          style: 'head',
          alignment: isRight[column] ? 'right' : 'left',
        })),
        ...table.rows.map((row) => line(row)),
        ...(table.total === undefined ? [] : [line(table.total, 'total')]),
      ],
    },
  };
  return table.rows.length > WHOLE ? [title, block] : [{ stack: [title, block], unbreakable: true }];
}

/** A column is set to the right when it has figures; the first one names the row. */
function isNumeric(table: ReportTable, column: number): boolean {
  if (column === 0) return false;
  const kinds = table.rows.flatMap((row) => row[column]?.kind ?? []);
  return kinds.length > 0 && kinds.some((kind) => kind !== 'text' && kind !== 'day');
}

/** Lets a long word, an id or a ratio, break where a line ends: a table cell must not be cut. */
function breakable(text: string): string {
  return text.replace(/\S{24,}/g, (word) => word.replace(/(.{12})(?=.)/g, '$1\u200b'));
}
