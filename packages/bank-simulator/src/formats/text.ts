/** How the lines of a file are written: the banks differ, and a reader must take all of it. */
export interface TextForm {
  encoding: 'latin1' | 'utf8';
  lineEnd: '\r\n' | '\n';
  /** Before the first line. */
  begin?: string;
  /** After the last line. */
  end?: string;
  /** Lines end at their last character that is no blank. */
  trimmed?: true;
  /** The last line has no end. */
  open?: true;
}

export const WINDOWS: TextForm = { encoding: 'latin1', lineEnd: '\r\n' };
export const UTF8: TextForm = { encoding: 'utf8', lineEnd: '\n' };

export function bytesOf(
  { encoding, lineEnd, begin = '', end = '', trimmed, open }: TextForm,
  lines: readonly string[],
): Uint8Array {
  const written = trimmed ? lines.map((line) => line.trimEnd()) : lines;
  return Buffer.from(`${begin}${written.join(lineEnd)}${open ? '' : lineEnd}${end}`, encoding);
}
