import type { Entry, Problem } from '@baixa/core';
import { type Column, fitLine, type Line } from '@baixa/fixed-width';
import type { ReadItem } from '../items.ts';
import type { ReadContext } from '../reader.ts';
import type { Cnab400Bank, FollowOn } from './bank.ts';
import { cutLine, loneFollowOn, noTitles, noTrailer, unknownRecord } from './file-problems.ts';
import type { HeaderDates } from './header-dates.ts';
import { RECORD_LENGTH } from './layouts/common.ts';
import { Tally } from './tally.ts';
import { TitleReader } from './title-reader.ts';
import { TrailerReader } from './trailers.ts';

/** Reads the records after the header of one bank's file. Holds one entry, which a record after it may complete. */
export class TitleRecords {
  readonly #context: ReadContext;
  readonly #bank: Cnab400Bank;
  readonly #tally: Tally;
  readonly #readers: ReadonlyMap<string, TitleReader>;
  #entry: Entry | undefined;
  #anyTitle = false;
  #ended = false;

  constructor(context: ReadContext, bank: Cnab400Bank, dates: HeaderDates) {
    this.#context = context;
    this.#bank = bank;
    const { occurrenceTotals = [] } = bank;
    this.#tally = new Tally(occurrenceTotals.flatMap((it) => it.occurrences));
    this.#readers = new Map(
      Object.entries(bank.titles).map(([type, rule]) => [
        type,
        new TitleReader(bank, rule, dates, this.#tally),
      ]),
    );
  }

  /** Takes the next record after the header. */
  push(line: Line, out: ReadItem[]): void {
    const type = line.text.charAt(0);
    const reader = this.#readers.get(type);
    if (reader !== undefined) this.#title(reader, type, line, out);
    else if (type === '9') this.#trailer(line, out);
    else this.#follow(line, this.#bank.followOns?.[type], out);
  }

  /** Gives the entry that is held, before a record that cannot complete it. */
  flush(out: ReadItem[]): void {
    if (this.#entry !== undefined) out.push({ type: 'entry', entry: this.#entry });
    this.#entry = undefined;
  }

  /** Ends the file of so many records, its header included. */
  end(records: number, out: ReadItem[]): void {
    this.flush(out);
    const where = { line: this.#context.lines, column: 1 };
    if (!this.#ended) tell(noTrailer(where), out);
    else if (records <= 2) tell(noTitles(where), out);
  }

  #title(reader: TitleReader, type: string, line: Line, out: ReadItem[]): void {
    this.flush(out);
    const fitted = fit(line);
    const lost = fitted === line ? undefined : this.#lostColumn(type, line.text.length);
    if (lost !== undefined) tell(cutLine(line, lost), out);
    else this.#entry = reader.read(fitted, out);
    this.#anyTitle = true;
  }

  /** The column of an amount, a date or an identifier within which a line ends. */
  #lostColumn(type: string, length: number): Column | undefined {
    const column = this.#bank.titles[type]?.record.columns.find((it) => it.from <= length && it.to > length);
    const counts = column?.name === 'nossoNumero' || /^(?:cents|date6|ymd8)$/.test(column?.kind ?? '');
    return counts ? column : undefined;
  }

  #follow(line: Line, follow: FollowOn | undefined, out: ReadItem[]): void {
    if (follow === undefined) {
      this.flush(out);
      tell(unknownRecord(line, this.#bank.layout.bank), out);
      return;
    }
    if (!this.#anyTitle) tell(loneFollowOn(line, follow.meaning), out);
    const entry = this.#entry;
    if (entry === undefined) return;
    const { text } = fit(line);
    entry.txid = follow.txid?.(text) ?? entry.txid;
    entry.seuNumero = follow.seuNumero?.(text) ?? entry.seuNumero;
  }

  #trailer(line: Line, out: ReadItem[]): void {
    this.flush(out);
    this.#ended = true;
    new TrailerReader(this.#bank).check(fit(line), this.#tally, this.#context.trailer, out);
  }
}

function fit(line: Line): Line {
  const { text } = line;
  return text.length === RECORD_LENGTH ? line : { ...line, text: fitLine(text, RECORD_LENGTH) };
}

function tell(found: Problem, out: ReadItem[]): void {
  out.push({ type: 'problem', problem: found });
}
