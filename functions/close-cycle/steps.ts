import { isCivilDate } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import type { CycleResult } from '@baixa/scoring';
import type { KeptTally } from '@baixa/store';
import { z } from 'zod';

const civilDate = z.string().refine(isCivilDate);

/** A cycle on its way through the state machine. */
export const dueCycleSchema = z.object({
  contract: z.string(),
  cycle: z.int().positive(),
  from: civilDate,
  to: civilDate,
});
/** As list-due gives it: whether an earlier night committed it. */
export const listedSchema = dueCycleSchema.extend({ committed: z.boolean().default(false) });
export const shardSchema = dueCycleSchema.extend({ shard: z.int().nonnegative() });
/** How often each shard's gate was opened again before it was frozen. */
const frozen = z.array(z.int().nonnegative());
export const frozenShardSchema = shardSchema.extend({ frozen });
export const talliedSchema = dueCycleSchema.extend({ tallies: z.array(z.custom<KeptTally>()) });
export const scoredSchema = dueCycleSchema.extend({ frozen, result: z.custom<CycleResult>() });

/** The contracts that profiles have. */
export interface Contracts {
  contracts(): Promise<Contract[]>;
}

export async function contractOf({ contracts }: Contracts, id: string): Promise<Contract> {
  const found = (await contracts()).find((contract) => contract.id === id);
  if (found === undefined) throw new Error(`No profile has contract ${id}.`);
  return found;
}
