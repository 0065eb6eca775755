import { type Entry, formatProblem } from '@baixa/core';
import type { ReadItem } from '@baixa/return-files';
import { csvHeader, csvRow } from './csv.ts';
import { Output } from './output.ts';
import type { Printer } from './printer.ts';
import { printable } from './wrap.ts';

/** How an entry of a file becomes a line. */
export interface RowStyle {
  /** What stands before all rows. */
  head: string;
  row(name: string, entry: Entry): string;
}

/** `--ndjson`: a line an entry, the name of its file first. */
export const NDJSON: RowStyle = {
  head: '',
  row: (name, entry) => `{"file":${JSON.stringify(name)},${JSON.stringify(entry).slice(1)}\n`,
};

/** `--csv`: a header row and a row an entry. */
export const CSV: RowStyle = {
  head: `${csvHeader()}\n`,
  row: (name, entry) => `${csvRow(name, entry)}\n`,
};

/** Writes entries where they are found, and problems as sentences beside them, on standard error. */
export class RowPrinter implements Printer {
  readonly #out: Output;
  readonly #err: Output;
  readonly #style: RowStyle;

  constructor(out: NodeJS.WritableStream, err: NodeJS.WritableStream, style: RowStyle) {
    this.#out = new Output(out);
    this.#err = new Output(err);
    this.#style = style;
    this.#out.add(style.head);
  }

  async take(name: string, items: ReadItem[]): Promise<void> {
    for (const item of items) {
      if (item.type === 'entry') this.#out.add(this.#style.row(name, item.entry));
      else if (item.type === 'problem')
        this.#err.add(`${printable(`${item.problem.severity}: ${formatProblem(item.problem)}`)}\n`);
    }
    await this.#out.drained();
    await this.#err.drained();
  }

  async end(): Promise<void> {
    await this.#out.flush();
    await this.#err.flush();
  }

  finish(): Promise<void> {
    return this.end();
  }
}
