import { type CivilDate, invariant } from '@baixa/core';
import { type Calendar, cycleNumberOf } from './calendar.ts';
import { isEmptyMeasure, type Measure, measureOf, subtractMeasures, sumMeasures } from './measure.ts';

/** Something that counts in the cycle that contains a date. */
export interface Fact {
  countsOn: CivilDate;
  measure: Measure;
}

/** What scoring needs to know of a collection case, as `@baixa/collection` assesses it. */
export interface AssessedCase {
  status: 'open' | 'recovered' | 'not-recovered';
  inPaymentTerm: boolean;
  countsOn: CivilDate;
}

/** The facts of a collection case: none while it is open, then one. */
export function factsOfCase({ status, inPaymentTerm, countsOn }: AssessedCase): Fact[] {
  if (status === 'open') return [];
  const recovered = status === 'recovered' ? 1 : 0;
  const measure = measureOf({
    collected: 1,
    recovered,
    recoveredInTerm: inPaymentTerm ? recovered : 0,
  });
  return [{ countsOn, measure }];
}

/**
 * What to book when the facts of one thing become other facts: for every date, the new measure less the old one. Adding
 * it to what is booked leaves only the new facts counted, once.
 */
export function changeOfFacts(before: readonly Fact[], after: readonly Fact[]): Fact[] {
  const on = (facts: readonly Fact[], date: CivilDate) =>
    sumMeasures(facts.filter(({ countsOn }) => countsOn === date).map(({ measure }) => measure));
  const dates = [...new Set([...before, ...after].map(({ countsOn }) => countsOn))].sort();
  return dates
    .map((countsOn) => ({ countsOn, measure: subtractMeasures(on(after, countsOn), on(before, countsOn)) }))
    .filter(({ measure }) => !isEmptyMeasure(measure));
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
