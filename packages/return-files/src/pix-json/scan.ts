import { isUtf8 } from 'node:buffer';

/**
 * Finds where values stand in the bytes of a JSON text, without making anything of them: so that each Pix has a real
 * offset, and one that is broken does not take the others with it. Works on bytes, since everything that shapes JSON is
 * ASCII; never recurses, so depth is no danger.
 */

/** Bytes of a value: `from` inclusive, `to` exclusive; `to` is undefined when the value never ends. */
export interface Span {
  from: number;
  to: number | undefined;
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const NEWLINE = 10;

const isBlank = (byte: number | undefined) => byte === 32 || byte === NEWLINE || byte === 13 || byte === 9;

export function afterBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at++;
  return at;
}

/** A line end inside a string is an error in JSON, and the best sign that a quote is missing. */
function stringEnd(bytes: Uint8Array, from: number): number | undefined {
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at++;
    else if (byte === QUOTE) return at + 1;
    else if (byte === NEWLINE) return undefined;
  }
  return undefined;
}

function scalarEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let byte = bytes[at]; at < bytes.length; byte = bytes[++at])
    if (byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT || byte === COLON || isBlank(byte))
      break;
  return at;
}

/** Where the value that begins at `from` ends, or undefined when it does not. */
export function valueEnd(bytes: Uint8Array, from: number): number | undefined {
  const first = bytes[from];
  if (first === QUOTE) return stringEnd(bytes, from);
  if (first !== OPEN_ARRAY && first !== OPEN_OBJECT) return scalarEnd(bytes, from);
  let depth = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = stringEnd(bytes, at);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) depth++;
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

export function isObjectAt(bytes: Uint8Array, from: number): boolean {
  return bytes[from] === OPEN_OBJECT;
}

export function isArrayAt(bytes: Uint8Array, from: number): boolean {
  return bytes[from] === OPEN_ARRAY;
}

/** The elements of the array at `from`; the last one may never end. */
export function* elementsOf(bytes: Uint8Array, from: number): Generator<Span> {
  let at = from + 1;
  for (;;) {
    at = afterBlanks(bytes, at);
    const byte = bytes[at];
    if (byte === undefined || byte === CLOSE_ARRAY) return;
    if (byte === COMMA) {
      at++;
      continue;
    }
    const to = valueEnd(bytes, at);
    yield { from: at, to };
    if (to === undefined) return;
    at = to === at ? at + 1 : to;
  }
}

export interface Member extends Span {
  key: string;
}

/** The members of the object at `from`, as far as they can be followed. */
export function* membersOf(bytes: Uint8Array, from: number): Generator<Member> {
  let at = from + 1;
  for (;;) {
    at = afterBlanks(bytes, at);
    if (bytes[at] === COMMA) {
      at++;
      continue;
    }
    if (bytes[at] !== QUOTE) return;
    const keyEnd = stringEnd(bytes, at);
    if (keyEnd === undefined) return;
    const key = Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, keyEnd - at - 2).toString('utf8');
    at = afterBlanks(bytes, keyEnd);
    if (bytes[at] !== COLON) return;
    at = afterBlanks(bytes, at + 1);
    const to = at < bytes.length ? valueEnd(bytes, at) : undefined;
    yield { key, from: at, to };
    if (to === undefined || to === at) return;
    at = to;
  }
}

/** Where something stands: line and column from 1, bytes from 0. */
export interface Spot {
  line: number;
  column: number;
  offset: number;
}

/** How many elements the array at `from` has. */
export function countElements(bytes: Uint8Array, from: number): number {
  let count = 0;
  for (const _ of elementsOf(bytes, from)) count++;
  return count;
}

/** Tells lines and columns of offsets that only grow. Columns count characters, as UTF-8 where the file is that. */
export class LineCounter {
  readonly #bytes: Buffer;
  readonly #isUtf8: boolean;
  #at: number;
  #line = 1;
  #column = 1;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#isUtf8 = isUtf8(bytes);
    this.#at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  }

  /** The place of a byte, which must not lie before the last one asked for. */
  placeOf(offset: number): Spot {
    for (; this.#at < offset; this.#at++) {
      const byte = this.#bytes[this.#at] ?? 0;
      if (byte === NEWLINE) {
        this.#line++;
        this.#column = 1;
      } else if (!this.#isUtf8 || (byte & 0xc0) !== 0x80) this.#column++;
    }
    return { line: this.#line, column: this.#column, offset };
  }
}
