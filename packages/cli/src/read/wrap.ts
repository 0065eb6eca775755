/** No narrower than a word or two. */
const NARROWEST = 30;
/** Longer lines are tiring to read. */
const WIDEST = 110;

/** Characters of a line on this stream; no bound where it is no terminal. */
export function widthOf(stream: NodeJS.WritableStream & { columns?: number; isTTY?: boolean }): number {
  if (!stream.isTTY) return Number.POSITIVE_INFINITY;
  return Math.max(NARROWEST, Math.min(stream.columns || 80, WIDEST));
}

/** Joins parts to lines no wider than `width`. The first line begins with `indent`, the others with `hanging`. */
export function wrap(
  parts: string[],
  separator: string,
  width: number,
  indent: string,
  hanging: string = indent,
): string {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (line === '') line = indent + part;
    else if (line.length + separator.length + part.length <= width) line += separator + part;
    else {
      lines.push(line);
      line = hanging + part;
    }
  }
  return [...lines, line].join('\n');
}

/** Wraps a sentence at its blanks. */
export function wrapSentence(sentence: string, width: number, indent: string): string {
  return wrap(sentence.split(' '), ' ', width, indent);
}

/** Names come from other machines: what would steer a terminal is shown as `?`. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '?');
}
