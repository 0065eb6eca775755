import { dueCycle } from '@baixa/collection';
import { civilDateOf, isCivilDate } from '@baixa/core';
import { clients, lambda, readEnv } from '@baixa/runtime';
import { type CycleStore, cycleStore, profileStore, SHARDS } from '@baixa/store';
import { z } from 'zod';
import type { Contracts } from '../steps.ts';

/** The day or instant to close as of, and what this execution already tried. */
const input = z.object({
  on: z.string(),
  failed: z.array(z.string()).default([]),
  round: z
    .array(z.object({ contract: z.string().optional(), failed: z.boolean().default(false) }))
    .default([]),
});

export interface ListDueDeps extends Contracts {
  cycles: Pick<CycleStore, 'committed' | 'announced'>;
}

/**
 * Lists, for each contract, the first cycle that has ended and is not closed, or the last one that was closed and not
 * told; contracts that failed are left out.
 */
export function create(deps: ListDueDeps) {
  return async (event: unknown) => {
    const { on: asked, failed: before, round } = input.parse(event);
    const on = isCivilDate(asked) ? asked : civilDateOf(asked);
    const failed = [
      ...before,
      ...round.flatMap((each) => (each.failed && each.contract !== undefined ? [each.contract] : [])),
    ];
    const contracts = (await deps.contracts()).filter(({ id }) => !failed.includes(id));
    const due = await Promise.all(
      contracts.map(async (contract) => {
        const last = (await deps.cycles.committed(contract.id)).at(-1)?.result;
        if (last !== undefined && (await deps.cycles.announced(contract.id)) < last.cycle)
          return { contract: contract.id, cycle: last.cycle, from: last.from, to: last.to, committed: true };
        const due = dueCycle(contract, (last?.cycle ?? 0) + 1, on);
        return due && { ...due, committed: false };
      }),
    );
    const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
    const open = due.filter((each) => each !== undefined).map((each) => ({ ...each, shards }));
    return { on, failed, due: open, anyDue: open.length > 0, anyFailed: failed.length > 0 };
  };
}

export const handler = lambda(() => {
  const table = { client: clients.dynamodb(), name: readEnv('CONTRACTS_TABLE').CONTRACTS_TABLE };
  return create({ contracts: profileStore(table).contracts, cycles: cycleStore(table) });
});
