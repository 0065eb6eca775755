import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { makeFiles } from '@baixa/bank-simulator';
import { caseOf, type Seed } from './mutate.ts';
import { faultOf } from './sound.ts';
import type { Found, Work } from './worker.ts';

/**
 * Reads mutated and random files until the time is over: `npm run fuzz -- --minutes 10 [--seed 7] [--from DIR]`.
 * Every reading must be sound, take less than 5 s and leave no memory behind. The first that is not is written to
 * `fuzz-found/` with the command that reads it again, and the exit code is 1.
 */

const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    from: { type: 'string' },
    case: { type: 'string' },
  },
});
const seed = Number(given.seed);
const minutes = Number(given.minutes);
if (!Number.isInteger(seed) || !(minutes > 0)) {
  console.error('Give --minutes a number above 0 and --seed a whole number.');
  process.exit(2);
}

/** Milliseconds that one case may take. */
const LONGEST = 5_000;
const HEAP_MB = 1_024;

const seeds: Seed[] = makeFiles().map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }));
if (given.from !== undefined) {
  const folder = resolve(given.from);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      seeds.push({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) });
}

/** Keeps the case, tells how to run it again, and ends. */
function fail(number: number, fault: string): never {
  const { name, bytes } = caseOf(seed, number, seeds);
  const folder = resolve('fuzz-found');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${seed}-${number}-${name}`);
  writeFileSync(path, bytes);
  console.error(`Case ${number} of seed ${seed}, made of ${name} (${bytes.length} bytes): ${fault}`);
  console.error(`The file is ${path}`);
  const from = given.from === undefined ? '' : ` --from ${given.from}`;
  console.error(`Again: npm run fuzz -- --seed ${seed} --case ${number}${from}`);
  process.exit(1);
}

if (given.case !== undefined) {
  const number = Number(given.case);
  for (const size of [1, 997, 65_536]) {
    const fault = await faultOf(caseOf(seed, number, seeds).bytes, size);
    if (fault !== undefined) fail(number, fault);
  }
  console.log(`Case ${number} of seed ${seed} is read soundly.`);
  process.exit(0);
}

const running = new Int32Array(new SharedArrayBuffer(4));
const work: Work = { seeds, seed, first: 0, running };
const worker = new Worker(new URL('./worker.ts', import.meta.url), {
  workerData: work,
  resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
});
let heap = 0;
worker.on('message', (found: Found) => {
  if (found.type === 'fault') fail(found.number, found.fault);
  heap = found.bytes;
});
worker.on('error', (error) => fail(Atomics.load(running, 0), error.message));

console.log(`${seeds.length} files to begin with, seed ${seed}, ${minutes} minutes`);
const began = performance.now();
let last = -1;
let since = began;
const SECOND = 1_000;
const REPORT_EVERY = 15 * SECOND;
let reported = began;
const watch = setInterval(() => {
  const now = performance.now();
  const number = Atomics.load(running, 0);
  if (number !== last) [last, since] = [number, now];
  else if (now - since > LONGEST) fail(number, `not read within ${LONGEST / SECOND} s`);
  const isOver = now - began >= minutes * 60 * SECOND;
  if (isOver || now - reported >= REPORT_EVERY) {
    reported = now;
    const rate = Math.round((number * SECOND) / (now - began));
    console.log(`${number} cases, ${rate} a second, heap ${Math.round(heap / 1024 / 1024)} MB`);
  }
  if (!isOver) return;
  clearInterval(watch);
  console.log('Every reading was sound.');
  process.exit(0);
}, SECOND / 4);
