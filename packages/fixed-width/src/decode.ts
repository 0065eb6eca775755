import { isAscii, isUtf8 } from 'node:buffer';

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
export function trimmedEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 13 || text.charCodeAt(end - 1) === 26)) end--;
  return end === text.length ? text : text.slice(0, end);
}
