import { type Clock, idOf } from '@baixa/core';
import { makeEvent } from '@baixa/events';
import type { Contract } from '@baixa/profile';
import { clients, lambda, readEnv, systemClock } from '@baixa/runtime';
import type { Publisher } from '@baixa/settlement';
import {
  type CommittedCycle,
  type CycleStore,
  cycleStore,
  keptPublisher,
  profileStore,
  snsPublisher,
} from '@baixa/store';
import { type Contracts, contractOf, dueCycleSchema } from '../steps.ts';

export interface AnnounceDeps extends Contracts {
  cycles: Pick<CycleStore, 'committed' | 'noteAnnounced'>;
  publisher: Publisher;
  clock: Clock;
}

/** Tells the world of a closed cycle, and notes that it was told. */
export function create(deps: AnnounceDeps) {
  return async (event: unknown) => {
    const { contract: id, cycle } = dueCycleSchema.parse(event);
    const contract = await contractOf(deps, id);
    const committed = (await deps.cycles.committed(id)).find(({ result }) => result.cycle === cycle);
    if (committed === undefined) throw new Error(`Cycle ${cycle} of ${id} is not closed.`);
    await deps.publisher.publish([closedEvent(contract, committed, deps.clock.now())]);
    await deps.cycles.noteAnnounced(id, cycle);
    return { contract: id, cycle };
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
    cycles: cycleStore(table),
    publisher: keptPublisher(
      clients.s3(),
      env.LEDGER_BUCKET,
      snsPublisher(clients.sns(), env.SETTLEMENTS_TOPIC_ARN),
    ),
    clock: systemClock,
  });
});
