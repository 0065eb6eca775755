import { type CivilDate, invariant } from '@baixa/core';
import type { CollectionParameters } from './parameters.ts';

/** What is known of one receivable's payment. Dates are the customer's payment dates, in São Paulo. */
export interface DebtState {
  receivable: string;
  /** The payment date by which it was settled in full. */
  settledOn?: CivilDate;
  /** The agreement (acordo) that took its place. */
  replacedByAgreement?: {
    downPaymentSettledOn?: CivilDate;
    /** The payment date by which the whole agreement was settled. */
    settledOn?: CivilDate;
  };
}

/**
 * The payment date by which all the receivables were recovered: the latest of theirs, by what was paid up to `on`.
 * Undefined while one of them is not, or nothing is known of it.
 *
 * @throws when there is no receivable: no debt is never a recovered debt
 */
export function recoveredOn(
  receivables: readonly string[],
  debts: readonly DebtState[],
  reading: CollectionParameters['debtRecovered'],
  on: CivilDate,
): CivilDate | undefined {
  invariant(receivables.length > 0, 'a collection case has at least one receivable');
  const byReceivable = new Map(debts.map((debt) => [debt.receivable, debt]));
  const dates = receivables.map((receivable) => {
    const debt = byReceivable.get(receivable);
    const date = debt && debtRecoveredOn(debt, reading);
    return date !== undefined && date <= on ? date : undefined;
  });
  return dates.every((date) => date !== undefined) ? dates.toSorted().at(-1) : undefined;
}

/** A receivable is recovered by what came first: its own settlement, or that of what replaced it. */
function debtRecoveredOn(
  debt: DebtState,
  reading: CollectionParameters['debtRecovered'],
): CivilDate | undefined {
  const agreement = debt.replacedByAgreement;
  const dates = [
    debt.settledOn,
    agreement?.settledOn,
    reading === 'downPayment' ? agreement?.downPaymentSettledOn : undefined,
  ];
  return dates.filter((date) => date !== undefined).toSorted()[0];
}
