import { type CivilDate, invariant } from '@baixa/core';
import type { CollectionParameters } from './parameters.ts';

/** What is known of one receivable's payment. Dates are the customer's payment dates, in São Paulo. */
export interface DebtState {
  receivable: string;
  /** The payment date by which it was settled in full. */
  settledOn?: CivilDate;
  /** Those that took its place. */
  acordos?: AcordoDates[];
  /** On a part of an acordo that ended: the ids of what stands again in its place. */
  restored?: string[];
}

/** When an acordo was made, and by which payment dates it was settled. */
export interface AcordoDates {
  madeOn: CivilDate;
  /** Its down payment; also where the acordo was broken later. */
  downPaymentSettledOn?: CivilDate | undefined;
  /** All of it. */
  settledOn?: CivilDate | undefined;
}

/**
 * The payment date by which all the receivables of a case were recovered: the latest of theirs, by what was paid up to
 * `on`. Undefined while one of them is not, or nothing is known of it. Acordos made before the case, `since`, say nothing
 * of it: they had ended by then, or the receivable would not be collected.
 *
 * @throws when there is no receivable: no debt is never a recovered debt
 */
export function recoveredOn(
  receivables: readonly string[],
  debts: readonly DebtState[],
  reading: CollectionParameters['debtRecovered'],
  { since, on }: { since: CivilDate; on: CivilDate },
): CivilDate | undefined {
  invariant(receivables.length > 0, 'a collection case has at least one receivable');
  const byReceivable = new Map(debts.map((debt) => [debt.receivable, debt]));
  const dateOf = (receivable: string): CivilDate | undefined => {
    const { settledOn, acordos = [], restored = [] } = byReceivable.get(receivable) ?? {};
    // What came first recovers it: its own settlement, or that of what replaced it.
    return first([
      settledOn,
      ...acordos
        .filter(({ madeOn }) => madeOn >= since)
        .flatMap((acordo) => [
          acordo.settledOn,
          reading === 'downPayment' ? acordo.downPaymentSettledOn : undefined,
        ]),
      restored.length === 0 ? undefined : last(restored.map(dateOf)),
    ]);
  };
  const paid = last(receivables.map(dateOf));
  return paid !== undefined && paid <= on ? paid : undefined;
}

const first = (dates: (CivilDate | undefined)[]): CivilDate | undefined =>
  dates.filter((date) => date !== undefined).toSorted()[0];

/** The latest, where all of them are known. */
const last = (dates: (CivilDate | undefined)[]): CivilDate | undefined =>
  dates.every((date) => date !== undefined) ? dates.toSorted().at(-1) : undefined;
