import { isAscii, isUtf8 } from 'node:buffer';

/** The most bytes that UTF-8 has for a character. */
const WIDEST = 4;

/** Bytes after which every record of `characters` characters has ended, in either encoding. */
export function widest(characters: number): number {
  return WIDEST * characters;
}

/** A character beyond 0xFFFF counts twice, as it does in the text that it is decoded to. */
function afterCharacters(bytes: Uint8Array, from: number, characters: number): number | undefined {
  let at = from;
  for (let left = characters; left > 0; ) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    at += byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    left -= byte < 0xf0 ? 1 : 2;
  }
  return at <= bytes.length ? at : undefined;
}

/**
 * Where the record of `characters` characters that begins at `from` ends: counted in UTF-8 where its bytes are that,
 * otherwise a byte a character. Undefined where the bytes end before it does.
 */
export function recordEnd(bytes: Buffer, from: number, characters: number): number | undefined {
  const plain = from + characters;
  if (plain <= bytes.length && isAscii(bytes.subarray(from, plain))) return plain;
  const end = afterCharacters(bytes, from, characters);
  if (end !== undefined && isUtf8(bytes.subarray(from, end))) return end;
  if (end === undefined && isUtf8(bytes.subarray(from))) return undefined;
  return plain <= bytes.length ? plain : undefined;
}
