import { type Random, seededRandom } from '@baixa/bank-simulator';
import type { Wish } from '@baixa/settlement';
import { exceptionStore, sendAll } from '@baixa/store';
import { checkQuiet } from '../check.ts';
import { checkUndone } from '../check-undone.ts';
import { newDelivery } from '../delivery.ts';
import { wishOf } from '../desk.ts';
import { type Engines, newSite, type Site } from '../engines.ts';
import { play } from '../play.ts';
import { receiveAll } from '../queues.ts';
import { readState } from '../state.ts';
import { drawWeather } from '../weather.ts';
import { makeWorld, type World } from '../world.ts';
import { checkNothingWaits, checkTwoPeople, type Wanted } from './check.ts';

const PEOPLE = ['ana', 'bia', 'caio'];

/**
 * Runs one seed in which companies have a limit above which two people decide. People of one mind and of different minds
 * resolve what waits, and undo and replay files; in the end two of them want the same of all that still waits.
 */
export async function stormOfTwoPeople(
  engines: Engines,
  seed: number,
): Promise<{ findings: string[]; drawn: string }> {
  const random = seededRandom(seed);
  const world = withLimits(makeWorld(random, 'some'), random);
  const { weather, drawn } = drawWeather(random);
  const site = await newSite(engines);
  const wanted: Wanted[] = [];
  const ask = <T extends object>(command: T & Omit<Wanted, 'id'>): T & Wanted => {
    const one = { ...command, id: `wanted-${wanted.length}` };
    wanted.push(one);
    return one;
  };
  const stepOf = (file: string, what: 'undo' | 'replay', by: string) =>
    ask({ command: 'step-file', file, what, by, reason: 'The simulation says so.' });
  const steps = () =>
    Array.from({ length: random.int(1, 3) }, () => {
      const [{ id }, what] = [random.pick(world.files), random.chance(65) ? 'undo' : 'replay'] as const;
      return random
        .shuffle(PEOPLE)
        .slice(0, random.int(1, 3))
        .map((by) => stepOf(id, what, by));
    }).flat();

  const run = await play(site, world, weather, steps());
  const delivery = newDelivery(site, weather, run, () => 0);
  const send = async (commands: object[]) => {
    const texts = random.shuffle(commands).map((command) => JSON.stringify(command));
    await sendAll(engines.sqs, site.queues.commands, texts);
    delivery.sent();
    await delivery.drain([]);
    run.erp.push(...(await receiveAll(engines.sqs, site.queues.erp)).map(({ Body = '' }) => Body));
  };
  const { receivables } = await readState(site, world);
  const wishes = (await openOf(site, world)).flatMap((exception) => {
    const [one, other] = [0, 1].map(() => wishOf(exception, '', receivables, weather));
    return PEOPLE.filter(() => random.chance(70)).map((by): Wish & { command: string } => ({
      ...(random.chance(70) ? one! : other!),
      command: 'resolve-exception',
      by,
    }));
  });
  await send([...wishes.map(ask), ...steps()]);
  // Whoever replaced a proposal must find it again: two people say the same, one after the other.
  const open = await openOf(site, world);
  for (const by of PEOPLE.slice(0, 2))
    await send(
      open.map(({ company, id: exception }) =>
        ask({
          command: 'resolve-exception',
          company,
          exception,
          how: 'ignored',
          parts: [],
          by,
          reason: 'The simulation says so.',
        }),
      ),
    );

  const findings: string[] = [];
  const must = (holds: boolean, sentence: string) => {
    if (!holds) findings.push(sentence);
  };
  const state = await readState(site, world);
  checkTwoPeople(state, world, wanted, must);
  checkNothingWaits(
    state,
    open.map(({ id }) => id),
    must,
  );
  checkUndone(state, world, run.erp, false, must);
  await checkQuiet(site, run, must);
  return { findings, drawn };
}

/** Limits that some of what waits is above, and some below. */
function withLimits(world: World, random: Random): World {
  const companies = world.profile.companies.map((company) => ({
    ...company,
    confirmAboveCents: random.pick([500, 5_000, 20_000, 60_000]),
  }));
  return { ...world, profile: { ...world.profile, companies } };
}

async function openOf(site: Site, world: World) {
  const store = exceptionStore({ client: site.engines.dynamodb, name: site.files });
  const lists = await Promise.all(world.profile.companies.map(({ id }) => store.listOpen(id, 200)));
  return lists.flat();
}
