import type { Column, FixedRecord, Line } from '@baixa/fixed-width';

/** A record with all of its characters, and the column within which it was cut off, if it was. */
export interface WholeRecord {
  line: Line;
  cutIn: Column | undefined;
}

/**
 * Makes a record as long as it should be. A number that the end of the line cuts in two would be read as a smaller one,
 * so it is left out; text may have lost its blanks only.
 */
export function wholeRecord(record: FixedRecord, line: Line): WholeRecord {
  const { text } = line;
  if (text.length === record.length && text.charCodeAt(record.length - 1) > 32)
    return { line, cutIn: undefined };
  const end = text.trimEnd().length;
  if (end >= record.length)
    return { line: { ...line, text: text.slice(0, record.length) }, cutIn: undefined };
  const last = record.columns.find(({ from, to }) => from <= end && end < to);
  const cutIn = last === undefined || last.kind === 'text' || last.kind === 'filler' ? undefined : last;
  const kept = cutIn === undefined ? text : text.slice(0, cutIn.from - 1);
  return { line: { ...line, text: kept.slice(0, record.length).padEnd(record.length) }, cutIn };
}
