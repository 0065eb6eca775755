import { clients, lambda, readEnv } from '@baixa/runtime';
import type { CycleResult } from '@baixa/scoring';
import { type CycleStore, cycleStore } from '@baixa/store';

/** Commits a cycle's result once. */
export function create({ cycles }: { cycles: Pick<CycleStore, 'commit'> }) {
  return (result: CycleResult) => cycles.commit(result);
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
