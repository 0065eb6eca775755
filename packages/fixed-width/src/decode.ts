import { isAscii, isUtf8 } from 'node:buffer';

const windows1252 = new TextDecoder('windows-1252');

/**
 * Decodes the bytes of a line: strict UTF-8 where they are that, otherwise Windows-1252, which holds Latin-1. Each line
 * is judged by itself, so that neither choice needs the whole file; ASCII is the same in both.
 */
export function decodeLine(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  return differsFromLatin1(bytes) ? windows1252.decode(bytes) : bytes.toString('latin1');
}

/** Windows-1252 is Latin-1 but for 0x80 to 0x9F, which few files have, and Latin-1 is read several times faster. */
function differsFromLatin1(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x80 && byte <= 0x9f) return true;
  }
  return false;
}

/** Where the text of a line ends before CR and the 0x1A with which old systems end a file. */
export function trimmedEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 13 || text.charCodeAt(end - 1) === 26)) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** The same of the bytes of a line from `start` up to `end`: where its text ends. */
export function endOfText(bytes: Uint8Array, start: number, end: number): number {
  let to = end;
  while (to > start && (bytes[to - 1] === 13 || bytes[to - 1] === 26)) to--;
  return to;
}
