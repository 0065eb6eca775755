import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflateRaw } from 'node:zlib';
import type { Budget } from './budget.ts';

/** Bytes that decompression gives at a time: readers have less to do for few large chunks than for many small ones. */
const CHUNK_BYTES = 2 ** 18;

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Expands gzip, of one member or several. Fails as `node:zlib` does, or when the budget is spent. */
export function gunzipped(bytes: AsyncIterable<Uint8Array>, budget: Budget): AsyncIterable<Uint8Array> {
  return through(bytes, createGunzip({ chunkSize: CHUNK_BYTES }), budget);
}

/** Expands what zip calls method 8. */
export function inflated(bytes: AsyncIterable<Uint8Array>, budget: Budget): AsyncIterable<Uint8Array> {
  return through(bytes, createInflateRaw({ chunkSize: CHUNK_BYTES }), budget);
}

async function* through(
  bytes: AsyncIterable<Uint8Array>,
  expand: NodeJS.ReadWriteStream & AsyncIterable<Uint8Array>,
  budget: Budget,
): AsyncGenerator<Uint8Array> {
  // What fails on the way in is thrown to whoever reads the way out.
  pipeline(Readable.from(bytes, { objectMode: false }), expand).catch(() => undefined);
  for await (const chunk of expand) {
    budget.takeBytes(chunk.length);
    yield chunk;
  }
}
