import { styleText } from 'node:util';
import { type EntryKind, formatBrl } from '@baixa/core';
import type { KindTotal, ReadItem } from '@baixa/return-files';
import { columns } from './columns.ts';
import { about, declaration, sums } from './file-sentences.ts';
import { Output } from './output.ts';
import type { Printer } from './printer.ts';
import { ProblemList } from './problem-list.ts';
import type { Reading, Totals } from './reading.ts';
import { RunSummary } from './run-summary.ts';
import { printable, widthOf, wrap } from './wrap.ts';

const SEPARATOR = ' · ';

/** For people: what each file is, a table of its kinds, its sums, and its problems as sentences. */
export class TextPrinter implements Printer {
  readonly #out: Output;
  readonly #stream: NodeJS.WritableStream;
  readonly #summary = new RunSummary();
  #problems = new ProblemList();

  constructor(out: NodeJS.WritableStream) {
    this.#out = new Output(out);
    this.#stream = out;
  }

  take(_name: string, items: ReadItem[]): void {
    for (const item of items) if (item.type === 'problem') this.#problems.add(item.problem);
  }

  async end(reading: Reading): Promise<void> {
    const { file, totals } = reading;
    const width = widthOf(this.#stream);
    if (this.#summary.files > 0) this.#out.add('\n');
    this.#line(this.#style('bold', printable(file.name)));
    if (file.format !== 'unknown') this.#list(about(file), width);
    if (totals.entries > 0) {
      this.#line('');
      for (const row of kindTable(totals)) this.#line(`  ${row}`);
      this.#line('');
      this.#list(sums(totals), width);
    }
    const { text, differs } = declaration(file.format, totals.trailer);
    if (text.length > 0 && (totals.entries > 0 || differs))
      this.#list(text, width, differs ? 'yellow' : undefined);
    const problems = this.#problems.toText(width, (severity, word) =>
      this.#style(severity === 'error' ? 'red' : 'yellow', word),
    );
    if (problems.length > 0 && totals.entries > 0) this.#line('');
    for (const problem of problems) this.#line(problem);
    this.#summary.add(reading, this.#problems);
    this.#problems = new ProblemList();
    await this.#out.flush();
  }

  async finish(): Promise<void> {
    if (this.#summary.files < 2) return;
    const width = widthOf(this.#stream);
    this.#line('');
    for (const parts of this.#summary.toText()) this.#line(wrap(parts, SEPARATOR, width, '', '  '));
    await this.#out.flush();
  }

  #list(parts: string[], width: number, colour?: 'yellow'): void {
    const text = wrap(parts, SEPARATOR, width, '  ');
    this.#line(colour === undefined ? text : this.#style(colour, text));
  }

  #line(text: string): void {
    this.#out.add(`${text}\n`);
  }

  #style(format: 'bold' | 'red' | 'yellow', text: string): string {
    return styleText(format, text, { stream: this.#stream as NodeJS.WriteStream });
  }
}

/** Kinds in the order of their amounts. */
function kindTable({ byKind, entries, paidCents }: Totals): string[] {
  const kinds = Object.entries(byKind) as [EntryKind, KindTotal][];
  kinds.sort(([, a], [, b]) => b.paidCents - a.paidCents || b.count - a.count);
  const rows = kinds.map(([kind, total]) => [kind, String(total.count), brlOrBlank(total.paidCents)]);
  if (rows.length > 1) rows.push(['all', String(entries), brlOrBlank(paidCents)]);
  return columns([['kind', 'entries', 'paid'], ...rows], [1, 2]);
}

function brlOrBlank(cents: number): string {
  return cents === 0 ? '' : formatBrl(cents);
}
