import { type Cents, type CivilDate, invariant } from '@baixa/core';
import { type Calendar, cycleNumberOf } from './calendar.ts';
import { isEmptyMeasure, type Measure, measureOf, subtractMeasures, sumMeasures } from './measure.ts';
import { cellsOf, changeOfCells, type Stratum, type StratumCell } from './strata.ts';

/** Something that counts in the cycle that contains a date. */
export interface Fact {
  countsOn: CivilDate;
  measure: Measure;
  /** Where its accounts count; only where it has some. */
  strata?: StratumCell[];
}

/** What scoring needs to know of a collection case, as `@baixa/collection` assesses it. */
export interface AssessedCase {
  status: 'open' | 'recovered' | 'not-recovered';
  inPaymentTerm: boolean;
  countsOn: CivilDate;
}

/** The debt that a case collects: what its receivables owe, in centavos of face value, and where its account belongs. */
export interface CollectedDebt {
  stratum: Stratum;
  faceCents: Cents;
}

/** The facts of a collection case: none while it is open, then one. */
export function factsOfCase(
  { status, inPaymentTerm, countsOn }: AssessedCase,
  { stratum, faceCents }: CollectedDebt,
): Fact[] {
  if (status === 'open') return [];
  const recovered = status === 'recovered' ? 1 : 0;
  const accounts = { collected: 1, recovered, recoveredInTerm: inPaymentTerm ? recovered : 0 };
  const counts = { ...accounts, collectedCents: faceCents, recoveredCents: recovered * faceCents };
  return [{ countsOn, measure: measureOf(accounts), strata: [{ stratum, counts }] }];
}

/**
 * What to book when the facts of one thing become other facts: for every date, the new measure less the old one, and so
 * for the strata. Adding it to what is booked leaves only the new facts counted, once.
 *
 * Facts from before strata were kept are not moved out of "nobody told" by that alone: only with a change of measure.
 */
export function changeOfFacts(before: readonly Fact[], after: readonly Fact[]): Fact[] {
  const dates = [...new Set([...before, ...after].map(({ countsOn }) => countsOn))].sort();
  return dates.flatMap((countsOn) => {
    const [old, next] = [before, after].map((facts) => facts.filter((fact) => fact.countsOn === countsOn));
    const [oldMeasure, nextMeasure] = [old!, next!].map((facts) =>
      sumMeasures(facts.map(({ measure }) => measure)),
    );
    const measure = subtractMeasures(nextMeasure!, oldMeasure!);
    const cells = changeOfCells(old!.flatMap(cellsOf), next!.flatMap(cellsOf));
    const isUntold = old!.length > 0 && old!.every(({ strata }) => strata === undefined);
    if (isEmptyMeasure(measure) && (cells.length === 0 || isUntold)) return [];
    return [{ countsOn, measure, ...(cells.length === 0 ? {} : { strata: cells }) }];
  });
}

/** A fact with the cycle that counts it. */
export interface PlacedFact extends Fact {
  cycle: number;
  /** Set on an adjustment: the closed cycle that it corrects. */
  correctsCycle?: number;
}

/**
 * Says which cycle counts a fact. A closed cycle never changes: what belongs to one becomes an adjustment of the first
 * open cycle, with a reference to the cycle it corrects. Undefined for a date before the contract began.
 *
 * @throws when `firstOpenCycle` is not a whole number from 1
 */
export function placeFact(fact: Fact, calendar: Calendar, firstOpenCycle: number): PlacedFact | undefined {
  invariant(Number.isInteger(firstOpenCycle) && firstOpenCycle >= 1, 'cycles are numbered from 1');
  const cycle = cycleNumberOf(calendar, fact.countsOn);
  if (cycle === undefined) return undefined;
  if (cycle >= firstOpenCycle) return { ...fact, cycle };
  return { ...fact, cycle: firstOpenCycle, correctsCycle: cycle };
}

/** The tally of one cycle: the sum of what it counts, adjustments included, in any order. */
export function tallyCycle(placed: Iterable<PlacedFact>, cycle: number): Measure {
  const own = [...placed].filter((fact) => fact.cycle === cycle);
  return sumMeasures(own.map(({ measure }) => measure));
}
