import { isAscii } from 'node:buffer';
import { recordEnd, widest } from './blocks.ts';
import { decodeLine, endOfText, trimmedEnd } from './decode.ts';

/** A line of a file, without its end. */
export interface Line {
  /** From 1. */
  number: number;
  /** Byte of the file where the line begins, from 0. */
  offset: number;
  text: string;
  /** True when the line was longer than the limit: `text` is only its beginning. */
  overlong: boolean;
  /** Character of the line, from 1, where a record begins that stands in one line with others; absent elsewhere. */
  column?: number;
}

export interface LineLimits {
  /** Bytes. A longer line is cut and marked, never held. */
  maxLineBytes: number;
  /**
   * Characters of a record, for files that may hold records in blocks without line ends between them. A line of at
   * least two records is then cut into them, however long it is; what is left at its end is the last one.
   */
  recordLength?: number;
}

const DEFAULTS: LineLimits = { maxLineBytes: 64 * 1024 };
const WINDOW_BYTES = 64 * 1024;
const NEWLINE = 10;

/**
 * Splits the chunks of a file into lines: CRLF or LF, with or without a final one, without byte order mark and final
 * 0x1A. Holds at most one line and one chunk.
 */
export class LineSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #offset = 0;
  #number = 1;
  #atStart = true;
  #skipping = false;
  readonly #limits: LineLimits;
  /** Characters of a record, or 0 where lines are never cut into records. */
  readonly #record: number;
  /** Bytes of a line from which on it may hold two records. */
  readonly #block: number;
  /** Characters of the line that were already given as records. */
  #given = 0;

  constructor(limits: LineLimits = DEFAULTS) {
    this.#limits = limits;
    this.#record = limits.recordLength ?? 0;
    this.#block = this.#record === 0 ? Number.POSITIVE_INFINITY : 2 * this.#record;
  }

  /** The lines that this chunk completes. */
  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    const fresh = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    // A line that began in an earlier chunk gets its end by itself: joining the chunks would copy all of them.
    const begun = this.#rest.length > 0;
    const joined = !begun ? 0 : this.#atStart ? fresh.length : fresh.indexOf(NEWLINE) + 1 || fresh.length;
    if (begun) this.#take(Buffer.concat([this.#rest, fresh.subarray(0, joined)]), lines);
    if (joined < fresh.length) this.#take(fresh.subarray(joined), lines);
    return lines;
  }

  #take(bytes: Buffer, lines: Line[]): void {
    if (this.#atStart && bytes.length < 3) {
      this.#rest = Buffer.from(bytes);
      return;
    }
    const own = this.#atStart ? this.#withoutMark(bytes) : bytes;
    this.#keep(own.subarray(this.#split(own, lines)), lines);
  }

  /** The last line, where the file does not end with a line end. */
  end(): Line[] {
    const bytes = this.#atStart ? this.#withoutMark(this.#rest) : this.#rest;
    if (this.#skipping) return [];
    const lines: Line[] = [];
    const used = this.#isBlock(bytes) ? this.#cut(bytes, bytes.length, lines) : 0;
    this.#last(bytes.subarray(used), lines);
    return lines;
  }

  #withoutMark(bytes: Buffer): Buffer {
    this.#atStart = false;
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    if (marked) this.#offset = 3;
    return marked ? bytes.subarray(3) : bytes;
  }

  /** Lines are decoded one by one: a string of its own is read faster, character by character, than a part of a large one. */
  #split(bytes: Buffer, lines: Line[]): number {
    const ascii = isAscii(bytes);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      if (this.#isBlock(bytes, start, end)) this.#completeBlock(bytes.subarray(start, end), lines);
      else {
        const to = endOfText(bytes, start, Math.min(end, start + this.#limits.maxLineBytes + 1));
        const text = ascii ? bytes.toString('latin1', start, to) : decodeLine(bytes.subarray(start, to));
        this.#complete(text, end - start, lines);
      }
      start = end + 1;
    }
    return start;
  }

  #complete(text: string, length: number, lines: Line[]): void {
    if (this.#skipping) this.#skipping = false;
    else lines.push(this.#line(trimmedEnd(text), length));
    this.#offset += length + 1;
    this.#number++;
  }

  /** True where a line holds at least two records, or some of its records were given already. */
  #isBlock(bytes: Buffer, from = 0, to = bytes.length): boolean {
    if (this.#given > 0) return true;
    if (to - from < this.#block) return false;
    const line = bytes.subarray(from, to);
    const first = recordEnd(line, 0, this.#record);
    return first !== undefined && recordEnd(line, first, this.#record) !== undefined;
  }

  #completeBlock(bytes: Buffer, lines: Line[]): void {
    const rest = bytes.subarray(this.#cut(bytes, bytes.length, lines));
    this.#last(rest, lines);
    this.#given = 0;
    this.#offset += rest.length + 1;
    this.#number++;
  }

  /** What is left at the end gives a line only where something stands in it. */
  #last(rest: Buffer, lines: Line[]): void {
    const text = trimmedEnd(decodeLine(rest));
    if (text !== '') lines.push(this.#line(text, rest.length));
  }

  /** Gives the records that begin before `until`, as far as they are whole. Tells how many bytes they are. */
  #cut(bytes: Buffer, until: number, lines: Line[]): number {
    let from = 0;
    while (from < until) {
      const end = recordEnd(bytes, from, this.#record);
      if (end === undefined) break;
      const text = decodeLine(bytes.subarray(from, end));
      lines.push(this.#line(trimmedEnd(text), end - from));
      this.#given += text.length;
      this.#offset += end - from;
      from = end;
    }
    return from;
  }

  #keep(all: Buffer, lines: Line[]): void {
    const ahead = widest(this.#block);
    const rest = all.length > ahead ? all.subarray(this.#cut(all, all.length - ahead, lines)) : all;
    if (!this.#skipping && rest.length <= this.#limits.maxLineBytes) {
      this.#rest = Buffer.from(rest);
      return;
    }
    if (!this.#skipping) {
      lines.push(this.#line(decodeLine(rest.subarray(0, this.#limits.maxLineBytes)), rest.length));
      this.#skipping = true;
    }
    this.#offset += rest.length;
    this.#rest = Buffer.alloc(0);
  }

  #line(text: string, bytes: number): Line {
    const limit = this.#limits.maxLineBytes;
    const overlong = bytes > limit;
    const line: Line = {
      number: this.#number,
      offset: this.#offset,
      text: overlong ? text.slice(0, limit) : text,
      overlong,
    };
    if (this.#given > 0) line.column = this.#given + 1;
    return line;
  }
}

/** Splits a file into lines, a batch of them a chunk: one promise a batch instead of one a line. */
export async function* lineBatches(
  source: AsyncIterable<Uint8Array>,
  limits: LineLimits = DEFAULTS,
): AsyncGenerator<Line[]> {
  const splitter = new LineSplitter(limits);
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += WINDOW_BYTES) {
      const batch = splitter.push(chunk.subarray(at, at + WINDOW_BYTES));
      if (batch.length > 0) yield batch;
    }
  }
  const last = splitter.end();
  if (last.length > 0) yield last;
}

/** Splits a file into lines, one by one. */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  limits: LineLimits = DEFAULTS,
): AsyncGenerator<Line> {
  for await (const batch of lineBatches(source, limits)) yield* batch;
}
