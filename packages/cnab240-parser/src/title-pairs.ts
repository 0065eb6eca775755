import { fitLine, type Line } from '@baixa/fixed-width';
import { TitleReader } from './entry-of-title.ts';
import { type Found, flaw, type Sink } from './found.ts';
import { RECORD_LENGTH, segmentT, segmentU } from './layouts/febraban.ts';

const T_OCCURRENCE = segmentT.field.occurrence;
const U_OCCURRENCE = segmentU.field.occurrence;

/**
 * Puts the detail records of a cobrança lot together: a T, the U right after it and the Ys that follow belong to one
 * título, until the next T. Nothing but their order ties them, so a record out of place is a problem and never guessed.
 */
export class TitlePairs {
  readonly #reader: TitleReader;
  #t: Line | undefined;
  #u: Line | undefined;
  #ys: Line[] = [];

  /** @param bank Three digits, those of the file's header. */
  constructor(bank: string) {
    this.#reader = new TitleReader(bank);
  }

  /** Takes the next detail record (type 3) and adds to `out` what it completes. */
  push(line: Line, out: Sink): void {
    const fitted =
      line.text.length === RECORD_LENGTH ? line : { ...line, text: fitLine(line.text, RECORD_LENGTH) };
    const segment = fitted.text[13];
    if (segment === 'T') {
      this.flush(out);
      this.#t = fitted;
    } else if (segment === 'U') this.#pushU(fitted, out);
    else if (segment === 'Y') {
      if (this.#t) this.#ys.push(fitted);
    } else out.push(unknownSegment(line, segment ?? ''));
    if (this.#ys.length > MOST_YS) this.#ys.length = MOST_YS;
  }

  /** Ends the título that is being read, at the end of its lot. */
  flush(out: Sink): void {
    if (this.#t && this.#u) this.#reader.read({ t: this.#t, u: this.#u, ys: this.#ys }, out);
    else if (this.#t) out.push(unpairedT(this.#t));
    this.#t = undefined;
    this.#u = undefined;
    if (this.#ys.length > 0) this.#ys = [];
  }

  #pushU(u: Line, out: Sink): void {
    if (!this.#t || this.#u) {
      out.push(unpairedU(u));
      return;
    }
    if (T_OCCURRENCE.raw(this.#t.text) === U_OCCURRENCE.raw(u.text)) {
      this.#u = u;
      return;
    }
    out.push(pairDiffers(this.#t, u));
    this.#t = undefined;
    this.#ys = [];
  }
}

/** More Ys of one título than any bank sends would only be held in memory. */
const MOST_YS = 100;

function unpairedU(u: Line): Found {
  return flaw(
    'error',
    'cnab240.unpaired-u',
    { line: u.number, column: 14, offset: u.offset, text: 'U' },
    'This segment U has no segment T right before it, so nothing says which título it pays: no entry was made of it.',
    'Ask the bank for the file again; lines may be missing or out of order.',
  );
}

function unpairedT(t: Line): Found {
  return flaw(
    'error',
    'cnab240.unpaired-t',
    { line: t.number, column: 14, offset: t.offset, text: 'T' },
    'This segment T has no segment U right after it, so its amounts and dates are missing: no entry was made of it.',
    'Ask the bank for the file again; lines may be missing or out of order.',
  );
}

function pairDiffers(t: Line, u: Line): Found {
  return flaw(
    'error',
    'cnab240.pair-differs',
    { line: u.number, column: 16, offset: u.offset, text: U_OCCURRENCE.raw(u.text) },
    `This segment U tells another occurrence than the segment T of line ${t.number}: no entry was made of the two.`,
    'Ask the bank for the file again; lines may be missing or out of order.',
  );
}

function unknownSegment(line: Line, segment: string): Found {
  return flaw(
    'error',
    'cnab240.unknown-segment',
    { line: line.number, column: 14, offset: line.offset, text: segment },
    `A cobrança return file has segments T, U and Y; '${segment}' was not read.`,
    'Check whether this is a remessa or a file of another service.',
  );
}
