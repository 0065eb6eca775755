import { type MadeFile, makeFiles, makeOneTitleFiles } from '@baixa/bank-simulator';
import type { EntryKind } from '@baixa/core';
import { readReturnFileInBatches } from '../index.ts';
import { hasMoneyPlaces, type MoneyPlace, moneyPlaces } from './money-places.ts';

/** What became of the changes of one digit in the amounts of one column of one kind of entry. */
export interface Outcome {
  /** Three digits, or `*` where the file does not name its bank. */
  bank: string;
  column: string;
  kind: EntryKind;
  caught: number;
  /** Changes that brought no problem. */
  silent: number;
}

interface Read {
  problems: number;
  /** The lines at which entries begin, with what they are. */
  kinds: { line: number; kind: EntryKind }[];
}

async function read(bytes: Uint8Array): Promise<Read> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const found: Read = { problems: 0, kinds: [] };
  for await (const batch of readReturnFileInBatches(source(), { name: 'one digit' }))
    for (const item of batch) {
      if (item.type === 'problem') found.problems++;
      else if (item.type === 'entry') found.kinds.push({ line: item.entry.line, kind: item.entry.kind });
    }
  return found;
}

/** Text of a file and how to write it again: the banks differ. */
function decoded(bytes: Uint8Array): { text: string; encoding: 'utf8' | 'latin1' } {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString('utf8');
  return text.includes('\ufffd')
    ? { text: buffer.toString('latin1'), encoding: 'latin1' }
    : { text, encoding: 'utf8' };
}

const DIGITS = [...'0123456789'];

/** Every text that differs from `text` in one digit of the amount at `place`. */
function* withOneDigit(text: string, { from, to }: MoneyPlace): Generator<string> {
  for (let at = from; at < to; at++) {
    if (!DIGITS.includes(text.charAt(at))) continue;
    for (const digit of DIGITS)
      if (digit !== text.charAt(at)) yield text.slice(0, at) + digit + text.slice(at + 1);
  }
}

async function tryFile({ bytes, facts }: MadeFile, outcomes: Map<string, Outcome>): Promise<void> {
  const { text, encoding } = decoded(bytes);
  const clean = await read(bytes);
  for (const place of moneyPlaces(facts.format, facts.bank, text)) {
    const kind = clean.kinds.findLast(({ line }) => line <= place.line)?.kind ?? 'other';
    const bank = facts.bank ?? '*';
    const key = `${bank} ${place.column} ${kind}`;
    const outcome = outcomes.get(key) ?? { bank, column: place.column, kind, caught: 0, silent: 0 };
    outcomes.set(key, outcome);
    for (const changed of withOneDigit(text, place)) {
      const { problems } = await read(Buffer.from(changed, encoding));
      if (problems > clean.problems) outcome.caught++;
      else outcome.silent++;
    }
  }
}

/** True where the file is not only named but read. */
async function isRead({ bytes }: MadeFile): Promise<boolean> {
  return (await read(bytes)).kinds.length > 0;
}

const readFormats = new Set<string>();
for (const file of makeFiles()) if (await isRead(file)) readFormats.add(file.facts.format);

/** The formats that are read, by a file of the simulator of each. */
export const READ_FORMATS: readonly string[] = [...readFormats];

/** Those of them whose amounts are known. */
export const PROVED_FORMATS: readonly string[] = READ_FORMATS.filter(hasMoneyPlaces);

/** Changes every digit of every amount of every file of a format, one at a time, to every other digit. */
export async function changeEveryDigit(format: string): Promise<Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  for (const file of makeOneTitleFiles()) if (file.facts.format === format) await tryFile(file, outcomes);
  return [...outcomes.values()];
}
