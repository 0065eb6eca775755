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

/** Tells lines and columns of offsets that only grow. */
export class LineCounter {
  readonly #bytes: Buffer;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The place of a byte, which must not lie before the last one asked for. Columns count characters. */
  placeOf(offset: number): { line: number; column: number; offset: number } {
    for (let next = this.#bytes.indexOf(NEWLINE, this.#at); next !== -1 && next < offset; ) {
      this.#line++;
      this.#lineStart = next + 1;
      this.#at = next + 1;
      next = this.#bytes.indexOf(NEWLINE, this.#at);
    }
    return { line: this.#line, column: offset - this.#lineStart + 1, offset };
  }
}
