import { canonicalJson } from '@baixa/core';
import { type CycleResult, cycleResult, measureOf, scoringProfile, tallyShard } from '@baixa/scoring';
import { bookingsKey, cycleFolder, cycleManifestKey, cycleText, resultKey, tallyKeyOf } from '../keys.ts';
import { chainOfContract, inputsSha256Of, type Listed, manifestOf, sha256Of } from '../link.ts';
import type { newInstallation } from './installation.ts';

const TERMS = {
  profile: scoringProfile('reference'),
  targets: { mrep: '80', msex: '95', criticality: { leak: 3 } },
};

/** Two shards of ten accounts each, of which so many were recovered, each with a debt of R$ 50,00. */
function bookingsOf(cycle: number, shard: number, recovered: number) {
  return Array.from({ length: 10 }, (_, index) => {
    const accounts = { collected: 1, recovered: index < recovered ? 1 : 0, recoveredInTerm: 0 };
    const counts = { ...accounts, collectedCents: 5000, recoveredCents: accounts.recovered * 5000 };
    return {
      source: `case:${100 * shard + index}#2026-01-01`,
      cycle,
      countsOn: '2026-02-01',
      measure: measureOf(accounts),
      strata: [{ stratum: { municipality: 'Alagoas', lastAction: 'cut-off' }, counts }],
    };
  });
}

/** Closes cycles of contract c1 as the state machine does, one after the other, each with so many recovered a shard. */
export function closeCycles({ keep, objects }: ReturnType<typeof newInstallation>, recovered: number[]) {
  const history: CycleResult[] = [];
  for (const [index, count] of recovered.entries()) {
    const cycle = index + 1;
    const folder = cycleFolder('c1', cycleText(cycle));
    const inputs: Listed[] = [];
    const put = (key: string, text: string) => {
      objects.set(key, text);
      inputs.push({ key, sha256: sha256Of(text) });
    };
    const tallies = [0, 1].map((shard) => {
      const bookings = bookingsOf(cycle, shard, count);
      const tally = tallyShard(shard, bookings);
      const key = bookingsKey('c1', cycleText(cycle), shard, 0);
      put(key, bookings.map((each) => `${canonicalJson(each)}\n`).join(''));
      put(tallyKeyOf(key), canonicalJson(tally));
      return tally;
    });
    const inputsSha256 = inputsSha256Of(inputs);
    const [from, to] = ['2026-01-16', '2026-02-15'];
    const result = cycleResult({
      contract: 'c1',
      cycle,
      from,
      to,
      terms: TERMS,
      measuredValueCents: 100_000_00,
      tallies: tallies.map(({ strata: _, ...totals }) => totals),
      inputsSha256,
      history,
    });
    history.push(result);
    put(resultKey(folder), canonicalJson(result));
    keep(chainOfContract('c1'), cycleManifestKey(folder), manifestOf(inputs));
  }
  return history;
}
