import { type Random, seededRandom } from '@baixa/bank-simulator';
import { checkLedger, findingsOf } from './check.ts';
import type { Run } from './delivery.ts';
import { type Desk, deskFindings, playDesk } from './desk.ts';
import { type Engines, newSite } from './engines.ts';
import { play } from './play.ts';
import { playUndoing } from './undoing.ts';
import { drawWeather } from './weather.ts';
import { makeReversals, makeWorld, type World } from './world.ts';

/** Runs one seed: world, order, duplicates, interleaving and crashes are all drawn from it. */
export async function storm(
  engines: Engines,
  seed: number,
  makeWorldOf: (random: Random) => World,
): Promise<{ findings: string[]; run: Run; drawn: string }> {
  const random = seededRandom(seed);
  const world = makeWorldOf(random);
  const { weather, drawn } = drawWeather(random);
  const site = await newSite(engines);
  const run = await play(site, world, weather);
  const findings = await findingsOf(site, world, weather, run);
  return { findings, run, drawn };
}

/** Runs one seed in which people undo and replay files, while those are settled, and while others resolve what waits. */
export async function stormOfUndos(
  engines: Engines,
  seed: number,
  makeWorldOf = (random: Random) => (random.chance(30) ? makeReversals(random) : makeWorld(random, 'some')),
): Promise<{ findings: string[]; undone: number; drawn: string }> {
  const random = seededRandom(seed);
  const world = makeWorldOf(random);
  const { weather, drawn } = drawWeather(random);
  const site = await newSite(engines);
  return { ...(await playUndoing(site, world, weather)), drawn };
}

/** Runs one seed, and then lets people resolve what waits in the same weather. */
export async function stormAtTheDesk(
  engines: Engines,
  seed: number,
  makeWorldOf = (random: Random) => makeWorld(random, 'some'),
): Promise<{ findings: string[]; desk: Desk; drawn: string }> {
  const random = seededRandom(seed);
  const world = makeWorldOf(random);
  const { weather, drawn } = drawWeather(random);
  const site = await newSite(engines);
  const run = await play(site, world, weather);
  const desk = await playDesk(site, world, weather, run);
  const findings = [...run.failures.map(String), ...deskFindings(desk)];
  await checkLedger(site, (holds, sentence) => {
    if (!holds) findings.push(sentence);
  });
  return { findings, desk, drawn };
}

/**
 * Runs one seed of a world of few stories: files alone, or a desk, or undoing. A run is so short that very many seeds try
 * every two or three stories together, in every weather.
 */
export function stormOfFew(engines: Engines, seed: number): Promise<{ findings: string[]; drawn: string }> {
  const few = (random: Random) => makeWorld(random, 'few');
  const turn = seed % 8;
  if (turn === 7) return stormOfUndos(engines, seed, few);
  return turn >= 5 ? stormAtTheDesk(engines, seed, few) : storm(engines, seed, few);
}
