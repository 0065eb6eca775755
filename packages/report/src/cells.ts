import type { Cents, CivilDate } from '@baixa/core';
import type { Figure } from '@baixa/scoring';

/** A value of the report with its unit: the PDF, the sheet and the CSV write the same one, each in its way. */
export type Cell =
  | { kind: 'text'; value: string }
  | { kind: 'count'; value: number }
  /** What an adjustment adds or takes back. */
  | { kind: 'change'; value: number }
  | { kind: 'money'; value: Cents }
  | { kind: 'percent'; value: Figure }
  | { kind: 'number'; value: Figure }
  | { kind: 'day'; value: CivilDate };

/** A table of the report. Rows have as many cells as there are columns; an absent one says nothing. */
export interface ReportTable {
  /** Stable name, for the CSV. */
  id: string;
  title: string;
  columns: { id: string; title: string }[];
  rows: (Cell | undefined)[][];
  /** Stable names of the rows, where there are any; otherwise their number names them. */
  rowIds?: string[];
  /** The sum of the rows; columns that are no sum stay empty or have their own figure. */
  total?: (Cell | undefined)[];
  /** Said in the place of a table without rows. */
  none?: string;
}

export const text = (value: string): Cell => ({ kind: 'text', value });
export const count = (value: number): Cell => ({ kind: 'count', value });
export const change = (value: number): Cell => ({ kind: 'change', value });
export const money = (value: Cents): Cell => ({ kind: 'money', value });
export const percent = (value: Figure): Cell => ({ kind: 'percent', value });
export const number = (value: Figure): Cell => ({ kind: 'number', value });
export const day = (value: CivilDate): Cell => ({ kind: 'day', value });
