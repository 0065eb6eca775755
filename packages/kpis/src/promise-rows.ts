import { placeOf } from '@baixa/collection';
import type { Cents, CivilDate } from '@baixa/core';
import type { Receivable } from '@baixa/settlement';
import { type Row, sumRows } from './row.ts';

/** A promise to pay as it stands, as whoever keeps promises tells of it. */
export interface ToldPromise {
  id: string;
  account: string;
  /** What it is about; all that the account owes where it names none. */
  receivables?: string[] | undefined;
  cents: Cents;
  /** The day it was made, which never changes. */
  madeOn: CivilDate;
  /** The day by which it was to be paid. */
  on: CivilDate;
  /** What became of it by the payments known now. A cancelled one counts for nothing. */
  state: 'open' | 'kept' | 'broken' | 'partial' | 'cancelled';
  /** Rises with whatever may change it: of two tellings the higher is the later. */
  version: number;
}

/**
 * What a promise adds to the key indicators, with the receivables it is about. **Reading:** it counts on the day by which
 * it was to be paid, as what it is known to be now; an open one counts as made and as nothing else.
 */
export function rowsOfPromise(
  { cents, on, state }: Pick<ToldPromise, 'cents' | 'on' | 'state'>,
  receivables: Receivable[] = [],
): Row[] {
  if (state === 'cancelled') return [];
  return sumRows([
    {
      ...placeOf(receivables),
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
