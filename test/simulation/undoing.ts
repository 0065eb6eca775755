import { exceptionStore, sendAll } from '@baixa/store';
import { checkLedger } from './check.ts';
import { checkUndone } from './check-undone.ts';
import { newDelivery } from './delivery.ts';
import { wishOf } from './desk.ts';
import type { Site } from './engines.ts';
import { play } from './play.ts';
import { leftMessages, receiveAll } from './queues.ts';
import { readState, type State } from './state.ts';
import type { Weather } from './weather.ts';
import type { World } from './world.ts';

const PEOPLE = ['ana', 'bia'];
/** How often all files are asked to be undone, one after the other what hangs on another, before they must be. */
const UNDO_ROUNDS = 6;

/**
 * People undo and replay files while they are settled, and then while others resolve what waits, all in the weather of
 * the run. In the end every file is replayed: what stands then is what the banks told.
 */
export async function playUndoing(
  site: Site,
  world: World,
  weather: Weather,
): Promise<{ findings: string[]; undone: number }> {
  const { random } = weather;
  let given = 0;
  const stepOf = (file: string, what: 'undo' | 'replay') => ({
    command: 'step-file',
    id: `step-${++given}`,
    file,
    what,
    by: random.pick(PEOPLE),
    reason: 'The simulation says so.',
  });
  const anyStep = () => stepOf(random.pick(world.files).id, random.chance(65) ? 'undo' : 'replay');
  const some = (least: number, most: number) => Array.from({ length: random.int(least, most) }, anyStep);

  const run = await play(site, world, weather, some(3, 8));
  const bodies = [...run.erp];
  const send = async (commands: object[]) => {
    const texts = random.shuffle(commands).map((command) => JSON.stringify(command));
    await sendAll(site.engines.sqs, site.queues.commands, texts);
    await newDelivery(site, weather, run, () => 0).drain([]);
    bodies.push(...(await receiveAll(site.engines.sqs, site.queues.erp)).map(({ Body = '' }) => Body));
  };
  const findings: string[] = [];
  const check = async (when: string, whole: boolean): Promise<State> => {
    const state = await readState(site, world);
    checkUndone(state, world, bodies, whole, (holds, sentence) => {
      if (!holds) findings.push(`${when}: ${sentence}`);
    });
    await checkLedger(site, (holds, sentence) => {
      if (!holds) findings.push(`${when}: ${sentence}`);
    });
    return state;
  };

  const first = await check('after the files', false);
  await send([...(await wishes(site, world, weather, first)), ...some(2, 5)]);
  await send([
    ...(await wishes(site, world, weather, first)),
    ...world.files.map(({ id }) => stepOf(id, 'undo')),
  ]);
  const undone = await check('after some were undone', false);
  // What another file reversed stays until that one is undone as well; then it goes, too.
  // A file that is being replayed meanwhile, because another one was undone, refuses: it is asked again.
  let left: State['receivables'] = [];
  for (let round = 1; round <= UNDO_ROUNDS && (round <= 2 || left.length > 0); round++) {
    await send(world.files.map(({ id }) => stepOf(id, 'undo')));
    left = withMoney(await readState(site, world));
  }
  await check('after all were undone', false);
  for (const { id } of left) findings.push(`all is undone, and ${id} has money`);
  await send(world.files.map(({ id }) => stepOf(id, 'replay')));
  await send(world.files.map(({ id }) => stepOf(id, 'replay')));
  await check('after all were replayed', true);
  for (const failure of run.failures)
    findings.push(`a message failed by itself: ${(failure as Error)?.stack ?? failure}`);
  findings.push(...(await leftMessages(site.engines)));
  return {
    findings,
    undone: undone.files.filter(({ steps }) => steps.some(({ what }) => what === 'undo')).length,
  };
}

const withMoney = ({ receivables }: State) =>
  receivables.filter(({ movements }) => movements.reduce((sum, each) => sum + each.movedCents, 0) !== 0);

/** What people want of what waits now. */
async function wishes(site: Site, world: World, weather: Weather, { receivables }: State): Promise<object[]> {
  const { random } = weather;
  const store = exceptionStore({ client: site.engines.dynamodb, name: site.files });
  const open = await Promise.all(world.profile.companies.map(({ id }) => store.listOpen(id, 200)));
  return open
    .flat()
    .filter(() => random.chance(50))
    .map((exception, index) => ({
      command: 'resolve-exception',
      id: `wish-${exception.id}-${index}`,
      ...wishOf(exception, random.pick(PEOPLE), receivables, weather),
    }));
}
