import { isExecuted, placeOf, type StoredCase } from '@baixa/collection';
import { type CivilDate, daysBetween } from '@baixa/core';
import { cellsOf, NO_COUNTS, type StratumCell } from '@baixa/scoring';
import type { Receivable } from '@baixa/settlement';
import { type Row, sumRows } from './row.ts';

/** Actions are dated facts; whether they count on a day is decided where the rows are read. */
const EVER: CivilDate = '9999-12-31';

/**
 * Everything that a collection case adds to the key indicators as it stands, with the receivables it collects. Decided,
 * it counts on the day, in the strata and with the debt that a measurement cycle counts it with. One that is still open
 * counts as not recovered on the last day of its term, unless it is recovered before.
 */
export function rowsOfCase(collectionCase: StoredCase, receivables: Receivable[]): Row[] {
  const { contract, actions, assessment } = collectionCase;
  const of = { ...placeOf(receivables), contract };
  const executed = actions
    .filter((action) => isExecuted(action, EVER))
    .toSorted((a, b) => (a.executedOn < b.executedOn ? -1 : 1));
  const rows: Row[] = executed.map(({ type, executedOn }) => ({
    ...of,
    day: executedOn,
    action: type,
    measures: { actions: 1 },
  }));
  for (const { day, stratum, counts } of countedCells(collectionCase, receivables)) {
    const { lastAction, ...place } = stratum;
    const { collected, collectedCents, recovered, recoveredCents } = counts;
    rows.push(
      { ...place, contract, day, measures: { decidedCases: collected, decidedCents: collectedCents } },
      {
        ...place,
        contract,
        day,
        action: lastAction,
        measures: { recoveredCases: recovered, recoveredCents },
      },
    );
  }
  const { paidOn } = assessment ?? {};
  const first = executed[0]?.executedOn;
  if (paidOn !== undefined && first !== undefined && first <= paidOn)
    rows.push({
      ...of,
      day: paidOn,
      measures: { resolvedCases: 1, resolutionDays: daysBetween(first, paidOn) },
    });
  return sumRows(rows);
}

/** Where a case counts and as what, and on which day. */
function countedCells(
  { facts, assessment }: StoredCase,
  receivables: Receivable[],
): (StratumCell & { day: CivilDate })[] {
  if (facts.length > 0)
    return facts.flatMap((fact) => cellsOf(fact).map((cell) => ({ ...cell, day: fact.countsOn })));
  if (assessment === undefined) return [];
  const collectedCents = receivables.reduce((sum, { faceCents }) => sum + faceCents, 0);
  const counts = { ...NO_COUNTS, collected: 1, collectedCents };
  return [{ stratum: placeOf(receivables), counts, day: assessment.countsOn }];
}
