import { clients, lambda, readEnv } from '@baixa/runtime';
import { tallyShard } from '@baixa/scoring';
import { type CycleStore, cycleStore } from '@baixa/store';
import { shardSchema } from '../steps.ts';

/** Adds up what a shard booked into the frozen cycle, and keeps it in the ledger as evidence. */
export function create({ cycles }: { cycles: Pick<CycleStore, 'bookingsOf'> }) {
  return async (event: unknown) => {
    const { contract, cycle, shard } = shardSchema.parse(event);
    return tallyShard(shard, await cycles.bookingsOf(contract, shard, cycle));
  };
}

export const handler = lambda(() => {
  const env = readEnv('CONTRACTS_TABLE', 'LEDGER_BUCKET');
  const table = { client: clients.dynamodb(), name: env.CONTRACTS_TABLE };
  return create({ cycles: cycleStore(table, { s3: clients.s3(), bucket: env.LEDGER_BUCKET }) });
});
