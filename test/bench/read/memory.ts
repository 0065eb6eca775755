import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';
import { readReturnFileInBatches } from '@baixa/return-files';

/** What reading one file took, of a process of its own. Megabytes are 10^6 bytes. */
export interface Memory {
  entries: number;
  seconds: number;
  /** The most that the process held at the operating system. */
  peakMegabytes: number;
  /** The most that the JavaScript heap had in use, looked at every few chunks. */
  heapMegabytes: number;
}

const BATCHES_A_LOOK = 16;

async function memoryHere(path: string): Promise<Memory> {
  const started = performance.now();
  let entries = 0;
  let heap = 0;
  let batches = 0;
  for await (const batch of readReturnFileInBatches(createReadStream(path), { name: path })) {
    for (const item of batch) if (item.type === 'entry') entries++;
    if (batches++ % BATCHES_A_LOOK === 0) heap = Math.max(heap, process.memoryUsage().heapUsed);
  }
  return {
    entries,
    seconds: (performance.now() - started) / 1000,
    peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
    heapMegabytes: heap / 1e6,
  };
}

/** Reads a file in a child process and tells what memory it took. */
export async function memoryOf(path: string): Promise<Memory> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, path]);
  return JSON.parse(stdout);
}

const [, script, file] = process.argv;
if (script === import.meta.filename && file !== undefined)
  console.log(JSON.stringify(await memoryHere(file)));
