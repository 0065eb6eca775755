import { seededRandom } from '@baixa/bank-simulator';
import { exceptionIdOf } from '@baixa/settlement';
import { checkQuiet } from '../check.ts';
import { checkPairs, checkSequences } from '../check-undone.ts';
import { newDelivery } from '../delivery.ts';
import { type Engines, newSite } from '../engines.ts';
import { dropFile, play } from '../play.ts';
import { receiveAll } from '../queues.ts';
import { readState } from '../state.ts';
import { drawWeather, type Weather } from '../weather.ts';
import { checkCheques } from './check.ts';
import { type ChequeWorld, makeCheques } from './world.ts';

/** A line of a file of the counter, with its end. */
const LINE_BYTES = 152;

/**
 * Runs one seed in which bills are paid with cheques: their files come in any order, people settle or refund some before
 * they clear, bills are registered late, and the bank takes some back. In the end comes a file by which all have cleared.
 */
export async function stormOfCheques(
  engines: Engines,
  seed: number,
): Promise<{ findings: string[]; drawn: string }> {
  const random = seededRandom(seed);
  const made = makeCheques(random);
  const { weather, drawn } = drawWeather(random);
  const site = await newSite(engines);
  const last = made.world.files.at(-1)!;
  const before = { ...made.world, files: made.world.files.slice(0, -1) };
  const register = { command: 'register-receivables', id: 'late', rows: made.late };
  const run = await play(site, before, weather, [
    ...(made.late.length > 0 ? [register] : []),
    ...byHand(made, weather),
  ]);
  const findings: string[] = [];
  const check = async (isLastDay: boolean) => {
    const when = isLastDay ? 'in the end' : 'before the last day';
    const must = (holds: boolean, sentence: string) => {
      if (!holds) findings.push(`${when}: ${sentence}`);
    };
    const state = await readState(site, made.world);
    checkCheques(state, made.cheques, isLastDay, must);
    for (const receivable of state.receivables) checkPairs(receivable, must);
    checkSequences(state, run.erp, must);
    await checkQuiet(site, run, must);
  };
  await check(false);
  const delivery = newDelivery(site, weather, run, () => 0);
  await delivery.drain([() => dropFile(site, run, last, '').then(delivery.sent)]);
  run.erp.push(...(await receiveAll(site.engines.sqs, site.queues.erp)).map(({ Body = '' }) => Body));
  await check(true);
  return { findings, drawn };
}

/** What people say of some cheques, whether they have come yet or not. */
function byHand({ cheques, world }: ChequeWorld, { random }: Weather): object[] {
  return cheques
    .filter(() => random.chance(25))
    .flatMap(({ bill, toldOn, paidOn }, index) => {
      const file = world.files.find(({ name }) => name === `counter-${toldOn}.ret`)!;
      const line = file.lines.findIndex(({ receivable, on }) => receivable === bill && on === paidOn);
      const how = random.pick(['settled', 'refunded']);
      return {
        command: 'resolve-exception',
        id: `hand-${index}`,
        company: 'aguas',
        exception: exceptionIdOf('aguas', `${file.id}:${LINE_BYTES * (line + 1)}`),
        how,
        parts: how === 'settled' ? [{ receivable: bill.id }] : [],
        by: 'ana',
        reason: 'The simulation says so.',
      };
    });
}
