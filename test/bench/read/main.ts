import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { floorMegabytesOf, type Memory, memoryOf } from './memory.ts';
import { patterns } from './patterns.ts';
import { peers } from './peers.ts';
import { measure, type Result } from './rounds.ts';
import { table } from './table.ts';
import { writeCnab240OfSize, writeFileOf } from './write-file.ts';

/**
 * `npm run bench:read [-- --titles N --rounds N --no-memory]`: files of 100,000 títulos read to full entries, beside
 * Node reading the same file to lines with no parsing and beside other readers, in turns in one process; then the
 * memory that 10 MB, 100 MB and 1 GB take. Rates are of this machine, ratios hold on any.
 */
const { values } = parseArgs({
  options: {
    titles: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '7' },
    memory: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const titles = Number(values.titles);
const rounds = Number(values.rounds);
const MEMORY_MEGABYTES = [10, 100, 1000];

const folder = mkdtempSync(join(tmpdir(), 'baixa-bench-read-'));
try {
  const all = patterns();
  const others = peers();
  console.log(
    `${titles} títulos a file, ${rounds} rounds in turns, medians; ${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}\n`,
  );
  const results: Result[] = [];
  for (const pattern of all) {
    const path = join(folder, `${pattern.format}.ret`);
    await writeFileOf(pattern, titles, path);
    results.push(await measure(pattern, path, titles, rounds, others.peers));
    rmSync(path);
  }
  printSpeed(results, others.peers);
  const [load = 0] = loadavg();
  if (load > availableParallelism())
    console.log(
      `The machine was busy with other work (load ${load.toFixed(1)}): rates are too low and ratios rough.`,
    );
  if (others.missing !== undefined) console.log(others.missing);
  const [cnab240] = all;
  if (values.memory && cnab240 !== undefined) {
    const read: [number, Memory, number][] = [];
    for (const megabytes of MEMORY_MEGABYTES) {
      const path = join(folder, `${megabytes}.ret`);
      await writeCnab240OfSize(cnab240, megabytes * 1e6, path);
      read.push([megabytes, await memoryOf(path), await floorMegabytesOf(path)]);
      rmSync(path);
    }
    printMemory(read);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function printSpeed(results: readonly Result[], peers: readonly { name: string; titles: number }[]): void {
  const head = [
    '',
    'MB',
    'MB/s',
    'títulos/s',
    'floor MB/s',
    '× floor',
    ...peers.map(({ name }) => `× ${name}`),
  ];
  const rows = results.map((result) => {
    const { name, megabytes, rate, floorRate, timesFloor, timesPeers, reading } = result;
    if (reading.entries === 0) return [name, megabytes.toFixed(0), 'not read yet'];
    return [
      name,
      megabytes.toFixed(0),
      rate.toFixed(0),
      Math.round((result.titles / megabytes) * rate).toLocaleString('en'),
      floorRate.toFixed(0),
      `${timesFloor.toFixed(1)} slower`,
      ...timesPeers.map((times) => (times === undefined ? 'not read' : `${times.toFixed(0)} faster`)),
    ];
  });
  console.log(table([head, ...rows]));
  for (const { name, titles: expected, reading } of results) {
    const { entries, problems, firstProblem } = reading;
    if (entries !== expected) console.log(`${name}: ${entries} entries of ${expected} títulos.`);
    if (problems > 0)
      console.log(`${name}: ${problems} problems in a file without any; first: ${firstProblem}`);
  }
  for (const peer of peers)
    if (peer.titles < titles)
      console.log(`${peer.name} reads ${peer.titles} títulos a round; its rate is taken to hold for all.`);
}

function printMemory(read: readonly [number, Memory, number][]): void {
  const head = [
    'CNAB 240',
    'entries',
    'seconds',
    'peak of the process, MB',
    "the floor's, MB",
    'alive at most, MB',
  ];
  const rows = read.map(([megabytes, memory, floor]) => [
    `${megabytes} MB`,
    memory.entries.toLocaleString('en'),
    memory.seconds.toFixed(1),
    memory.peakMegabytes.toFixed(0),
    floor.toFixed(0),
    memory.aliveMegabytes.toFixed(1),
  ]);
  console.log(`\n${table([head, ...rows])}`);
}
