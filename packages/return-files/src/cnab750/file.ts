import type { Problem } from '@baixa/core';
import { type Field, fitLine, type Line } from '@baixa/fixed-width';
import type { ReadItem } from '../items.ts';
import type { LineFile } from '../line-file.ts';
import { LongLines } from '../long-lines.ts';
import type { ReadContext } from '../reader.ts';
import { RecordSequence, type Sequence } from '../record-sequence.ts';
import { wholeRecord } from './cut.ts';
import {
  afterTrailer,
  isRemessa,
  noHeader,
  noMovements,
  noTrailer,
  refusedFile,
  secondHeader,
  sequenceGap,
  shiftedRecord,
  unknownRecord,
} from './file-problems.ts';
import { errorCodes, headerOf } from './header.ts';
import { header, RECORD_LENGTH, SEQUENCE, trailer } from './layout-frame.ts';
import { MovementRecords } from './movement-records.ts';
import { Tally } from './tally.ts';

/** Follows the records of one CNAB 750 file: header, movements with what belongs to them, trailer. */
export class Cnab750File implements LineFile {
  readonly #context: ReadContext;
  readonly #longLines = new LongLines('cnab750', RECORD_LENGTH);
  readonly #sequence = new RecordSequence(SEQUENCE);
  #records: MovementRecords | undefined;
  #tally = new Tally();
  #movements = 0;
  #position = 0;
  #remessa = false;
  #ended = false;
  #gapTold = false;
  #afterTrailerTold = false;

  constructor(context: ReadContext) {
    this.#context = context;
  }

  /** Takes the next record and adds what it gives to `out`. */
  push(line: Line, out: ReadItem[]): void {
    if (line.text.trim() === '') return;
    this.#position++;
    if (this.#records === undefined) this.#records = this.#begin(line, out);
    else this.#record(this.#records, line, out);
  }

  /** Ends the file. */
  end(out: ReadItem[]): void {
    this.#records?.flush(out);
    if (this.#remessa) return;
    const where = { line: this.#context.lines, column: 1 };
    if (!this.#ended) tell(noTrailer(where), out);
    else if (this.#movements === 0) tell(noMovements(where), out);
  }

  #begin(line: Line, out: ReadItem[]): MovementRecords {
    const isHeader = line.text.startsWith('0');
    const text = isHeader ? fitLine(line.text, RECORD_LENGTH) : ' '.repeat(RECORD_LENGTH);
    const records = new MovementRecords(text);
    out.push({ type: 'header', header: headerOf(text, this.#context) });
    this.#sequence.begin(line.text, this.#position);
    if (!isHeader) {
      tell(noHeader(line), out);
      this.#record(records, line, out);
      return records;
    }
    this.#remessa = text.charAt(1) === '1';
    if (this.#remessa) tell(isRemessa(line, header.field.direction), out);
    else this.#tellErrors({ ...line, text }, header.field.errors, out);
    this.#longLines.check(line, out);
    return records;
  }

  #record(records: MovementRecords, line: Line, out: ReadItem[]): void {
    if (this.#remessa) return;
    const type = line.text.charAt(0);
    if (type === '0') {
      records.flush(out);
      this.#secondHeader(line, out);
      return;
    }
    const sequence = this.#sequence.check(line, this.#position);
    if (sequence === 'shifted' || (sequence === 'gap' && line.column !== undefined)) {
      // Records in one line are cut by counting, so that one that lost a character shifts all that follow it.
      records.flush(out);
      tell(shiftedRecord(line), out);
      return;
    }
    if (line.text.length > RECORD_LENGTH) this.#longLines.check(line, out);
    this.#tellGap(sequence, line, out);
    if (type === '9') {
      records.flush(out);
      this.#trailer(line, out);
    } else if (type === '1' || type === '2' || type === '4' || type === '5') this.#detail(records, line, out);
    else {
      records.flush(out);
      tell(unknownRecord(line), out);
    }
  }

  #detail(records: MovementRecords, line: Line, out: ReadItem[]): void {
    if (this.#ended && !this.#afterTrailerTold) {
      this.#afterTrailerTold = true;
      tell(afterTrailer(line), out);
    }
    this.#movements++;
    records.push(line.text.charAt(0), line, this.#tally, out);
  }

  #secondHeader(line: Line, out: ReadItem[]): void {
    tell(secondHeader(line), out);
    this.#sequence.begin(line.text, this.#position);
    this.#tally = new Tally();
    this.#ended = false;
  }

  #trailer(line: Line, out: ReadItem[]): void {
    const whole = wholeRecord(trailer, line).line;
    this.#tally.check(whole, this.#context.trailer, out);
    this.#tellErrors(whole, trailer.field.errors, out);
    this.#tally = new Tally();
    this.#ended = true;
  }

  #tellGap(sequence: Sequence, line: Line, out: ReadItem[]): void {
    if (sequence !== 'gap' || this.#gapTold) return;
    this.#gapTold = true;
    tell(sequenceGap(line, SEQUENCE), out);
  }

  #tellErrors(line: Line, errors: Field, out: ReadItem[]): void {
    const codes = errorCodes(errors.raw(line.text));
    if (codes.length > 0) tell(refusedFile(line, errors, codes), out);
  }
}

function tell(found: Problem, out: ReadItem[]): void {
  out.push({ type: 'problem', problem: found });
}
