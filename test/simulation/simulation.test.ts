import './quiet.ts';
import { seededRandom } from '@baixa/bank-simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingsOf } from './check.ts';
import { calm, play } from './delivery.ts';
import { type Engines, newSite, startEngines } from './engines.ts';
import { storm } from './storm.ts';
import { makeWorld } from './world.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

test('on a calm day', async () => {
  const random = seededRandom(1);
  const site = await newSite(engines);
  const world = makeWorld(random, 'every');
  const weather = calm(random);
  const run = await play(site, world, weather);
  expect(await findingsOf(site, world, weather, run)).toEqual([]);
});

for (let seed = 1; seed <= Number(process.env.SEEDS ?? 15); seed++)
  test(`seed ${seed}`, async () => {
    const t = Date.now();
    const { findings, drawn, run } = await storm(engines, seed);
    console.log(seed, drawn, run.calls, run.crashes, Date.now() - t);
    expect(findings).toEqual([]);
  });
