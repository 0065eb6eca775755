import type { Random } from '@baixa/bank-simulator';
import { type PromiseFact, promiseStanding, promisesOf } from '@baixa/collection';
import type { CivilDate } from '@baixa/core';
import { promiseStore } from '@baixa/store';
import type { Must } from '../check-money.ts';
import type { Site } from '../engines.ts';
import { TODAY } from '../pipeline.ts';
import type { State } from '../state.ts';
import type { Debtor } from './world.ts';

/** A command that records a fact of a promise. */
export interface Told {
  command: 'record-promise';
  id: string;
  fact: PromiseFact;
}

/** Some debtors promise to pay by a Friday; some of that is corrected or cancelled, and some is told twice. */
export function makePromises(debtors: Debtor[], random: Random): Told[] {
  return debtors.flatMap(({ account, wish }) => {
    if (random.chance(40)) return [];
    const common = { id: `P-${wish.id}`, company: 'aguas', account, by: 'ana' };
    const [on, cents] = [random.pick(['2024-03-29', '2024-05-03', '2024-05-31']), random.int(1_000, 60_000)];
    const facts: object[] = [{ ...common, what: 'made', madeOn: '2024-03-20', on, cents, receivables: [] }];
    if (random.chance(40))
      facts.push({
        ...common,
        what: 'corrected',
        receivables: [],
        on: '2024-05-03',
        cents: 5_000,
        reason: 'Heard wrongly.',
      });
    if (random.chance(30))
      facts.push({
        ...common,
        what: 'corrected',
        receivables: [],
        on: '2024-05-31',
        cents: 9_000,
        reason: 'Again.',
      });
    if (random.chance(20)) facts.push({ ...common, what: 'cancelled', reason: 'Another account.' });
    return facts.flatMap((fact, index) => {
      const [name, minute] = [`${common.id}-${index}`, String(index).padStart(2, '0')];
      const told = { ...fact, fact: name, at: `${TODAY}T09:${minute}:00.000Z` } as PromiseFact;
      const one = { command: 'record-promise' as const, id: `told-${name}`, fact: told };
      return random.chance(30) ? [one, { ...one, id: `${one.id}-again` }] : [one];
    });
  });
}

/** Banks stand still on Good Friday of 2024. */
const LAST_DAYS: Record<CivilDate, CivilDate> = { '2024-03-29': '2024-04-01' };

/** Every fact is kept once, and a promise stands by what its account's Pix of those days paid, and nobody took back. */
export async function checkPromises(
  site: Site,
  state: State,
  debtors: Debtor[],
  told: Told[],
  must: Must,
): Promise<void> {
  const store = promiseStore({ client: site.engines.dynamodb, name: site.contracts });
  for (const { account, bills, pix } of debtors) {
    const facts = await store.ofAccount('aguas', account);
    const known = new Map(told.flatMap(({ fact }) => (fact.account === account ? [[fact.fact, fact]] : [])));
    must(facts.length === known.size, `${account} has ${facts.length} facts of promises, not ${known.size}`);
    const [promise] = promisesOf(facts);
    const own = told.map(({ fact }) => fact).filter((fact) => fact.account === account);
    const last = own.filter((fact) => fact.what !== 'cancelled').at(-1);
    if (promise === undefined || last === undefined) continue;
    const until = LAST_DAYS[last.on] ?? last.on;
    // Who pays a bill that an acordo has replaced has a credit, by which no promise is kept.
    if (pix.some(({ payment }) => bills.some(({ id }) => id === payment.receivable?.id))) continue;
    const paid = pix
      .filter(({ payment }) => payment.on >= '2024-03-20' && payment.on <= until)
      .reduce((sum, { payment }) => sum + appliedOf(state, payment.endToEndId), 0);
    const late = TODAY > until ? (paid > 0 ? 'partial' : 'broken') : 'open';
    const isCancelled = own.some(({ what }) => what === 'cancelled');
    const expected = [isCancelled ? 'cancelled' : paid >= last.cents ? 'kept' : late, paid, until];
    const receivables = state.receivables.filter((each) => each.account === account);
    const { state: found, paidCents, lastDay } = promiseStanding(promise, receivables, TODAY);
    must(
      `${[found, paidCents, lastDay]}` === `${expected}`,
      `the promise of ${account} is ${[found, paidCents, lastDay]}, not ${expected}`,
    );
  }
}

/** What stands of a Pix on receivables, over all that tells of it. */
function appliedOf({ files, resolved }: State, endToEndId: string | undefined): number {
  return files
    .flatMap(({ file, outcomes }) =>
      outcomes.filter((_, index) => file.lines[index]?.endToEndId === endToEndId),
    )
    .filter(({ toldBefore }) => toldBefore !== true)
    .reduce((sum, one) => sum + (resolved.get(`${one.file}:${one.offset}`) ?? one).appliedCents, 0);
}
