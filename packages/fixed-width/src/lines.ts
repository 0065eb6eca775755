import { isAscii, isUtf8 } from 'node:buffer';

/** A line of a file, without its end. */
export interface Line {
  /** From 1. */
  number: number;
  /** Byte of the file where the line begins, from 0. */
  offset: number;
  text: string;
  /** True when the line was longer than the limit: `text` is only its beginning. */
  overlong: boolean;
}

export interface LineLimits {
  /** Bytes. A longer line is cut and marked, never held. */
  maxLineBytes: number;
}

const DEFAULTS: LineLimits = { maxLineBytes: 64 * 1024 };
const WINDOW_BYTES = 64 * 1024;
const NEWLINE = 10;
const windows1252 = new TextDecoder('windows-1252');

/**
 * Decodes the bytes of a line: strict UTF-8 where they are that, otherwise Windows-1252, which holds Latin-1. Each line
 * is judged by itself, so that neither choice needs the whole file; ASCII is the same in both.
 */
export function decodeLine(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes);
}

/** Where the text of a line ends before CR and the 0x1A with which old systems end a file. */
function trimmedEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 13 || text.charCodeAt(end - 1) === 26)) end--;
  return end === text.length ? text : text.slice(0, end);
}

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

  constructor(limits: LineLimits = DEFAULTS) {
    this.#limits = limits;
  }

  /** The lines that this chunk completes. */
  push(chunk: Uint8Array): Line[] {
    const fresh = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let bytes = this.#rest.length === 0 ? fresh : Buffer.concat([this.#rest, fresh]);
    if (this.#atStart) {
      if (bytes.length < 3) {
        this.#rest = Buffer.from(bytes);
        return [];
      }
      bytes = this.#withoutMark(bytes);
    }
    const lines: Line[] = [];
    const used = isAscii(bytes) ? this.#splitAscii(bytes, lines) : this.#split(bytes, lines);
    this.#keep(bytes.subarray(used), lines);
    return lines;
  }

  /** The last line, where the file does not end with a line end. */
  end(): Line[] {
    const bytes = this.#atStart ? this.#withoutMark(this.#rest) : this.#rest;
    const text = trimmedEnd(decodeLine(bytes));
    return text === '' || this.#skipping ? [] : [this.#line(text, bytes.length)];
  }

  #withoutMark(bytes: Buffer): Buffer {
    this.#atStart = false;
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    if (marked) this.#offset = 3;
    return marked ? bytes.subarray(3) : bytes;
  }

  /** Most files are ASCII, and one decoding of a whole chunk is several times faster than one a line. */
  #splitAscii(bytes: Buffer, lines: Line[]): number {
    const text = bytes.toString('latin1');
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.#complete(text.slice(start, end), end - start, lines);
      start = end + 1;
    }
    return start;
  }

  #split(bytes: Buffer, lines: Line[]): number {
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      const own = bytes.subarray(start, Math.min(end, start + this.#limits.maxLineBytes + 1));
      this.#complete(decodeLine(own), end - start, lines);
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

  #keep(rest: Buffer, lines: Line[]): void {
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
    return {
      number: this.#number,
      offset: this.#offset,
      text: overlong ? text.slice(0, limit) : text,
      overlong,
    };
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
