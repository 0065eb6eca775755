import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { caseOf, type Seed } from './mutate.ts';
import { faultOf } from './sound.ts';

/** Runs cases one after the other until it is stopped. The number of the running case stands in shared memory. */
export interface Work {
  seeds: readonly Seed[];
  seed: number;
  first: number;
  running: Int32Array;
}

export type Found = { type: 'fault'; number: number; fault: string } | { type: 'heap'; bytes: number };

/** How often the heap is looked at, and what it may grow by once warm. */
const HEAP_EVERY = 1_000;
const HEAP_GROWTH = 64 * 1024 * 1024;
const CHUNKS = [1, 7, 239, 997, 4_096, 65_536, 65_536, 65_536];

const { seeds, seed, first, running }: Work = workerData;
setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const files = seeds.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }));

let warm: number | undefined;
for (let number = first; ; number++) {
  Atomics.store(running, 0, number);
  const { bytes } = caseOf(seed, number, files);
  // A byte at a time only where it does not take long by itself.
  const size = CHUNKS[number % CHUNKS.length] as number;
  const fault = await faultOf(bytes, bytes.length > 50_000 ? 65_536 : size);
  if (fault !== undefined) parentPort?.postMessage({ type: 'fault', number, fault } satisfies Found);
  if ((number - first) % HEAP_EVERY === HEAP_EVERY - 1) {
    collect();
    const { heapUsed } = process.memoryUsage();
    if (warm !== undefined && heapUsed > warm + HEAP_GROWTH) {
      const grown = `the heap grew by ${heapUsed - warm} bytes`;
      parentPort?.postMessage({ type: 'fault', number, fault: grown } satisfies Found);
    }
    warm ??= heapUsed;
    parentPort?.postMessage({ type: 'heap', bytes: heapUsed } satisfies Found);
  }
  // What was posted leaves, and a stop arrives, only between turns of the event loop.
  if (number % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
}
