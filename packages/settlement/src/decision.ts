import { type Cents, type CivilDate, movedCents } from '@baixa/core';
import type { Payable } from './charge.ts';
import type { Split } from './due.ts';
import { withMovement } from './movements.ts';
import type { Movement, Outcome, Receivable } from './receivable.ts';
import type { Told } from './told.ts';

/** The smallest change that would have settled the entry. */
export interface SmallestChange {
  field: string;
  from: string;
  to: string;
}

/** What an entry does to a receivable or charge. `appliedCents` + `unappliedCents` is what the bank moved. */
export interface Decision<P extends Payable = Receivable> {
  outcome: Outcome;
  appliedCents: Cents;
  unappliedCents: Cents;
  /** What the applied part paid; absent when nothing was applied. */
  split?: Split;
  /** A sentence for a person, without personal data. */
  reason?: string;
  change?: SmallestChange;
  /** What it was decided for, with the movement on it; absent when nothing is to be written. */
  after?: P;
}

/** What moves nothing. */
export const NOTED = { outcome: 'noted', appliedCents: 0, unappliedCents: 0 } as const;

/** Money that stands nowhere, and waits for a person. */
export const refusalOf = (cents: Cents, reason: string) =>
  ({ outcome: 'refused', appliedCents: 0, unappliedCents: cents, reason }) as const;

export const NO_DATE = 'The bank gave no payment, processing, credit or file date.';

/** The decision with the movement that it is. */
export function record<P extends Payable>(
  payable: P,
  { entry, key, file }: Told,
  on: CivilDate,
  decision: Omit<Decision, 'after'>,
  of: Pick<Movement, 'undoes' | 'waitsFor' | 'parts'> = {},
): Decision<P> {
  const movement: Movement = {
    key,
    file,
    line: entry.line,
    offset: entry.offset,
    outcome: decision.outcome,
    on,
    movedCents: movedCents(entry),
    appliedCents: decision.appliedCents,
    ...of,
  };
  return { ...decision, after: withMovement(payable, movement) };
}
