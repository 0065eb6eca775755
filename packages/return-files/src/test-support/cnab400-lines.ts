import { type Reading, readAll } from './reading.ts';

/** Texts by the column where each begins, from 1, as a manual gives them. */
export type Places = Readonly<Record<number, string>>;

/** A record of 400 characters, blank but for its places. */
export function record(places: Places): string {
  let line = ' '.repeat(400);
  for (const [from, text] of Object.entries(places)) {
    const start = Number(from) - 1;
    line = line.slice(0, start) + text + line.slice(start + text.length);
  }
  if (line.length !== 400) throw new Error('A place is beyond the record');
  return line;
}

/** Records with their numbers at 395-400. */
export function numbered(...records: readonly (string | Places)[]): string[] {
  return records.map((one, at) => {
    const line = typeof one === 'string' ? one : record(one);
    return line.slice(0, 394) + String(at + 1).padStart(6, '0');
  });
}

/** An amount in thirteen columns. */
export const cents = (amount: number): string => String(amount).padStart(13, '0');

/** How a header of a bank begins, with the date of its file. */
export const opening = (bank: string, createdOn = '191126'): Places => ({
  1: '02RETORNO01COBRANCA',
  47: 'AGUAS EXEMPLO LTDA',
  77: bank,
  95: createdOn,
});

/** Reads a file of these records, numbered. */
export function readRecords(...records: readonly (string | Places)[]): Promise<Reading> {
  return readAll(numbered(...records).join('\r\n'));
}
