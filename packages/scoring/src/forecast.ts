import type { Cents, CivilDate } from '@baixa/core';
import type { CyclePeriod } from './calendar.ts';
import type { Targets } from './indicators.ts';
import { secondsOf } from './instant.ts';
import { type Measure, MeasureSum, measureOf } from './measure.ts';
import type { ScoringProfile } from './profile.ts';
import { type CycleScore, scoreCycle } from './score.ts';
import { deadlineCycles, factsOfOrder, type ServiceOrder } from './service-order.ts';

/** What a cycle that is not closed yet is forecast from. */
export interface OpenCycle extends CyclePeriod {
  cycle: number;
  profile: ScoringProfile;
  targets: Targets;
  measuredValueCents: Cents;
  /** What it counts so far, adjustments included. */
  measure: Measure;
  /** The last days of the payment terms of the cases that are not decided. */
  openTerms: readonly CivilDate[];
  /** The service orders that are neither finished nor cancelled. */
  openOrders: readonly ServiceOrder[];
}

/** A cycle so far, and between what its score may still end by what is known. Safe in JSON. */
export interface Forecast {
  soFar: CycleScore;
  /** Every open case is recovered, every open order is done at once. */
  best: CycleScore;
  /** No open case is recovered; each open order is done where that makes it worse, late at the end of the cycle. */
  worst: CycleScore;
  /** Open cases by the last day of their payment term: those of this cycle count in it however they end. */
  openByDay: { termEndsOn: CivilDate; cases: number; countsInCycle: boolean }[];
  openOrders: number;
}

/**
 * Forecasts an open cycle at an instant. What is not known yet (new cases, new orders, adjustments) is in none of it.
 * ISAP, IECO and IXEC rise with what is added to the best case and fall with what is added to the worst, so that every
 * end of what is known lies between the two; under `nothingToMeasure: left-out` only once each indicator has something
 * to measure.
 */
export function forecast(open: OpenCycle, now: string): Forecast {
  const { cycle, profile, targets, measuredValueCents, measure, openTerms, openOrders, to } = open;
  const score = (...more: Measure[]): CycleScore => {
    const sum = new MeasureSum();
    for (const each of [measure, ...more]) sum.add(each);
    return scoreCycle({ profile, targets, cycle, measure: sum.measure(), measuredValueCents });
  };
  const ended = openTerms.filter((day) => day <= to);
  const recovered = measureOf({ collected: openTerms.length, recovered: openTerms.length });
  const lost = measureOf({ collected: ended.length });
  const done = openOrders.map((order) => changeWhenDone(open, order, now));
  const late = openOrders.map((order) => changeWhenLate(open, order));
  const byDay = Map.groupBy(openTerms, (day) => day);
  return {
    soFar: score(),
    best: score(recovered, ...done),
    worst: score(lost, ...late),
    openByDay: [...byDay.keys()]
      .sort()
      .map((day) => ({ termEndsOn: day, cases: byDay.get(day)!.length, countsInCycle: day <= to })),
    openOrders: openOrders.length,
  };
}

/** What a cycle counts more when an open order is done at once; nothing where that would make it worse. */
function changeWhenDone(open: OpenCycle, order: ServiceOrder, now: string): Measure {
  const done = factsIn(open, { ...order, executedAt: now, status: 'done' });
  const isOnTime = secondsOf(now) <= secondsOf(order.deadlineAt);
  return isOnTime ? done : measureOf({ services: done.services });
}

/** What a cycle counts more when an open order is finished at its very end, if that is late; else it is not finished. */
function changeWhenLate({ to }: OpenCycle, { generatedAt, deadlineAt }: ServiceOrder): Measure {
  const start = secondsOf(generatedAt);
  const cycles = deadlineCycles(secondsOf(`${to}T23:59:59`) - start, secondsOf(deadlineAt) - start);
  return measureOf({ finishedCycles: cycles === 1 ? 0 : cycles });
}

/** What an order adds to a cycle over what is counted of it while it is open. */
function factsIn({ from, to, profile }: OpenCycle, order: ServiceOrder): Measure {
  const sum = new MeasureSum();
  const add = (each: ServiceOrder, sign: 1 | -1) => {
    for (const { countsOn, measure } of factsOfOrder(each, profile.readings))
      if (countsOn >= from && countsOn <= to) sum.add(measure, sign);
  };
  const { executedAt: _, ...stillOpen } = order;
  add(order, 1);
  add({ ...stillOpen, status: 'open' }, -1);
  return sum.measure();
}
