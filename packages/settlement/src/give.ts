import { invariant } from '@baixa/core';
import type { Split } from './due.ts';
import { asOfMovement } from './movements.ts';
import type { EntryOutcome } from './outcome.ts';
import type { Receivables } from './ports.ts';
import type { AgreementRules, Movement, Receivable } from './receivable.ts';
import { type Given, settleAnyway } from './settle-into.ts';

/** A receivable changed under every one of so many tries has something wrong with it that a retry does not mend. */
const MAX_TRIES = 50;

/** Changes a receivable with one conditional write, again on what another writer left; undefined leaves it as it is. */
export async function changeReceivable(
  receivables: Receivables,
  company: string,
  id: string,
  by: (standing: Receivable) => Receivable | undefined,
): Promise<Receivable> {
  let standing = (await receivables.load(company, [id], { consistent: true })).get(id);
  invariant(standing !== undefined, `receivable ${id} is there`);
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const after = by(standing);
    if (after === undefined) return standing;
    const result = await receivables.append(after);
    if (result.saved) return after;
    standing = result.current;
  }
  throw new Error(`Receivable ${id} changed under ${MAX_TRIES} tries to write it.`);
}

/** What money did to the receivable that it was given to. */
export interface Gave {
  movement: Movement;
  /** What it paid; absent where it paid nothing. */
  split?: Split;
  /** As it stood just after it. */
  receivable: NonNullable<EntryOutcome['receivable']>;
}

/** Gives money to a receivable, once. What it cannot take any more is a credit on it. */
export async function give(
  receivables: Receivables,
  rules: AgreementRules,
  given: Given,
  id: string,
): Promise<Gave> {
  const after = await changeReceivable(receivables, rules.company, id, (standing) =>
    standing.movements.some(({ key }) => key === given.key)
      ? undefined
      : settleAnyway(standing, given, rules).after,
  );
  const index = after.movements.findIndex(({ key }) => key === given.key);
  const movement = after.movements[index] as Movement;
  // After a crash others may have moved the receivable on: what is told is what it was when it took this.
  const { account, status, version } = asOfMovement(after, index);
  const { split } = settleAnyway(asOfMovement(after, index - 1), given, rules);
  return {
    movement,
    ...(split === undefined ? {} : { split }),
    receivable: { id, account, status, sequence: version },
  };
}
