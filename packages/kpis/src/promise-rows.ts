import { type PromiseToPay, placeOf, promiseState } from '@baixa/collection';
import type { CivilDate } from '@baixa/core';
import type { Receivable } from '@baixa/settlement';
import { type Row, sumRows } from './row.ts';

/**
 * What a promise adds to the key indicators as of a day, by all the receivables of its account. **Reading:** it counts on
 * the day by which it was to be paid, as what it is on that day by the payments dated up to it; an open one counts as made
 * and as nothing else. It turns broken by no event, so it is no row that is kept: whoever asks reads the promises.
 */
export function rowsOfPromise(promise: PromiseToPay, receivables: Receivable[], asOf: CivilDate): Row[] {
  const state = promiseState(promise, receivables, asOf);
  if (state === 'cancelled' || promise.madeOn > asOf) return [];
  const { cents, on } = promise;
  const named = receivables.filter(({ id }) => promise.receivables.includes(id));
  return sumRows([
    {
      ...placeOf(named.length > 0 ? named : receivables),
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
