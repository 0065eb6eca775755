import { seededRandom } from '@baixa/bank-simulator';
import { exceptionIdOf } from '@baixa/settlement';
import { sendAll } from '@baixa/store';
import { checkQuiet } from '../check.ts';
import { checkPairs, checkSequences } from '../check-undone.ts';
import { newDelivery } from '../delivery.ts';
import { type Engines, newSite } from '../engines.ts';
import { dropFile, play } from '../play.ts';
import { receiveAll } from '../queues.ts';
import { readState, type State } from '../state.ts';
import { drawWeather } from '../weather.ts';
import { checkRules, type Expected } from './check.ts';
import { makeRules, type Odd, type RuleFile } from './world.ts';

const common = { company: 'aguas', by: 'ana', reason: 'The simulation says so.' };

/**
 * Runs one seed in which a person settles money that matched nothing, and others want the rule learned that this teaches,
 * while more files come; it is learned unless an entry contradicts it, finds what waits and what comes, and is forgotten.
 */
export async function stormOfRules(
  engines: Engines,
  seed: number,
): Promise<{ findings: string[]; drawn: string }> {
  const random = seededRandom(seed);
  const made = makeRules(random);
  const { world, first, meanwhile, after } = made;
  const { weather, drawn } = drawWeather(random);
  const site = await newSite(engines);
  const run = await play(site, { ...world, files: [first.file] }, weather);
  const delivery = newDelivery(site, weather, run, () => 0);
  const go = async (commands: object[], files: RuleFile[] = []) => {
    const texts = commands.map((command) => JSON.stringify(command));
    await sendAll(engines.sqs, site.queues.commands, texts);
    delivery.sent();
    await delivery.drain(
      files.map(
        ({ file }) =>
          () =>
            dropFile(site, run, file, '').then(delivery.sent),
      ),
    );
    run.erp.push(...(await receiveAll(engines.sqs, site.queues.erp)).map(({ Body = '' }) => Body));
  };
  const findings: string[] = [];
  const check = async (when: string, expected: Expected): Promise<State> => {
    const must = (holds: boolean, sentence: string) => {
      if (!holds) findings.push(`${when}: ${sentence}`);
    };
    const state = await readState(site, world);
    checkRules(state, made, expected, must);
    for (const receivable of state.receivables) checkPairs(receivable, must);
    checkSequences(state, run.erp, must);
    await checkQuiet(site, run, must);
    return state;
  };

  const before = await readState(site, world);
  const exceptionOf = ({ index }: Odd) => {
    const { outcomes } = before.files.find(({ file }) => file.id === first.file.id)!;
    return exceptionIdOf('aguas', outcomes[index]?.key ?? '');
  };
  const [teaches, other, ...rest] = random.shuffle(first.odd);
  const resolve = (odd: Odd, how: 'settled' | 'refunded') => ({
    ...common,
    command: 'resolve-exception',
    id: `resolve-${odd.bill.id}`,
    exception: exceptionOf(odd),
    how,
    parts: how === 'settled' ? [{ receivable: odd.bill.id }] : [],
  });
  const isRefunded = random.chance(20);
  await go([resolve(teaches!, 'settled'), ...(isRefunded ? [resolve(other!, 'refunded')] : [])]);
  const learn = ['ana', 'bia'].slice(0, random.int(1, 2)).map((by) => ({
    ...common,
    by,
    command: 'learn-rule',
    id: `learn-${by}`,
    exception: exceptionOf(teaches!),
  }));
  await go(learn, [meanwhile]);
  const odds = {
    settled: teaches!,
    refunded: isRefunded ? other! : undefined,
    others: [...(isRefunded ? [] : [other!]), ...rest],
  };
  const learned = await check('once it is learned', { ...odds, learn, isForgotten: false });
  const rule = learned.rules[0]?.id;
  await go([{ ...common, command: 'forget-rule', id: 'forget', rule: rule ?? 'none' }]);
  await go([], [after]);
  await check('once it is forgotten', { ...odds, learn, isForgotten: true });
  return { findings, drawn: `${drawn}; contradicted: ${made.contradicts}` };
}
