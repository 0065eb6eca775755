import { clients, lambda, readEnv } from '@baixa/runtime';
import type { CycleResult } from '@baixa/scoring';
import { type CycleStore, cycleStore } from '@baixa/store';

/** Commits a cycle's result once. */
export function create({ cycles }: { cycles: Pick<CycleStore, 'commit'> }) {
  return (result: CycleResult) => cycles.commit(result);
}

export const handler = lambda(() => {
  const env = readEnv('CONTRACTS_TABLE', 'LEDGER_BUCKET');
  const table = { client: clients.dynamodb(), name: env.CONTRACTS_TABLE };
  return create({ cycles: cycleStore(table, { s3: clients.s3(), bucket: env.LEDGER_BUCKET }) });
});
