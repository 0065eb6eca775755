import type { CivilDate } from '@baixa/core';
import { type Field, type Line, MALFORMED } from '@baixa/fixed-width';
import type { FollowedFile } from '../followed-file.ts';
import { OtherInstructions } from '../instructions.ts';
import type { RemessaItem, RemessaTotals } from '../items.ts';
import { Lines } from '../lines.ts';
import { noTrailer, otherAgreement, secondHeader, strayRecord, unknownRecord } from '../problems.ts';
import { checkAmount, checkCount } from '../trailer.ts';
import type { RemessaBank } from './bank.ts';
import { RECORD_LENGTH } from './common.ts';
import { type Reading, readingOf } from './title.ts';

/** Follows the records of a remessa of CNAB 400: header, títulos with the records after each, trailer. */
export class Cnab400Remessa implements FollowedFile {
  readonly #bank: RemessaBank;
  readonly #lines = new Lines(RECORD_LENGTH);
  readonly #others = new OtherInstructions();
  readonly #held: RemessaItem[] = [];
  #fileHeader: string | undefined;
  #createdOn: CivilDate | undefined;
  #agreementCodes: string[] | undefined;
  #reading: Reading | undefined;
  /** Whether a record may follow: a título, registered or not, was the last. */
  #afterTitle = false;
  #records = 0;
  #details = 0;
  #detailFaceCents = 0;
  #titles = 0;
  #faceCents = 0;
  #ended = false;

  constructor(bank: RemessaBank) {
    this.#bank = bank;
  }

  push(given: Line, out: RemessaItem[]): void {
    if (given.text.trim() === '') return;
    this.#records++;
    const sink = this.#agreementCodes === undefined ? this.#held : out;
    const line = this.#lines.fit(given, sink);
    const type = line.text.slice(0, 1);
    if (type === '0') this.#header(line, sink);
    else if (type === this.#bank.titleType) this.#title(line, out);
    else {
      this.#giveHeader(undefined, out);
      if (type === '9') this.#trailer(line, out);
      else this.#more(line, type, out);
    }
  }

  end(lines: number, out: RemessaItem[]): RemessaTotals {
    this.#giveHeader(undefined, out);
    this.#finish(out);
    this.#others.end(out);
    if (!this.#ended) out.push({ type: 'problem', problem: noTrailer(lines) });
    return {
      lines,
      titles: this.#titles,
      faceCents: this.#faceCents,
      otherInstructions: this.#others.count,
    };
  }

  #header(line: Line, out: RemessaItem[]): void {
    if (this.#fileHeader !== undefined || this.#records > 1) {
      out.push({ type: 'problem', problem: secondHeader(line) });
      return;
    }
    this.#fileHeader = line.text;
    this.#createdOn = this.#bank.header.field.createdOn.read(line.text);
  }

  /** Banco do Brasil names the agreement in its títulos, so the header is given with the first of them. */
  #giveHeader(title: string | undefined, out: RemessaItem[]): void {
    if (this.#agreementCodes !== undefined) return;
    const text = this.#fileHeader ?? '';
    this.#agreementCodes = this.#bank.agreement(text, title);
    const sequenceNumber = this.#bank.header.field.sequenceNumber.read(text);
    const header = {
      format: 'cnab400' as const,
      bank: this.#bank.layout.bank,
      agreementCodes: this.#agreementCodes,
      sequenceNumber: sequenceNumber === MALFORMED ? undefined : sequenceNumber,
      createdOn: this.#createdOn,
    };
    out.push({ type: 'header', header }, ...this.#held.splice(0));
  }

  #title(line: Line, out: RemessaItem[]): void {
    this.#finish(out);
    this.#giveHeader(line.text, out);
    this.#afterTitle = true;
    const { field } = this.#bank.title;
    const face = field.face.read(line.text);
    this.#details++;
    if (face !== MALFORMED) this.#detailFaceCents += face ?? 0;
    const instruction = field.instruction.raw(line.text);
    const own = this.#bank.ownAgreement?.(line.text);
    if (own !== undefined && !this.#agreementCodes?.includes(own))
      out.push({ type: 'problem', problem: otherAgreement(line, 32) });
    else if (this.#bank.registers.includes(instruction))
      this.#reading = readingOf(this.#bank, line, this.#createdOn);
    else this.#others.add(line, 109, instruction);
  }

  #more(line: Line, type: string, out: RemessaItem[]): void {
    const follow = Object.hasOwn(this.#bank.followOns, type) ? this.#bank.followOns[type] : undefined;
    if (follow === undefined && !this.#bank.passedOver.includes(type))
      out.push({ type: 'problem', problem: unknownRecord(line, 1) });
    else if (!this.#afterTitle)
      out.push({ type: 'problem', problem: strayRecord(line, 1, `record of type ${type}`) });
    else if (this.#reading !== undefined) follow?.(line, this.#reading.draft, this.#reading.context);
  }

  #finish(out: RemessaItem[]): void {
    this.#afterTitle = false;
    const reading = this.#reading;
    this.#reading = undefined;
    const agreementCodes = this.#agreementCodes ?? [];
    const title = reading?.draft.finish({ bank: this.#bank.layout.bank, agreementCodes }, out);
    if (title === undefined) return;
    this.#titles++;
    this.#faceCents += title.faceCents;
  }

  #trailer(line: Line, out: RemessaItem[]): void {
    this.#finish(out);
    this.#ended = true;
    const { trailer, totals } = this.#bank;
    checkCount(line, [trailer.field.recordSequence], 'records', [this.#records], out);
    if (totals === undefined) return;
    const fields = trailer.field as unknown as Record<string, Field<'cents' | 'count'> | undefined>;
    const named = (name: string) => (fields[name] === undefined ? [] : [fields[name]]);
    // Some programs count the títulos, others all records of the file.
    checkCount(line, named(totals.titles), 'documents', [this.#details, this.#records], out);
    checkAmount(line, named(totals.face), this.#detailFaceCents, out);
  }
}
