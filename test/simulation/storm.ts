import { type Random, seededRandom } from '@baixa/bank-simulator';
import { findingsOf } from './check.ts';
import type { Run } from './delivery.ts';
import { type Engines, newSite } from './engines.ts';
import { play } from './play.ts';
import { describeWeather, type Weather } from './weather.ts';
import type { World } from './world.ts';

/** Runs one seed: world, order, duplicates, interleaving and crashes are all drawn from it. */
export async function storm(
  engines: Engines,
  seed: number,
  makeWorld: (random: Random) => World,
): Promise<{ findings: string[]; run: Run; drawn: string }> {
  const random = seededRandom(seed);
  const world = makeWorld(random);
  const crashPercent = random.pick([0, 1, 3]);
  const weather: Weather = {
    random,
    chunkEntries: random.int(1, 7),
    inOrder: false,
    workersAtOnce: random.int(1, 5),
    doubleMessages: random.pick([0, 20, 60]),
    doubleFiles: random.pick([0, 50]),
    lostReplies: random.pick([0, 0, 10]),
    stalls: random.pick([0, 10, 10]),
    faults: random.pick([0, 1, 3]),
    crashes: () => random.chance(crashPercent),
  };
  const site = await newSite(engines);
  const run = await play(site, world, weather);
  const findings = await findingsOf(site, world, weather, run);
  return { findings, run, drawn: `${describeWeather(weather)}, ${crashPercent} % of calls crash` };
}
