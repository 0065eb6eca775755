import type { Cents, CivilDate } from '@baixa/core';
import { type Row, type Stratum, sumRows } from './row.ts';

/** A promise to pay, as whoever keeps promises tells of it. */
export interface PromiseFact {
  id: string;
  account: string;
  /** What it is about; all of the account where absent. */
  receivables?: string[] | undefined;
  cents: Cents;
  /** The day by which it was to be paid. */
  on: CivilDate;
  state: 'open' | 'kept' | 'broken' | 'partial';
}

/**
 * What a promise adds to the key indicators. **Reading:** it counts on the day by which it was to be paid, as what it is
 * known to be now; an open one counts as made and as nothing else.
 */
export function rowsOfPromise({ cents, on, state }: PromiseFact, stratum: Stratum = {}): Row[] {
  return sumRows([
    {
      ...stratum,
      day: on,
      measures: {
        promises: 1,
        promisedCents: cents,
        promisesKept: state === 'kept' ? 1 : 0,
        promisesBroken: state === 'broken' ? 1 : 0,
        promisesPartial: state === 'partial' ? 1 : 0,
      },
    },
  ]);
}
