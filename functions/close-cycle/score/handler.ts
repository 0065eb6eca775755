import { inputsSha256Of } from '@baixa/audit';
import { clients, lambda, readEnv } from '@baixa/runtime';
import { cycleResult, termsOf } from '@baixa/scoring';
import { type CycleStore, cycleStore, profileStore } from '@baixa/store';
import { type Contracts, contractOf, talliedSchema } from '../steps.ts';

export interface ScoreDeps extends Contracts {
  cycles: Pick<CycleStore, 'committed'>;
}

/** Scores the cycle from the tallies of its shards and the cycles before it. */
export function create(deps: ScoreDeps) {
  return async (event: unknown) => {
    const { tallies, ...cycle } = talliedSchema.parse(event);
    const contract = await contractOf(deps, cycle.contract);
    const history = await deps.cycles.committed(contract.id);
    return cycleResult({
      ...cycle,
      terms: termsOf(contract),
      measuredValueCents: contract.measuredValueCents,
      tallies,
      inputsSha256: inputsSha256Of(tallies.flatMap(({ inputs }) => inputs)),
      history: history.map(({ result }) => result),
    });
  };
}

export const handler = lambda(() => {
  const table = { client: clients.dynamodb(), name: readEnv('CONTRACTS_TABLE').CONTRACTS_TABLE };
  return create({ contracts: profileStore(table).contracts, cycles: cycleStore(table) });
});
