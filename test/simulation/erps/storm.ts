import { seededRandom } from '@baixa/bank-simulator';
import type { BaixaEvent } from '@baixa/events';
import { eventLedger, sendAll } from '@baixa/store';
import { checkQuiet } from '../check.ts';
import { type Engines, newSite, type Site } from '../engines.ts';
import { TODAY } from '../pipeline.ts';
import { play } from '../play.ts';
import { receiveAll } from '../queues.ts';
import { readState } from '../state.ts';
import { drawWeather } from '../weather.ts';
import { makeReversals, makeWorld } from '../world.ts';
import { checkBooks, checkTold } from './check.ts';
import { newWebhookErp } from './webhook.ts';

/**
 * Runs one seed with several ERPs: those that take their events off a queue do so in any order; one that is posted them
 * is down for a while and has its key changed; and one loses all it was told, and is told again from the ledger.
 */
export async function stormOfErps(
  engines: Engines,
  seed: number,
): Promise<{ findings: string[]; drawn: string }> {
  const random = seededRandom(seed);
  const world = random.chance(40) ? makeReversals(random) : makeWorld(random, 'some');
  const { weather, drawn } = drawWeather(random);
  const webhook = newWebhookErp(random);
  const own = await newSite(engines);
  const site: Site = { ...own, webhook, sources: [...own.sources, 'webhook'] };
  const undos = Array.from({ length: random.int(0, 2) }, (_, index) => ({
    command: 'step-file',
    id: `undo-${index}`,
    file: random.pick(world.files).id,
    what: 'undo',
    by: 'ana',
    reason: 'The simulation says so.',
  }));
  const run = await play(site, world, weather, undos);
  const findings: string[] = [];
  const must = (holds: boolean, sentence: string) => {
    if (!holds) findings.push(sentence);
  };
  const state = await readState(site, world);
  const kept = await eventsKept(site);
  for (const erp of site.erps) {
    const isPosted = erp.webhook !== undefined;
    const off = async () => (await receiveAll(engines.sqs, erp.queueUrl)).map(({ Body = '' }) => Body);
    let bodies = isPosted ? webhook.taken : erp.name === 'erp' ? run.erp : await off();
    if (erp.name === 'escola') {
      // All of it was lost, and is asked for again.
      const again = kept.filter(({ company }) => company === 'escola').map((event) => JSON.stringify(event));
      await sendAll(engines.sqs, erp.queueUrl, random.shuffle(again));
      bodies = await off();
    }
    checkTold(erp, kept, bodies, must);
    const isTold = (company: string) => erp.companies?.includes(company) ?? true;
    if (erp.name !== 'desk')
      checkBooks(erp.name, isPosted ? bodies : random.shuffle(bodies), state, isTold, must);
  }
  const { unverified } = webhook.happened;
  must(unverified === 0, `${unverified} webhooks were signed by no key that the ERP knows`);
  await checkQuiet(site, run, must);
  return { findings, drawn: `${drawn}; the webhook refused ${webhook.happened.refused} times` };
}

/** Every event that the ledger keeps of the day of the run. */
async function eventsKept({ engines, ledger }: Site): Promise<BaixaEvent[]> {
  const reader = eventLedger(engines.s3, ledger);
  const all: BaixaEvent[] = [];
  let after: string | undefined;
  do {
    const page = await reader.pageOf(TODAY, after);
    all.push(...page.events);
    after = page.next;
  } while (after !== undefined);
  return [...new Map(all.map((event) => [event.id, event])).values()];
}
