import type { CivilDate, Entry, Problem } from '@baixa/core';
import { fitLine, type Line, lineBatches } from '@baixa/fixed-width';
import { companyOf } from '../company.ts';
import type { Found, Sink } from '../found.ts';
import { type BankLayout, layoutOf } from '../layouts/banks.ts';
import { RECORD_LENGTH } from '../layouts/febraban.ts';
import { TitlePairs } from '../title-pairs.ts';
import { Lot } from './lot.ts';
import { isRemessa, noHeader, noTrailer, otherService, unknownRecord } from './problems.ts';

/** What the header of a file says. */
export interface Cnab240Header {
  /** Three digits. */
  bank: string;
  /** Ways the agreement (convênio, beneficiário or account) may be registered, most exact first. */
  agreementCodes: string[];
  /** CPF or CNPJ of the company. */
  taxId?: string;
  /** The bank's sequence number of the file (NSA). */
  sequenceNumber?: number;
  createdOn?: CivilDate;
}

/** What reading a file gives, in the order of the file. */
export type Cnab240Item =
  | { type: 'header'; header: Cnab240Header }
  | { type: 'entry'; entry: Entry }
  | { type: 'problem'; problem: Problem };

/** Bytes of a file: chunks as a stream gives them, all at once, or its text. */
export type Cnab240Source = AsyncIterable<Uint8Array> | Uint8Array | string;

/** A file that is read as a whole. */
export interface Cnab240Titles {
  header?: Cnab240Header;
  entries: Entry[];
  problems: Problem[];
}

async function* chunksOf(source: Cnab240Source): AsyncGenerator<Uint8Array> {
  if (typeof source === 'string') yield new TextEncoder().encode(source);
  else if (source instanceof Uint8Array) yield source;
  else yield* source;
}

/** Operação T is a return of cobrança, 03 among its services a statement of títulos. FEBRABAN v10.6, G028 and G025. */
const isCobranca = (lotHeader: string) => lotHeader[8] === 'T' && lotHeader.slice(9, 11) !== '03';

/** Follows the records of one file. */
class Cnab240File {
  #layout: BankLayout | undefined;
  #titles: TitlePairs | undefined;
  #lot: Lot | undefined;
  #ended = false;
  #refused = false;
  #last: Line | undefined;
  #header: { line: Line; bank: string } | undefined;

  push(line: Line, out: Sink, tell: (header: Cnab240Header) => void): void {
    if (this.#refused || line.text.trim() === '') return;
    this.#last = line;
    if (this.#layout === undefined) this.#begin(line, out);
    else if (line.text[7] === '1') this.#lotHeader(line, out, tell);
    else if (line.text[7] === '3' || (line.text[7] === '4' && line.text[13] === 'Y')) this.#detail(line, out);
    else if (line.text[7] === '5') this.#lotTrailer(line, out);
    else if (line.text[7] === '9') this.#ended = true;
    else if (line.text[7] !== '2' && line.text[7] !== '4') out.push(unknownRecord(line));
  }

  end(out: Sink, tell: (header: Cnab240Header) => void): void {
    this.#tellHeader(undefined, tell);
    this.#titles?.flush(out);
    if (!this.#ended && !this.#refused) out.push(noTrailer(this.#last));
  }

  #begin(line: Line, out: Sink): void {
    const bank = line.text.slice(0, 3);
    this.#layout = layoutOf(bank);
    const { direction } = this.#layout.fileHeader.field;
    if (!/^\d{7}0/.test(line.text)) out.push(noHeader(line));
    else if (direction.raw(line.text) === '1') out.push(isRemessa(line, direction.column?.from ?? 1));
    else {
      this.#header = { line, bank };
      this.#titles = new TitlePairs(bank);
      return;
    }
    this.#refused = true;
  }

  /** The header is told once the first lot is known: some banks name the agreement only there. */
  #tellHeader(lotHeader: string | undefined, tell: (header: Cnab240Header) => void): void {
    if (this.#header === undefined || this.#layout === undefined) return;
    const { line, bank } = this.#header;
    const text = fitLine(line.text, RECORD_LENGTH);
    const { sequenceNumber, createdOn } = this.#layout.fileHeader.field;
    const number = sequenceNumber.read(text);
    tell({
      bank,
      ...companyOf(bank, text, lotHeader),
      sequenceNumber: typeof number === 'number' ? number : undefined,
      createdOn: createdOn.read(text),
    });
    this.#header = undefined;
  }

  #lotHeader(line: Line, out: Sink, tell: (header: Cnab240Header) => void): void {
    this.#titles?.flush(out);
    const read = isCobranca(line.text);
    this.#tellHeader(read ? line.text : undefined, tell);
    this.#lot = read && this.#layout ? new Lot(this.#layout) : undefined;
    if (!read) out.push(otherService(line));
  }

  #detail(line: Line, out: Sink): void {
    if (this.#lot === undefined) return;
    if (line.text[13] === 'T') this.#lot.add(line.text);
    this.#titles?.push(line, out);
  }

  #lotTrailer(line: Line, out: Sink): void {
    this.#titles?.flush(out);
    this.#lot?.check(line, out);
    this.#lot = undefined;
  }
}

/**
 * Reads a CNAB 240 return file of cobrança as a stream, in bounded memory: the header, then each entry and problem where
 * it stands. Whatever the bytes are, it does not throw; only a source that fails does.
 */
export async function* readCnab240(source: Cnab240Source): AsyncGenerator<Cnab240Item> {
  const file = new Cnab240File();
  let items: Cnab240Item[] = [];
  const out: Sink = { push: (...found: Found[]) => items.push(...found) };
  const tell = (header: Cnab240Header) => items.push({ type: 'header', header });
  for await (const batch of lineBatches(chunksOf(source))) {
    for (const line of batch) file.push(line, out, tell);
    yield* items;
    items = [];
  }
  file.end(out, tell);
  yield* items;
}

/** Reads a whole file into memory: for files of up to some 100,000 títulos. */
export async function readTitles(source: Cnab240Source): Promise<Cnab240Titles> {
  const titles: Cnab240Titles = { entries: [], problems: [] };
  for await (const item of readCnab240(source))
    if (item.type === 'header') titles.header = item.header;
    else if (item.type === 'entry') titles.entries.push(item.entry);
    else titles.problems.push(item.problem);
  return titles;
}
