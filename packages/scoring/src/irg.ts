import type { Cents } from '@baixa/core';
import Fraction from 'fraction.js';
import { finalPoints } from './bands.ts';
import type { Obtained } from './indicators.ts';
import { maxOf, minOf } from './percent.ts';
import { phaseOf, type ScoringProfile, tableOf } from './profile.ts';
import { rounded } from './rounding.ts';
import { INDICATORS, type Indicator, type Phase, type RoundingMode } from './rules.ts';

/** The way from the values obtained to the invoice's factor, all in percent and exact. */
export interface Irg {
  /** Final points of each indicator. */
  points: Record<Indicator, Fraction>;
  /** The weighted mean of the values obtained, before bands: what the termination watch looks at. */
  meanBeforeBands: Fraction;
  /** The weighted mean of the final points. */
  beforeClamp: Fraction;
  irg: Fraction;
  /** The IRG, or 100 in the cycles that are only followed. */
  invoiceFactor: Fraction;
}

const FULL = new Fraction(100);

/** Scores the values obtained in a cycle. An indicator with nothing to measure follows the profile's reading. */
export function irgOf(profile: ScoringProfile, cycle: number, obtained: Obtained): Irg {
  const phase = phaseOf(profile, cycle);
  const { nothingToMeasure } = profile.readings;
  const points = eachIndicator((indicator) => {
    const value = obtained[indicator];
    if (value === undefined) return FULL;
    const { rows, comparison } = tableOf(profile, phase, indicator);
    return finalPoints(value, rows, comparison);
  });
  const counted = INDICATORS.filter(
    (indicator) => obtained[indicator] !== undefined || nothingToMeasure === 'scores-100',
  );
  const values = eachIndicator((indicator) => obtained[indicator] ?? FULL);
  const beforeClamp = weightedMean(points, phase, counted);
  const irg = clamped(
    profile.rounding.irg === 'exact' ? beforeClamp : rounded(beforeClamp, profile.rounding),
    phase,
  );
  return {
    points,
    meanBeforeBands: weightedMean(values, phase, counted),
    beforeClamp,
    irg,
    invoiceFactor: phase.effect === 'applied' ? irg : FULL,
  };
}

/** Measured value × factor, rounded to the centavo: half up, where the profile does not say otherwise. */
export function invoiceCentsOf(
  measuredValueCents: Cents,
  factor: Fraction,
  mode: RoundingMode = 'half-up',
): Cents {
  const exact = new Fraction(BigInt(measuredValueCents) * factor.s * factor.n, factor.d * 100n);
  const { s, n } = rounded(exact, { decimals: 0, mode });
  return Number(s * n);
}

function weightedMean(
  values: Record<Indicator, Fraction>,
  { weights }: Phase,
  counted: readonly Indicator[],
): Fraction {
  const total = counted.reduce((sum, indicator) => sum.add(weights[indicator]), new Fraction(0));
  if (total.equals(0)) return FULL;
  return counted
    .reduce((sum, indicator) => sum.add(values[indicator].mul(weights[indicator])), new Fraction(0))
    .div(total);
}

function clamped(value: Fraction, { clamp }: Phase): Fraction {
  return clamp ? minOf(maxOf(value, new Fraction(clamp.min)), new Fraction(clamp.max)) : value;
}

function eachIndicator(make: (indicator: Indicator) => Fraction): Record<Indicator, Fraction> {
  return { isap: make('isap'), ieco: make('ieco'), ixec: make('ixec') };
}
