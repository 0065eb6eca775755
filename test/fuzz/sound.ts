import { type ReadItem, readReturnFile } from '@baixa/return-files';

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Reads a file in chunks of `size` bytes and gives what is wrong with the reading, or undefined where it is sound. */
export async function faultOf(bytes: Uint8Array, size: number): Promise<string | undefined> {
  let entries = 0;
  let position = 0;
  let ended = false;
  try {
    for await (const item of readReturnFile(chunksOf(bytes, size), { name: 'fuzz' })) {
      if (ended) return 'something follows the end';
      if ((item.type === 'header') !== (position === 0)) return `item ${position} is a ${item.type}`;
      if (item.type === 'entry') entries++;
      const fault = item.type === 'end' ? endFault(item, entries, bytes.length) : itemFault(item);
      if (fault !== undefined) return fault;
      ended = item.type === 'end';
      position++;
    }
  } catch (thrown) {
    return `thrown: ${thrown instanceof Error ? thrown.stack : String(thrown)}`;
  }
  return ended ? undefined : 'there is no end';
}

function endFault(
  { totals }: Extract<ReadItem, { type: 'end' }>,
  entries: number,
  bytes: number,
): string | undefined {
  if (totals.entries !== entries) return `${entries} entries, and the end counts ${totals.entries}`;
  if (totals.bytes !== bytes) return `${bytes} bytes, and the end counts ${totals.bytes}`;
  return undefined;
}

const CODE = /^[a-z0-9-]+\.[a-z0-9-]+$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Whole centavos from 0 up; only the net may be below it, where the account is debited. */
const isAmount = (name: string, value: unknown): boolean =>
  Number.isSafeInteger(value) && (name === 'netCents' || Number(value) >= 0);

function itemFault(item: ReadItem): string | undefined {
  if (item.type === 'entry') {
    for (const [name, value] of Object.entries(item.entry)) {
      if (value === undefined) continue;
      if (name.endsWith('Cents') && !isAmount(name, value))
        return `${name} is ${value} in the entry of line ${item.entry.line}`;
      if (name.endsWith('On') && !DATE.test(String(value)))
        return `${name} is ${value} in the entry of line ${item.entry.line}`;
    }
    return undefined;
  }
  if (item.type !== 'problem') return undefined;
  const { code, message, where } = item.problem;
  if (!CODE.test(code)) return `the code of a problem is ${code}`;
  if (!message.endsWith('.')) return `${code} has no sentence: ${message}`;
  if (!(Number.isInteger(where.line) && (where.line ?? -1) >= 0)) return `${code} has no line`;
  if (where.offset !== undefined && !(Number.isInteger(where.offset) && where.offset >= 0))
    return `${code} stands at byte ${where.offset}`;
  return undefined;
}
