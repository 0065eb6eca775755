import { clients, lambda, readEnv } from '@baixa/runtime';
import { type CycleStore, cycleStore } from '@baixa/store';
import { dueCycleSchema } from '../steps.ts';

/** Freezes a cycle: whatever becomes known from now on is booked into a later one. Gives what `commit` checks. */
export function create({ cycles }: { cycles: Pick<CycleStore, 'freeze'> }) {
  return async (event: unknown) => {
    const { contract, cycle } = dueCycleSchema.parse(event);
    return cycles.freeze(contract, cycle);
  };
}

export const handler = lambda(() =>
  create({
    cycles: cycleStore({ client: clients.dynamodb(), name: readEnv('CONTRACTS_TABLE').CONTRACTS_TABLE }),
  }),
);
