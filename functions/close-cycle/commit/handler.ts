import { clients, lambda, readEnv } from '@baixa/runtime';
import { type CycleStore, cycleStore } from '@baixa/store';
import { listedSchema, scoredSchema } from '../steps.ts';

/**
 * Commits a cycle's result once, if the cycle is still as it was frozen, and keeps it in the ledger. Of a cycle that an
 * earlier night committed it only makes sure that the ledger has it: that night may have ended between the two.
 */
export function create({ cycles }: { cycles: Pick<CycleStore, 'commit' | 'keep'> }) {
  return async (event: unknown) => {
    const { contract, cycle, committed } = listedSchema.parse(event);
    if (committed) return cycles.keep(contract, cycle);
    const { result, frozen } = scoredSchema.parse(event);
    return cycles.commit(result, frozen);
  };
}

export const handler = lambda(() => {
  const env = readEnv('CONTRACTS_TABLE', 'CHAINS_TABLE', 'LEDGER_BUCKET');
  const client = clients.dynamodb();
  const ledger = {
    s3: clients.s3(),
    bucket: env.LEDGER_BUCKET,
    chains: { client, name: env.CHAINS_TABLE },
  };
  return create({ cycles: cycleStore({ client, name: env.CONTRACTS_TABLE }, ledger) });
});
