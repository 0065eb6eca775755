import type { Problem } from '@baixa/core';
import { fitLine, type Line } from '@baixa/fixed-width';
import { tooLong } from '../cnab240/file-problems.ts';
import type { ReadItem } from '../items.ts';
import type { LineFile } from '../line-file.ts';
import { LongLines } from '../long-lines.ts';
import { notReadProblem } from '../named/not-read.ts';
import type { ReadContext } from '../reader.ts';
import { RecordSequence } from '../record-sequence.ts';
import type { Cnab400Bank } from './bank.ts';
import { BANKS } from './banks.ts';
import { isRemessa, noHeader, secondHeader, sequenceGap, shiftedLine, unknownBank } from './file-problems.ts';
import { companyOf, headerDates } from './header.ts';
import { RECORD_LENGTH, SEQUENCE } from './layouts/common.ts';
import { TitleRecords } from './title-records.ts';

/** Follows the records of one CNAB 400 file of cobrança: header, títulos with what follows them, trailer. */
export class Cnab400File implements LineFile {
  readonly #context: ReadContext;
  readonly #longLines = new LongLines('cnab400', RECORD_LENGTH);
  readonly #sequence = new RecordSequence(SEQUENCE);
  /** Undefined where nothing of the file is read. */
  #records: TitleRecords | undefined;
  #bank: Cnab400Bank | undefined;
  #header: Line | undefined;
  #headerGiven = false;
  /** What was met before the header could be given. */
  #held: ReadItem[] = [];
  #position = 0;
  /** Records of a service that is not read, and the first of them. */
  #others: { count: number; first: Line } | undefined;
  #gapTold = false;

  constructor(context: ReadContext) {
    this.#context = context;
  }

  /** Takes the next line and adds what it gives to `out`. */
  push(line: Line, out: ReadItem[]): void {
    if (line.text.trim() === '') return;
    this.#position++;
    if (this.#position === 1) {
      this.#first(line);
      return;
    }
    if (!this.#headerGiven) this.#giveHeader(line, out);
    if (line.overlong) {
      this.#records?.flush(out);
      tell(tooLong(line), out);
    } else if (this.#records !== undefined) this.#record(this.#records, line, out);
    else if (this.#others !== undefined && !'09'.includes(line.text.charAt(0))) {
      if (this.#others.count === 0) this.#others.first = line;
      this.#others.count++;
    }
  }

  /** Ends the file. */
  end(out: ReadItem[]): void {
    if (!this.#headerGiven) this.#giveHeader(undefined, out);
    this.#records?.end(this.#position, out);
    if (this.#others === undefined) return;
    const { count, first } = this.#others;
    const where = { line: first.number, column: 1, offset: first.offset };
    tell(notReadProblem(this.#context.detection, count, where), out);
  }

  /** The first record decides whether the file is read: it names the bank, whose layout the others have. */
  #first(line: Line): void {
    this.#header = line;
    this.#longLines.check(line, this.#held);
    const { bank, service } = this.#context.detection;
    const text = fitLine(line.text, RECORD_LENGTH);
    if (!text.startsWith('0')) tell(noHeader(line), this.#held);
    else if (text.charAt(1) === '1') tell(isRemessa(line), this.#held);
    else if (service !== 'cobranca') this.#others = { count: 0, first: line };
    else {
      this.#bank = BANKS.get(bank ?? '');
      if (this.#bank === undefined) tell(unknownBank(line, bank), this.#held);
      else this.#records = new TitleRecords(this.#context, this.#bank, headerDates(this.#bank, text));
    }
    this.#sequence.begin(line.text, this.#position);
  }

  /** The header is given with the next record, because most banks name the company only in their títulos. */
  #giveHeader(next: Line | undefined, out: ReadItem[]): void {
    this.#headerGiven = true;
    const { detection } = this.#context;
    const text = fitLine(this.#header?.text ?? '', RECORD_LENGTH);
    const title = next === undefined ? undefined : fitLine(next.text, RECORD_LENGTH);
    const header =
      this.#bank === undefined
        ? { ...detection, agreementCodes: [] }
        : {
            ...detection,
            ...companyOf(this.#bank, text, title),
            createdOn: headerDates(this.#bank, text).createdOn,
          };
    out.push({ type: 'header', header }, ...this.#held);
    this.#held = [];
  }

  #record(records: TitleRecords, line: Line, out: ReadItem[]): void {
    if (line.text.startsWith('0')) {
      records.flush(out);
      tell(secondHeader(line), out);
      this.#sequence.begin(line.text, this.#position);
      return;
    }
    const sequence = this.#sequence.check(line, this.#position);
    if (sequence === 'shifted') {
      records.flush(out);
      tell(shiftedLine(line), out);
      return;
    }
    if (line.text.length > RECORD_LENGTH) this.#longLines.check(line, out);
    if (sequence === 'gap' && !this.#gapTold) {
      this.#gapTold = true;
      tell(sequenceGap(line), out);
    }
    records.push(line, out);
  }
}

function tell(found: Problem, out: ReadItem[]): void {
  out.push({ type: 'problem', problem: found });
}
