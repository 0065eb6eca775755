import { type Clock, idOf } from '@baixa/core';
import { makeEvent } from '@baixa/events';
import type { Contract } from '@baixa/profile';
import { clients, lambda, readEnv, systemClock } from '@baixa/runtime';
import type { Publisher } from '@baixa/settlement';
import { type CommittedCycle, keptPublisher, profileStore, snsPublisher } from '@baixa/store';
import { type Contracts, contractOf } from '../steps.ts';

export interface AnnounceDeps extends Contracts {
  publisher: Publisher;
  clock: Clock;
}

/** Tells the world of a closed cycle. */
export function create(deps: AnnounceDeps) {
  return async (committed: CommittedCycle) => {
    const contract = await contractOf(deps, committed.result.contract);
    await deps.publisher.publish([closedEvent(contract, committed, deps.clock.now())]);
    return { contract: contract.id, cycle: committed.result.cycle };
  };
}

function closedEvent(contract: Contract, { result, sha256 }: CommittedCycle, time: string) {
  const { cycle, from, to, score } = result;
  const { isap, ieco, ixec } = score.indicators;
  return makeEvent('cycle.closed', {
    id: idOf('cycle.closed', contract.id, cycle),
    company: contract.company,
    subject: `${contract.id}/${cycle}`,
    time,
    data: {
      contract: contract.id,
      cycle,
      from,
      to,
      profile: score.profile,
      isap: isap.final.display,
      ieco: ieco.final.display,
      ixec: ixec.final.display,
      irg: score.irg.display,
      measuredValueCents: score.measuredValueCents,
      invoiceCents: score.invoiceCents,
      result: sha256,
    },
  });
}

export const handler = lambda(() => {
  const env = readEnv('CONTRACTS_TABLE', 'LEDGER_BUCKET', 'SETTLEMENTS_TOPIC_ARN');
  const table = { client: clients.dynamodb(), name: env.CONTRACTS_TABLE };
  return create({
    contracts: profileStore(table).contracts,
    publisher: keptPublisher(
      clients.s3(),
      env.LEDGER_BUCKET,
      snsPublisher(clients.sns(), env.SETTLEMENTS_TOPIC_ARN),
    ),
    clock: systemClock,
  });
});
