import { invariant } from '@baixa/core';
import type { Payable } from './charge.ts';
import { dueOn, type Split, splitOver } from './due.ts';
import { asOfMovement } from './movements.ts';
import type { EntryOutcome } from './outcome.ts';
import type { Receivables } from './ports.ts';
import type { AgreementRules, Movement, Receivable } from './receivable.ts';
import { type Given, settleAnyway } from './settle-into.ts';

/** A receivable changed under every one of so many tries has something wrong with it that a retry does not mend. */
const MAX_TRIES = 50;

/** Changes a receivable or a charge with one conditional write, again on what another writer left; undefined leaves it as it is. */
export async function changePayable<P extends Payable>(
  receivables: Receivables,
  company: string,
  id: string,
  by: (standing: P) => P | undefined,
): Promise<P> {
  const found = (await receivables.loadPayables(company, [id], { consistent: true })).get(id);
  invariant(found !== undefined, `receivable ${id} is there`);
  let standing = found as P;
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const after = by(standing);
    if (after === undefined) return standing;
    const result = await receivables.append(after);
    if (result.saved) return after;
    standing = result.current as P;
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

/** What the movement of a key did to a receivable, and what it paid. After a crash others may have moved it on. */
export function gave(after: Receivable, key: string, { holidays }: Pick<AgreementRules, 'holidays'>): Gave {
  const index = after.movements.findIndex((movement) => movement.key === key);
  const movement = after.movements[index] as Movement;
  const { id, account, status, version } = asOfMovement(after, index);
  const { appliedCents, on, outcome } = movement;
  const due = appliedCents > 0 ? dueOn(asOfMovement(after, index - 1), on, holidays) : undefined;
  return {
    movement,
    ...(due === undefined ? {} : { split: splitOver(due, appliedCents, outcome !== 'settled-in-part') }),
    receivable: { id, account, status, sequence: version },
  };
}

/** Gives money to a receivable, once. What it cannot take any more is a credit on it. */
export async function give(
  receivables: Receivables,
  rules: AgreementRules,
  given: Given,
  id: string,
): Promise<Gave> {
  const after = await changePayable<Receivable>(receivables, rules.company, id, (standing) =>
    standing.movements.some(({ key }) => key === given.key)
      ? undefined
      : settleAnyway(standing, given, rules).after,
  );
  return gave(after, given.key, rules);
}
