import { isUtf8 } from 'node:buffer';
import { type Problem, problem } from '@baixa/core';
import type { FileFormat } from '../items.ts';

/** Bytes. A statement that is one document is held whole, so it has a limit. */
export const MAX_STATEMENT_BYTES = 64 * 1024 * 1024;

const NEWLINE = 10;
const windows1252 = new TextDecoder('windows-1252');

/** Where something stands. Lines and columns count characters from 1, offsets bytes from 0. */
export interface Spot {
  line: number;
  column: number;
  offset: number;
}

/** Reads a document, or gives undefined when it is over the limit: then it is only passed through, to be counted. */
async function bodyOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  let chunks: Uint8Array[] | undefined = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MAX_STATEMENT_BYTES) chunks = undefined;
    chunks?.push(chunk);
  }
  return chunks && Buffer.concat(chunks, size);
}

function linesOf(body: Buffer): number {
  let lines = body.length === 0 || body.at(-1) === NEWLINE ? 0 : 1;
  for (let at = body.indexOf(NEWLINE); at !== -1; at = body.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

/**
 * A document decoded: strict UTF-8 where it is that, else Windows-1252, whatever it says of itself, for banks name the
 * wrong one. Tells the places of characters, which must be asked for in rising order.
 */
export class WholeText {
  readonly text: string;
  readonly lines: number;
  readonly #utf8: boolean;
  readonly #mark: number;
  #at = 0;
  #offset: number;
  #line = 1;
  #lineStart = 0;
  /** Known from then on: a document without line ends is searched for one only once. */
  #nextEnd: number;

  constructor(body: Buffer) {
    const marked = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
    this.#utf8 = isUtf8(body);
    this.#mark = marked ? 3 : 0;
    this.#offset = this.#mark;
    const bytes = body.subarray(this.#mark);
    this.text = this.#utf8 ? bytes.toString('utf8') : windows1252.decode(bytes);
    this.lines = linesOf(body);
    this.#nextEnd = this.#endFrom(0);
  }

  /** The place of any character, at the cost of all before it. */
  placeOf(at: number): Spot {
    const before = this.text.slice(0, at);
    const line = before.split('\n').length;
    const offset = this.#mark + (this.#utf8 ? Buffer.byteLength(before) : at);
    return { line, column: at - before.lastIndexOf('\n'), offset };
  }

  #endFrom(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end === -1 ? this.text.length : end;
  }

  /** The place of a character of `text`, which must not lie before the last one asked for. */
  spotOf(at: number): Spot {
    while (this.#nextEnd < at) {
      this.#line++;
      this.#lineStart = this.#nextEnd + 1;
      this.#nextEnd = this.#endFrom(this.#lineStart);
    }
    this.#offset += this.#utf8 ? Buffer.byteLength(this.text.slice(this.#at, at)) : at - this.#at;
    this.#at = at;
    return { line: this.#line, column: at - this.#lineStart + 1, offset: this.#offset };
  }
}

function tooLarge(format: FileFormat): Problem {
  return problem(
    `${format}.too-large`,
    { line: 1, column: 1, offset: 0 },
    `The statement is larger than ${MAX_STATEMENT_BYTES / 1024 / 1024} MB and was not read.`,
    'Ask the bank for a statement of fewer days.',
  );
}

/** Reads a whole document, or says why not. */
export async function wholeText(
  bytes: AsyncIterable<Uint8Array>,
  format: FileFormat,
): Promise<{ text: WholeText } | { problem: Problem }> {
  const body = await bodyOf(bytes);
  return body === undefined ? { problem: tooLarge(format) } : { text: new WholeText(body) };
}
