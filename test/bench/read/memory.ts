import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';
import { readReturnFileInBatches } from '@baixa/return-files';
import { readLinesOnly } from './readers.ts';

/** What reading one file took, of a process of its own. Megabytes are 10^6 bytes. */
export interface Memory {
  entries: number;
  seconds: number;
  /** The most that the process held at the operating system. */
  peakMegabytes: number;
  /** The most that was alive on the JavaScript heap after a full collection, looked at every so many batches. */
  aliveMegabytes: number;
}

const BATCHES_A_LOOK = 100;

async function memoryHere(path: string): Promise<Memory> {
  const started = performance.now();
  let entries = 0;
  let alive = 0;
  let batches = 0;
  for await (const batch of readReturnFileInBatches(createReadStream(path), { name: path })) {
    for (const item of batch) if (item.type === 'entry') entries++;
    if (++batches % BATCHES_A_LOOK > 0) continue;
    globalThis.gc?.();
    alive = Math.max(alive, process.memoryUsage().heapUsed);
  }
  return {
    entries,
    seconds: (performance.now() - started) / 1000,
    peakMegabytes: peakMegabytes(),
    aliveMegabytes: alive / 1e6,
  };
}

const peakMegabytes = () => (process.resourceUsage().maxRSS * 1024) / 1e6;

async function inChild(path: string, how: 'read' | 'floor') {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    import.meta.filename,
    path,
    how,
  ]);
  return JSON.parse(stdout);
}

/** Reads a file in a child process and tells what memory it took. */
export const memoryOf = (path: string): Promise<Memory> => inChild(path, 'read');

/** The most that a child process held which only read the file to lines, megabytes. */
export const floorMegabytesOf = (path: string): Promise<number> => inChild(path, 'floor');

const [, script, file, how] = process.argv;
if (script === import.meta.filename && file !== undefined) {
  if (how === 'floor') await readLinesOnly(file);
  console.log(JSON.stringify(how === 'floor' ? peakMegabytes() : await memoryHere(file)));
}
