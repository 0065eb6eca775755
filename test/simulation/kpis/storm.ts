import { seededRandom } from '@baixa/bank-simulator';
import { addDays } from '@baixa/core';
import { sendAll } from '@baixa/store';
import { checkLedger, checkQuiet } from '../check.ts';
import { newDelivery } from '../delivery.ts';
import { type Engines, newSite, type Site } from '../engines.ts';
import { TODAY } from '../pipeline.ts';
import { play } from '../play.ts';
import { readState } from '../state.ts';
import { drawWeather } from '../weather.ts';
import { makeReversals, makeWorld } from '../world.ts';
import { checkKpis } from './check.ts';

/**
 * Runs one seed in which somebody keeps the key indicators while files are settled, undone and replayed, and asks for
 * them in between, so that sums of months are saved before more is told of them.
 */
export async function stormOfKpis(
  engines: Engines,
  seed: number,
): Promise<{ findings: string[]; drawn: string }> {
  const random = seededRandom(seed);
  const world = random.chance(25) ? makeReversals(random) : makeWorld(random, 'some');
  const { weather, drawn } = drawWeather(random);
  const own = await newSite(engines);
  const site: Site = { ...own, sources: [...own.sources, 'kpis'] };
  let given = 0;
  const steps = (least: number) =>
    Array.from({ length: random.int(least, 3) }, () => ({
      command: 'step-file',
      id: `step-${++given}`,
      file: random.pick(world.files).id,
      what: random.chance(65) ? 'undo' : 'replay',
      by: 'ana',
      reason: 'The simulation says so.',
    }));
  const run = await play(site, world, weather, steps(0));
  const findings: string[] = [];
  const check = async (when: string) => {
    const must = (holds: boolean, sentence: string) => {
      if (!holds) findings.push(`${when}: ${sentence}`);
    };
    const state = await readState(site, world);
    for (const asOf of [TODAY, addDays('2024-01-01', random.int(0, 120)), TODAY])
      await checkKpis(site, state, world, asOf, must);
    const kpis = Object.entries(await engines.queueDepths()).filter(([name]) => /Kpis/.test(name));
    for (const [name, { visible, inFlight }] of kpis)
      must(visible + inFlight === 0, `${visible + inFlight} messages are left on ${name}`);
    await checkQuiet(site, run, must);
    await checkLedger(site, must, { kpis: true });
  };
  await check('after the files');
  const texts = steps(1).map((command) => JSON.stringify(command));
  await sendAll(engines.sqs, site.queues.commands, texts);
  await newDelivery(site, weather, run, () => 0).drain([]);
  await check('after more steps');
  return { findings, drawn };
}
