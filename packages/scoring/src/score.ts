import { type Cents, formatProblem, invariant } from '@baixa/core';
import Fraction from 'fraction.js';
import { checkTargets, indicatorsOf, type Targets } from './indicators.ts';
import { invoiceCentsOf, irgOf } from './irg.ts';
import type { Measure } from './measure.ts';
import { type Figure, figureOf } from './percent.ts';
import { phaseOf, type ScoringProfile } from './profile.ts';
import type { Readings } from './readings.ts';
import type { Indicator, Phase } from './rules.ts';
import { type TerminationAlert, type WatchedCycle, watchTermination } from './termination.ts';

/** What a cycle is scored from. */
export interface CycleToScore {
  profile: ScoringProfile;
  targets: Targets;
  /** Numbered from 1. */
  cycle: number;
  /** The cycle's tally, adjustments included. */
  measure: Measure;
  /** The value of the services measured in the cycle, before the IRG. */
  measuredValueCents: Cents;
  /** The cycles closed before, for the termination watch. Without them there is no watch. */
  history?: readonly WatchedCycle[];
}

export interface IndicatorScore {
  /** False when there was nothing to measure: `raw` is then 100 by reading. */
  measured: boolean;
  /** The value obtained, in percent. */
  raw: Figure;
  /** Its final points, in percent. */
  final: Figure;
  /** Its weight in the phase. */
  weight: number;
}

/** A scored cycle, safe in JSON: the same input gives the same bytes. Percentages are exact ratios with their display. */
export interface CycleScore extends WatchedCycle {
  /** The name of its profile. */
  profile: string;
  readings: Readings;
  effect: Phase['effect'];
  measure: Measure;
  indicators: Record<Indicator, IndicatorScore>;
  /** The weighted mean of the final points, before the phase's limits. */
  irgBeforeClamp: Figure;
  /** What the invoice was multiplied by: the IRG, or 100 in the cycles that are only followed. */
  invoiceFactor: Figure;
  measuredValueCents: Cents;
  invoiceCents: Cents;
  termination?: TerminationAlert;
}

/**
 * Scores one cycle. Pure: closing twice gives the same result.
 *
 * @throws when `checkTargets` finds a problem in the targets; check them before
 */
export function scoreCycle(input: CycleToScore): CycleScore {
  const { profile, targets, cycle, measure, measuredValueCents, history } = input;
  const [wrong] = checkTargets(targets, measure);
  invariant(wrong === undefined, wrong ? formatProblem(wrong) : '');
  const obtained = indicatorsOf(measure, targets);
  const phase = phaseOf(profile, cycle);
  const { points, meanBeforeBands, beforeClamp, irg, invoiceFactor } = irgOf(profile, cycle, obtained);
  const scoreOf = (indicator: Indicator): IndicatorScore => ({
    measured: obtained[indicator] !== undefined,
    raw: figureOf(obtained[indicator] ?? new Fraction(100)),
    final: figureOf(points[indicator]),
    weight: phase.weights[indicator],
  });
  const score: CycleScore = {
    profile: profile.name,
    readings: profile.readings,
    cycle,
    effect: phase.effect,
    measure,
    indicators: { isap: scoreOf('isap'), ieco: scoreOf('ieco'), ixec: scoreOf('ixec') },
    meanBeforeBands: figureOf(meanBeforeBands),
    irgBeforeClamp: figureOf(beforeClamp),
    irg: figureOf(irg),
    invoiceFactor: figureOf(invoiceFactor),
    measuredValueCents,
    invoiceCents: invoiceCentsOf(measuredValueCents, invoiceFactor, profile.rounding.money),
  };
  const termination = history && watchTermination(profile, [...history, score], cycle);
  return termination === undefined ? score : { ...score, termination };
}
