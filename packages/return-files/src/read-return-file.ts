import { DETECTION_BYTES, detect } from './detect.ts';
import type { ReadItem } from './items.ts';
import type { ReadContext } from './reader.ts';
import { READERS } from './registry.ts';
import { addItem, emptyTotals } from './totals.ts';

export interface ReadOptions {
  /** The name of the file, for problems. */
  name: string;
}

/** Takes enough chunks to detect a format, and gives all of them back. */
async function peek(source: AsyncIterable<Uint8Array>) {
  const iterator = source[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < DETECTION_BYTES) {
    const { done, value } = await iterator.next();
    if (done) break;
    taken.push(value);
    bytes += value.length;
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    try {
      yield* taken.splice(0);
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(taken).subarray(0, DETECTION_BYTES), whole: whole() };
}

function named(item: ReadItem, name: string): ReadItem {
  if (item.type !== 'problem') return item;
  return { type: 'problem', problem: { ...item.problem, where: { file: name, ...item.problem.where } } };
}

/**
 * The items of `readReturnFile` in batches, for who reads many: a promise a batch instead of one an item.
 */
export async function* readReturnFileInBatches(
  source: AsyncIterable<Uint8Array>,
  { name }: ReadOptions,
): AsyncGenerator<ReadItem[]> {
  const totals = emptyTotals();
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      totals.bytes += chunk.length;
      yield chunk;
    }
  }
  const { head, whole } = await peek(counted());
  const detection = detect(head);
  const context: ReadContext = { detection, lines: 0, trailer: totals.trailer };
  for await (const batch of READERS[detection.format](whole, context)) {
    for (const item of batch) addItem(totals, item);
    yield batch.map((item) => named(item, name));
  }
  totals.lines = context.lines;
  yield [{ type: 'end', totals }];
}

/**
 * Reads a return file of any format, as a stream and in bounded memory: one `header`, then each `entry` and `problem`
 * where it stands, then one `end` with what the file amounts to. Whatever the bytes are, it does not throw; only a
 * source that fails does.
 */
export async function* readReturnFile(
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<ReadItem> {
  for await (const batch of readReturnFileInBatches(source, options)) yield* batch;
}
