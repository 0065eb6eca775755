import type { Entry, Problem } from '@baixa/core';
import { fitLine, type Line, type MALFORMED } from '@baixa/fixed-width';
import { tooLong } from '../cnab240/file-problems.ts';
import type { ReadItem } from '../items.ts';
import type { LineFile } from '../line-file.ts';
import { LongLines } from '../long-lines.ts';
import type { ReadContext } from '../reader.ts';
import { BillReader } from './bill-reader.ts';
import { DebitReader } from './debit-reader.ts';
import {
  afterTrailer,
  debitsNotListed,
  isRemessa,
  newerVersion,
  noDetails,
  noTrailer,
  secondHeader,
  unknownRecord,
} from './file-problems.ts';
import { fileHeaderOf, isRemessaHeader, versionOf } from './header.ts';
import { NEWEST_ARRECADACAO_VERSION } from './layouts/arrecadacao.ts';
import { RECORD_LENGTH } from './layouts/common.ts';
import { type DebitRecords, debitRecords, NEWEST_DEBIT_VERSION } from './layouts/debito-automatico.ts';
import { checkTrailer, type Tally } from './trailer.ts';

/** Records that tell of no payment. C, D, E, I, K and L are the company's, H, J and X the bank's. */
const SILENT = 'CDHIJKLX';

/** Follows the records of one FEBRABAN 150 file: header, details of either service, trailer. */
export class Febraban150File implements LineFile {
  readonly #context: ReadContext;
  readonly #isDebit: boolean;
  readonly #longLines = new LongLines('febraban150', RECORD_LENGTH);
  readonly #bills = new BillReader();
  #debitRecords: DebitRecords = debitRecords(0);
  #debits = new DebitReader(this.#debitRecords);
  #tally: Tally = { records: 0, valueCents: 0 };
  /** What the records F list as debited. */
  #debitedCents = 0;
  #debitedTotal: { line: Line; cents: number } | undefined;
  #state: 'start' | 'open' | 'ended' | 'remessa' = 'start';

  constructor(context: ReadContext) {
    this.#context = context;
    this.#isDebit = context.detection.service === 'debito-automatico';
  }

  /** Takes the next line and adds what it gives to `out`. */
  push(line: Line, out: ReadItem[]): void {
    const own = line.text;
    if (!(own.charCodeAt(0) > 32) && own.trim() === '') return;
    const text = own.length === RECORD_LENGTH ? own : fitLine(own, RECORD_LENGTH);
    if (this.#state === 'start') {
      this.#header(text, line, out);
      return;
    }
    if (this.#state === 'remessa') return;
    if (line.overlong) {
      this.#tally.records++;
      tell(tooLong(line), out);
      return;
    }
    if (own.length > RECORD_LENGTH) this.#longLines.check(line, out);
    // Some banks write the type in lower case.
    const type = own.charAt(0).toUpperCase();
    if (type === 'A') this.#secondHeader(text, line, out);
    else if (this.#state === 'ended') tell(afterTrailer(line), out);
    else this.#record(type, text, line, out);
  }

  /** Ends the file. */
  end(out: ReadItem[]): void {
    if (this.#state === 'remessa') return;
    const where = { line: this.#context.lines, column: 1 };
    if (this.#state !== 'ended') tell(noTrailer(where), out);
    else if (this.#tally.records === 2) tell(noDetails(where), out);
    const total = this.#debitedTotal;
    if (total !== undefined && total.cents !== this.#debitedCents)
      tell(debitsNotListed(total.line, total.cents, this.#debitedCents), out);
  }

  #header(text: string, line: Line, out: ReadItem[]): void {
    out.push({ type: 'header', header: fileHeaderOf(text, this.#context.detection) });
    this.#longLines.check(line, out);
    if (isRemessaHeader(text)) {
      this.#state = 'remessa';
      tell(isRemessa(line), out);
      return;
    }
    const version = versionOf(text);
    const newest = this.#isDebit ? NEWEST_DEBIT_VERSION : NEWEST_ARRECADACAO_VERSION;
    if (version > newest) tell(newerVersion(line, version, newest), out);
    this.#begin(version);
  }

  #begin(version: number): void {
    this.#state = 'open';
    this.#tally = { records: 1, valueCents: 0 };
    this.#debitedCents = 0;
    this.#debitedTotal = undefined;
    this.#debitRecords = debitRecords(version);
    this.#debits = new DebitReader(this.#debitRecords);
  }

  #secondHeader(text: string, line: Line, out: ReadItem[]): void {
    tell(secondHeader(line), out);
    this.#begin(versionOf(text));
  }

  #record(type: string, text: string, line: Line, out: ReadItem[]): void {
    this.#tally.records++;
    if (type === 'G') this.#add(this.#bills.read(text, line, out), 'paidCents', out);
    else if (type === 'F') this.#result(text, line, out);
    else if (type === 'B') this.#add(this.#debits.option(text, line, out), 'faceCents', out);
    else if (type === 'E') this.#tally.valueCents += centsOf(this.#debitRecords.order.field.value.read(text));
    else if (type === 'T') this.#total(text, line);
    else if (type === 'Z') this.#trailer(text, line, out);
    else if (!SILENT.includes(type)) tell(unknownRecord(line), out);
  }

  #result(text: string, line: Line, out: ReadItem[]): void {
    const entry = this.#debits.result(text, line, out);
    this.#debitedCents += entry?.paidCents ?? 0;
    this.#add(entry, entry?.kind === 'partial-payment' ? 'paidCents' : 'faceCents', out);
  }

  #add(entry: Entry | undefined, counts: 'faceCents' | 'paidCents', out: ReadItem[]): void {
    if (entry === undefined) return;
    this.#tally.valueCents += entry[counts] ?? 0;
    out.push({ type: 'entry', entry });
  }

  #total(text: string, line: Line): void {
    this.#debitedTotal = { line, cents: centsOf(this.#debitRecords.debitedTotal.field.value.read(text)) };
  }

  #trailer(text: string, line: Line, out: ReadItem[]): void {
    this.#state = 'ended';
    checkTrailer(text, line, this.#tally, this.#isDebit, this.#context.trailer, out);
  }
}

function centsOf(value: number | typeof MALFORMED | undefined): number {
  return typeof value === 'number' ? value : 0;
}

function tell(found: Problem, out: ReadItem[]): void {
  out.push({ type: 'problem', problem: found });
}
