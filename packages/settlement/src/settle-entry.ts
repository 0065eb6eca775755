import type { Payable } from './charge.ts';
import { decide } from './decide.ts';
import { moneyOf } from './generation.ts';
import type { MatchedBy } from './match.ts';
import { asOfMovement, isUndone } from './movements.ts';
import type { EntryOutcome } from './outcome.ts';
import { type EntryContext, outcomeOf, toldElsewhere, toldFirst } from './outcome-of-entry.ts';
import type { Exceptions, Receivables } from './ports.ts';
import type { Receivable } from './receivable.ts';

/** A receivable changed under every one of so many tries has something wrong with it that a retry does not mend. */
export const MAX_TRIES = 50;

/**
 * Applies one entry to its receivable with one conditional write. When another writer was faster, decides again on
 * what that one left. A movement that is already there gives the outcome it gave the first time. None where it is
 * about money that is not there any more, as `isElsewhere` says of the receivable as it stands.
 */
export async function settleOne(
  { receivables, exceptions }: { receivables: Receivables; exceptions: Exceptions },
  context: EntryContext,
  found: Receivable,
  matchedBy: MatchedBy | undefined,
  isElsewhere: (standing: Receivable) => boolean,
): Promise<{ outcome?: EntryOutcome; payable: Receivable }> {
  const { rules, told } = context;
  let current = found;
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const index = indexOfTold(current, told.key);
    const movement = current.movements[index];
    if (movement === undefined && isElsewhere(current)) return { payable: current };
    if (movement !== undefined && (movement.file !== told.file || movement.offset !== told.entry.offset))
      return { outcome: toldElsewhere(context, movement.file, current, matchedBy), payable: current };
    const before = movement === undefined ? current : asOfMovement(current, index - 1);
    const decision = decide(before, told, rules);
    if (movement !== undefined || decision.after === undefined) {
      const first = movement === undefined ? await toldFirst(exceptions, context) : undefined;
      const outcome =
        first === undefined
          ? outcomeOf(context, decision, before, matchedBy)
          : toldElsewhere(context, first.file, current, matchedBy);
      return { outcome, payable: current };
    }
    const result = await receivables.append(decision.after);
    if (result.saved)
      return { outcome: outcomeOf(context, decision, before, matchedBy), payable: decision.after };
    current = result.current as Receivable;
  }
  throw new Error(`Receivable ${found.id} changed under ${MAX_TRIES} tries to settle it.`);
}

/** Where this telling stands on a receivable or charge, or another one of the same money that was not undone; else -1. */
export function indexOfTold(payable: Payable, key: string): number {
  const { movements } = payable;
  const own = movements.findIndex((movement) => movement.key === key);
  if (own !== -1) return own;
  const money = moneyOf(key);
  return movements.findIndex(
    (movement) =>
      movement.outcome !== 'undone' && moneyOf(movement.key) === money && !isUndone(payable, movement),
  );
}
