import { isCivilDate } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import type { ShardTally } from '@baixa/scoring';
import { z } from 'zod';

const civilDate = z.string().refine(isCivilDate);

/** A cycle on its way through the state machine. */
export const dueCycleSchema = z.object({
  contract: z.string(),
  cycle: z.int().positive(),
  from: civilDate,
  to: civilDate,
});
export const shardSchema = dueCycleSchema.extend({ shard: z.int().nonnegative() });
export const talliedSchema = dueCycleSchema.extend({ tallies: z.array(z.custom<ShardTally>()) });

/** The contracts that profiles have. */
export interface Contracts {
  contracts(): Promise<Contract[]>;
}

export async function contractOf({ contracts }: Contracts, id: string): Promise<Contract> {
  const found = (await contracts()).find((contract) => contract.id === id);
  if (found === undefined) throw new Error(`No profile has contract ${id}.`);
  return found;
}
