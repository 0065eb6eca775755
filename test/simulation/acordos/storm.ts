import { seededRandom } from '@baixa/bank-simulator';
import { acordoStore, sendAll } from '@baixa/store';
import { checkQuiet } from '../check.ts';
import { checkPairs, checkSequences, checkWaiting } from '../check-undone.ts';
import { newDelivery } from '../delivery.ts';
import { type Engines, newSite } from '../engines.ts';
import { TODAY } from '../pipeline.ts';
import { play } from '../play.ts';
import { receiveAll } from '../queues.ts';
import { readState } from '../state.ts';
import { drawWeather } from '../weather.ts';
import { type Asked, checkAcordos } from './check.ts';
import { checkPromises, makePromises } from './promises.ts';
import { makeAcordos } from './world.ts';

const PEOPLE = ['ana', 'bia'];
const at = (minute: number) => `${TODAY}T12:${String(minute).padStart(2, '0')}:00.000Z`;

/**
 * Runs one seed in which debtors ask for acordos, by one person or two, and pay them while they are made, or their bills
 * as if there were none; people break some meanwhile, and a sweep those that are late, before all is paid and after.
 */
export async function stormOfAcordos(
  engines: Engines,
  seed: number,
): Promise<{ findings: string[]; drawn: string }> {
  const random = seededRandom(seed);
  const { world, debtors } = makeAcordos(random);
  const { weather, drawn } = drawWeather(random);
  const site = await newSite(engines);
  const asked: Asked[] = [];
  const ask = (command: Partial<Asked> & Pick<Asked, 'command'>): Asked => {
    const id = `acordo-${asked.length}`;
    const one = { ...command, id, company: 'aguas', at: at(asked.length) };
    asked.push(one);
    return one;
  };
  const make = ({ wish }: (typeof debtors)[number], by: string) =>
    ask({ command: 'make-acordo', wish, today: TODAY, by });
  const end = ({ wish }: (typeof debtors)[number]) =>
    ask({
      command: 'end-acordo',
      acordo: wish.id,
      how: random.chance(70) ? 'broken' : 'cancelled',
      by: random.pick(PEOPLE),
      reason: 'The simulation says so.',
      on: TODAY,
    });
  const sweep = () => ask({ command: 'sweep-acordos', on: TODAY });

  const promises = makePromises(debtors, random);
  const run = await play(site, world, weather, [
    ...promises,
    ...debtors.flatMap((debtor) => PEOPLE.filter(() => random.chance(70)).map((by) => make(debtor, by))),
    ...debtors.filter(() => random.chance(40)).map(end),
    ...(random.chance(40) ? [sweep()] : []),
  ]);
  const delivery = newDelivery(site, weather, run, () => 0);
  const send = async (commands: object[]) => {
    const texts = random.shuffle(commands).map((command) => JSON.stringify(command));
    await sendAll(engines.sqs, site.queues.commands, texts);
    delivery.sent();
    await delivery.drain([]);
    run.erp.push(...(await receiveAll(engines.sqs, site.queues.erp)).map(({ Body = '' }) => Body));
  };
  const findings: string[] = [];
  const check = async (when: string, isSwept: boolean) => {
    const must = (holds: boolean, sentence: string) => {
      if (!holds) findings.push(`${when}: ${sentence}`);
    };
    const state = await readState(site, world);
    const store = acordoStore({ client: engines.dynamodb, name: site.files });
    const acordos = await store.load(
      'aguas',
      debtors.map(({ wish }) => wish.id),
    );
    checkAcordos({ state, acordos, debtors, asked, erp: run.erp, isSwept }, must);
    await checkPromises(site, state, debtors, promises, must);
    for (const receivable of state.receivables) checkPairs(receivable, must);
    checkWaiting(state, must);
    checkSequences(state, run.erp, must);
    await checkQuiet(site, run, must);
  };
  await check('after the files', false);
  await send([
    ...debtors.map((debtor) => make(debtor, 'caio')),
    ...debtors.filter(() => random.chance(30)).map(end),
  ]);
  await send([sweep()]);
  await check('after the sweep', true);
  return { findings, drawn };
}
