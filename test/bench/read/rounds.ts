import { statSync } from 'node:fs';
import type { Pattern } from './patterns.ts';
import { beginning, type Peer } from './peers.ts';
import { type Reading, readLinesOnly, readWithBaixa } from './readers.ts';

/** What one format came to: medians over the rounds, ratios taken pair by pair. */
export interface Result {
  name: string;
  megabytes: number;
  titles: number;
  /** Megabytes (10^6 bytes) a second. */
  rate: number;
  floorRate: number;
  timesFloor: number;
  /** How many times faster than each peer; undefined where it does not read the format. */
  timesPeers: readonly (number | undefined)[];
  reading: Reading;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

async function seconds(run: () => unknown): Promise<number> {
  const started = performance.now();
  await run();
  return (performance.now() - started) / 1000;
}

interface Round {
  own: number;
  floor: number;
  /** Seconds that each peer would take for all títulos. */
  peers: (number | undefined)[];
}

/** Reads a file with everybody in turns, `rounds` times after one that only warms up. */
export async function measure(
  pattern: Pattern,
  path: string,
  titles: number,
  rounds: number,
  peers: readonly Peer[],
): Promise<Result> {
  const reading = await readWithBaixa(path);
  const samples = peers.map((peer) => sampleOf(pattern, path, titles, peer));
  const measured: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    const floor = await seconds(() => readLinesOnly(path));
    const own = await seconds(() => readWithBaixa(path));
    const others: (number | undefined)[] = [];
    for (const sample of samples)
      others.push(sample && (await seconds(sample.run)) * (titles / sample.titles));
    if (round > 0) measured.push({ own, floor, peers: others });
  }
  const megabytes = statSync(path).size / 1e6;
  return {
    name: pattern.name,
    megabytes,
    titles,
    rate: median(measured.map(({ own }) => megabytes / own)),
    floorRate: median(measured.map(({ floor }) => megabytes / floor)),
    timesFloor: median(measured.map(({ own, floor }) => own / floor)),
    timesPeers: peers.map((_, at) => {
      const ratios = measured.map(({ own, peers: others }) => (others[at] ?? Number.NaN) / own);
      return ratios.some(Number.isNaN) ? undefined : median(ratios);
    }),
    reading,
  };
}

/** What a peer reads of the file, held in memory as it wants it. It must find every título of it. */
function sampleOf(pattern: Pattern, path: string, all: number, peer: Peer) {
  const read = peer.readers[pattern.format];
  if (read === undefined) return undefined;
  const titles = Math.min(all, peer.titles);
  const records = (pattern.titles[0]?.length ?? 1) * titles;
  const text = beginning(path, pattern.head.length, records, pattern.trailers([], 0).length);
  return {
    titles,
    run() {
      const found = read(text, titles);
      if (found !== titles) throw new Error(`${peer.name} found ${found} of ${titles} títulos`);
    },
  };
}
