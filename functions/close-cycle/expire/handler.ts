import { expireWindows, type RecoverPorts } from '@baixa/collection';
import { addDays } from '@baixa/core';
import { clients, lambda, logger, readEnv, systemClock } from '@baixa/runtime';
import { caseStore, debtStore, keptPublisher, profileStore, snsPublisher, sqsKpiNotes } from '@baixa/store';
import { type Contracts, contractOf, shardSchema } from '../steps.ts';

/** Decides the cases of a shard whose payment term ended in the cycle. */
export function create(deps: RecoverPorts & Contracts) {
  return async (event: unknown) => {
    const { shard, ...cycle } = shardSchema.parse(event);
    const contract = await contractOf(deps, cycle.contract);
    const expired = await expireWindows(deps, contract, shard, cycle, addDays(cycle.to, 1));
    logger.info('Windows expired.', { contract: contract.id, cycle: cycle.cycle, shard, expired });
    return { expired };
  };
}

export const handler = lambda(() => {
  const env = readEnv(
    'CONTRACTS_TABLE',
    'RECEIVABLES_TABLE',
    'LEDGER_BUCKET',
    'SETTLEMENTS_TOPIC_ARN',
    'KPIS_QUEUE_URL',
  );
  const noteKpis = sqsKpiNotes(clients.sqs(), env.KPIS_QUEUE_URL);
  const client = clients.dynamodb();
  const table = { client, name: env.CONTRACTS_TABLE };
  return create({
    caseBook: caseStore(table),
    debts: debtStore({ client, name: env.RECEIVABLES_TABLE }),
    publisher: keptPublisher(
      clients.s3(),
      env.LEDGER_BUCKET,
      snsPublisher(clients.sns(), env.SETTLEMENTS_TOPIC_ARN),
    ),
    contracts: profileStore(table).contracts,
    noteAccount: ({ id: contract, company }, account) =>
      noteKpis([{ kpi: 'account', company, contract, account }]),
    clock: systemClock,
  });
});
