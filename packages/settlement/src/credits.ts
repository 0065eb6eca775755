import { type Cents, type CivilDate, mapLimit } from '@baixa/core';
import type { Payable } from './charge.ts';
import { leftOf } from './movements.ts';
import { exceptionIdOf, restKeyOf } from './outcome.ts';
import type { ExceptionState, Exceptions } from './ports.ts';
import type { Movement, Outcome } from './receivable.ts';

/** Money of a payment that stands on a receivable or a collective charge and paid nothing of it. */
export interface Credit {
  /** The exception by which a person says what becomes of it. */
  exception: string;
  outcome: Outcome;
  /** The payment date. */
  on: CivilDate;
  cents: Cents;
  /** `waiting`, or what a person chose; `refunded` marks it to go back to the payer, which no bank is told of here. */
  standing: 'waiting' | 'proposed' | 'refunded' | 'written-off' | 'ignored';
  /** Who chose, and when. */
  by?: string;
  at?: string;
}

/** Outcomes whose unapplied money stays on the receivable or charge. */
export const LEAVES_CREDIT: ReadonlySet<Outcome> = new Set(['settled-in-excess', 'paid-twice', 'divergent']);
const READS_AT_ONCE = 16;

/** The credits of a receivable or a charge with what a person chose for each; what went to other receivables is none any more. */
export async function creditsOf(exceptions: Pick<Exceptions, 'find'>, payable: Payable): Promise<Credit[]> {
  const left = payable.movements.flatMap((movement) => {
    const { unappliedCents } = leftOf(payable, movement);
    return LEAVES_CREDIT.has(movement.outcome) && unappliedCents > 0 ? { movement, unappliedCents } : [];
  });
  return mapLimit(left, READS_AT_ONCE, async ({ movement, unappliedCents }) => {
    const { exception, state } = await exceptionOf(exceptions, payable.company, movement);
    const { outcome, on } = movement;
    const { resolution, proposal } = state ?? {};
    const chosen = resolution ?? proposal;
    return {
      exception,
      outcome,
      on,
      cents: unappliedCents,
      standing: standingOf(state),
      ...(chosen === undefined ? {} : { by: chosen.by, at: chosen.at }),
    };
  });
}

/** What a retry left over has an exception of its own; any other credit has that of its payment. */
async function exceptionOf(exceptions: Pick<Exceptions, 'find'>, company: string, { key }: Movement) {
  const retried = exceptionIdOf(company, restKeyOf(key));
  const left = await exceptions.find(company, retried);
  if (left !== undefined) return { exception: retried, state: left };
  const exception = exceptionIdOf(company, key);
  return { exception, state: await exceptions.find(company, exception) };
}

function standingOf(state: ExceptionState | undefined): Credit['standing'] {
  const { resolution, proposal } = state ?? {};
  const how = resolution?.how;
  if (how === 'refunded' || how === 'written-off' || how === 'ignored') return how;
  return proposal === undefined ? 'waiting' : 'proposed';
}
