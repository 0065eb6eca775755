import type { CivilDate } from '@baixa/core';
import { type Contract, collectionTermsOf } from '@baixa/profile';
import { type Fact, factsOfCase, factsOfOrder, MeasureSum, placeFact } from '@baixa/scoring';
import { assessCase } from './case.ts';
import type { DebtState } from './debt.ts';
import { debtOf } from './debt-states.ts';
import { type CollectionParameters, collectionOf } from './parameters.ts';
import type { StoredCase, StoredOrder } from './ports.ts';
import { calendarOf } from './recover.ts';

/** What cycles are counted from. */
export interface Evidence {
  cases: readonly StoredCase[];
  orders: readonly StoredOrder[];
  /** Of the receivables that the cases collect, and of what stands again for them, as they stand. */
  debts: readonly DebtState[];
}

/** Where what a measure counts does not depend on who owed it. */
const NOBODY = { stratum: {}, faceCents: 0 };

/**
 * Counts evidence anew, as a contract with these terms would have: each case and order by what is known of it on `on`,
 * in the cycle that contains its date. Cases are those that were opened. Adds to `tallies`, by cycle.
 */
export function recount(
  contract: Contract,
  { cases, orders, debts }: Evidence,
  on: CivilDate,
  tallies = new Map<number, MeasureSum>(),
): Map<number, MeasureSum> {
  const [termsOn, calendar] = [collectionTermsOf(contract), calendarOf(contract)];
  const byReceivable = new Map(debts.map((debt) => [debt.receivable, debt]));
  const count = (facts: readonly Fact[]) => {
    for (const { countsOn, measure } of facts) {
      const placed = placeFact({ countsOn, measure }, calendar, 1);
      if (placed === undefined) continue;
      const sum = tallies.get(placed.cycle) ?? new MeasureSum();
      sum.add(measure);
      tallies.set(placed.cycle, sum);
    }
  };
  for (const each of cases) {
    if (each.receivables.length === 0) continue;
    const debt = debtOf(each.receivables, byReceivable);
    count(factsOfCase(assessCase(each, debt, termsOn(each.noticeGeneratedOn), on), NOBODY));
  }
  for (const { order } of orders) count(factsOfOrder(order, contract));
  return tallies;
}

/** What of a contract decides which facts there are and which cycle counts them; all else only scores the counts. */
export function countingTermsOf(contract: Contract): object {
  const { start, calendar, demandBasis, demandGraceDays, earlier = [] } = contract;
  // The actions of a ladder say what is asked for when, and not what counts.
  const counting = ({ ladder, ...terms }: CollectionParameters) => ({
    ...terms,
    toldTermDays: ladder.paymentTermDays,
  });
  return {
    ...{ start, calendar, demandBasis, demandGraceDays },
    ...{ collection: counting(collectionOf(contract)), earlier: earlier.map(counting) },
  };
}
