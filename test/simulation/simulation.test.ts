import './quiet.ts';
import { seededRandom } from '@baixa/bank-simulator';
import { beforeAll, describe, expect, test } from 'vitest';
import { findingsOf } from './check.ts';
import { stormOfCycles } from './cycles/cycles.ts';
import type { Run } from './delivery.ts';
import { newSite } from './engines.ts';
import { KINDS } from './kinds.ts';
import { type MemoryEngines, startMemoryEngines } from './memory/engines.ts';
import { play } from './play.ts';
import { storm, stormAtTheDesk, stormOfFew, stormOfUndos } from './storm.ts';
import { calm, type Weather } from './weather.ts';
import { makeReversals, makeSmallWorld, makeWorld, type World } from './world.ts';

/**
 * Promise 1: no centavo made or lost, no entry applied twice. The real handlers over engines in memory; crashes, lost
 * replies, doubles and the order of things are made up. `SEEDS=1000` runs more seeds, `SEED=17` one. That engines in
 * memory do as real ones is shown by `engines.test.ts` and `memory/contract`.
 */
let engines: MemoryEngines;
beforeAll(async () => {
  engines = await startMemoryEngines();
});

async function runOf(world: World, weather: Weather): Promise<{ run: Run; findings: string[] }> {
  const site = await newSite(engines);
  const run = await play(site, world, weather);
  return { run, findings: await findingsOf(site, world, weather, run) };
}

describe('in the order in which the banks sent it, every entry has the truth of the simulator', () => {
  const bad: [string, Partial<Weather>][] = [
    ['on a calm day', {}],
    ['when every message and every file comes twice', { doubleMessages: 100, doubleFiles: 100 }],
    ['when two workers have each chunk at the same time', { doubleMessages: 100, workersAtOnce: 2 }],
    ['when the reply to every second call is lost', { lostReplies: 50 }],
  ];
  test.each(bad)('%s', async (_, weather) => {
    const random = seededRandom(2026);
    const { findings } = await runOf(makeWorld(random, 'every'), { ...calm(random), ...weather });
    expect(findings).toEqual([]);
  });

  test('after a crash at any call', async () => {
    const upTo = async (at: number) => {
      const random = seededRandom(7);
      const crashing = { ...calm(random), chunkEntries: 2, crashes: (made: number) => made === at };
      return runOf(makeSmallWorld(random), crashing);
    };
    const { calls } = (await upTo(0)).run;
    for (let at = 1; at <= calls; at++) {
      const { run, findings } = await upTo(at);
      expect({ crashes: run.crashes, findings }, `crash after call ${at}`).toEqual({
        crashes: 1,
        findings: [],
      });
    }
  });
});

const only = process.env.SEED;
const seedsUpTo = (count: number) =>
  only === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(only)];
const count = Number(process.env.SEEDS ?? 48);

describe('whatever the order, nothing is made, lost or told twice', () => {
  test.each(seedsUpTo(count))('seed %i', async (seed) => {
    const { findings, drawn } = await storm(engines, seed, (random) => makeWorld(random, 'some'));
    expect(findings, `SEED=${seed}: ${drawn}`).toEqual([]);
  });
});

/** Runs of few stories, in every weather, are over so soon that there can be many. */
const short = count * 4;

describe('few payments, a desk or undoing', () => {
  test.each(seedsUpTo(short))('seed %i', async (seed) => {
    const { findings, drawn } = await stormOfFew(engines, seed);
    expect(findings, `SEED=${seed}: ${drawn}`).toEqual([]);
  });
});

/** Two workers had one chunk, and a payment came between them: one found nothing to reverse, the other did. */
const FOUND_WRONG_ONCE = 59;

describe('also where a reversal overtakes its payment', () => {
  test.each([...new Set([...seedsUpTo(count), ...(only === undefined ? [FOUND_WRONG_ONCE] : [])])])(
    'seed %i',
    async (seed) => {
      const { findings, drawn } = await storm(engines, seed, makeReversals);
      expect(findings, `SEED=${seed}: ${drawn}`).toEqual([]);
    },
  );
});

describe('where people of different minds resolve what waits', () => {
  test.each(seedsUpTo(count))('seed %i', async (seed) => {
    const { findings, desk, drawn } = await stormAtTheDesk(engines, seed);
    expect(findings, `SEED=${seed}: ${drawn}`).toEqual([]);
    expect(desk.opened.length, 'something waits').toBeGreaterThan(0);
  });
});

/** A seed of these takes as long as several others: the files are undone and replayed a few times over. */
const undoing = Math.ceil(count / 3);

describe('where people undo and replay files at any moment', () => {
  test.each(seedsUpTo(undoing))('seed %i', async (seed) => {
    const { findings, undone, drawn } = await stormOfUndos(engines, seed);
    expect(findings, `SEED=${seed}: ${drawn}`).toEqual([]);
    expect(undone, 'files are undone').toBeGreaterThan(0);
  });
});

/** A seed of these plays months, day by day. */
const closing = Math.ceil(count / 3);

describe('where cycles are closed while what they count comes late, twice and in any order', () => {
  test.each(seedsUpTo(closing))('seed %i', async (seed) => {
    const { findings, closed, drawn } = await stormOfCycles(engines, seed);
    expect(findings, `SEED=${seed}: ${drawn}`).toEqual([]);
    expect(closed, 'cycles are closed').toBeGreaterThan(1);
  });
});

/** Kinds of runs about one matter each. */
const OTHERS = ['acordos', 'cheques', 'erps', 'kpis', 'rules', 'twoPeople'];

describe.each(OTHERS)('%s', (kind) => {
  test.each(seedsUpTo(undoing))('seed %i', async (seed) => {
    const { findings, drawn } = await (KINDS[kind] as (typeof KINDS)[string])(engines, seed);
    expect(findings, `SEED=${seed}: ${drawn}`).toEqual([]);
  });
});
