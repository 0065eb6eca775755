import { clients, lambda, readEnv } from '@baixa/runtime';
import { type CycleStore, cycleStore } from '@baixa/store';
import { frozenShardSchema } from '../steps.ts';

/** Adds up what a shard booked into the frozen cycle, and keeps both in the ledger as evidence. */
export function create({ cycles }: { cycles: Pick<CycleStore, 'tally'> }) {
  return async (event: unknown) => {
    const { contract, cycle, shard, frozen } = frozenShardSchema.parse(event);
    return cycles.tally(contract, shard, cycle, frozen[shard]);
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
