import { type Cents, invariant } from '@baixa/core';
import Fraction from 'fraction.js';
import { type BandStep, bandStep } from './band-step.ts';
import { indicatorsOf, pmcrOf, psexOf, serviceShares } from './indicators.ts';
import { invoiceCentsOf, irgOf } from './irg.ts';
import { type Figure, figureOf } from './percent.ts';
import { phaseOf } from './profile.ts';
import { rounded } from './rounding.ts';
import { INDICATORS, type Indicator, type Phase } from './rules.ts';
import type { CycleToScore } from './score.ts';

/** The way from a cycle's counts to its invoice, step by step. Every figure is exact, and safe in JSON. */
export interface Explanation {
  cycle: number;
  phase: { fromCycle: number; toCycle?: number; effect: Phase['effect'] };
  isap: IndicatorSteps<{ onTime: number; deadlineCycles: number }>;
  ieco: IndicatorSteps<{ recovered: number; collected: number; pmcr?: Figure; mrep: Figure }>;
  ixec: IndicatorSteps<{ services: ServiceStep[]; criticalities: Figure; psex?: Figure; msex: Figure }>;
  /** Of the values obtained, before bands: what the termination watch looks at. */
  meanBeforeBands: WeightedMean;
  /** Of the final points. */
  mean: WeightedMean;
  /** Where the profile rounds the mean before its limits. */
  meanRounded?: Figure;
  /** Absent in a phase without limits. */
  clamp?: { min: number; max: number; held: 'min' | 'max' | 'neither' };
  irg: Figure;
  invoiceFactor: Figure;
  measuredValueCents: Cents;
  /** The measured value times the factor, before it is rounded to the centavo. */
  invoiceBeforeRounding: Figure;
  invoiceCents: Cents;
}

export interface IndicatorSteps<Counts> {
  counts: Counts;
  /** False when there was nothing to measure; the value is then 100 by reading. */
  measured: boolean;
  raw: Figure;
  /** The row of the table of points that held the value; absent when there was nothing to hold. */
  band?: BandStep;
  final: Figure;
  weight: number;
}

export interface ServiceStep {
  type: string;
  demanded: number;
  executed: number;
  /** In percent; 100 where nothing was demanded. */
  share: Figure;
  criticality: Figure;
  /** Share × criticality. */
  weighted: Figure;
}

export interface WeightedMean {
  parts: { indicator: Indicator; value: Figure; weight: number; product: Figure }[];
  sum: Figure;
  weights: number;
  mean: Figure;
}

const FULL = new Fraction(100);

/**
 * Explains a cycle's score. It takes the same steps that `scoreCycle` takes, with what lies between them; where they
 * should not lead to the same figures it throws, so that nobody is shown another calculation than that of the invoice.
 *
 * @throws when the targets are wrong; `checkTargets` finds it before
 */
export function explainCycle({
  profile,
  targets,
  cycle,
  measure,
  measuredValueCents,
}: CycleToScore): Explanation {
  const phase = phaseOf(profile, cycle);
  const next = profile.phases.find(({ fromCycle }) => fromCycle > phase.fromCycle);
  const obtained = indicatorsOf(measure, targets);
  const score = irgOf(profile, cycle, obtained);
  const steps = <Counts>(indicator: Indicator, counts: Counts): IndicatorSteps<Counts> => {
    const value = obtained[indicator];
    const points = score.points[indicator];
    const band = value && bandStep(profile, phase, indicator, value);
    invariant(
      band === undefined ||
        new Fraction(band.points === 'value' ? band.compared.exact : band.points).equals(points),
      'the row that holds a value gives its points',
    );
    return {
      counts,
      measured: value !== undefined,
      raw: figureOf(value ?? FULL),
      ...(band === undefined ? {} : { band }),
      final: figureOf(points),
      weight: phase.weights[indicator],
    };
  };
  const counted = INDICATORS.filter(
    (indicator) => obtained[indicator] !== undefined || profile.readings.nothingToMeasure === 'scores-100',
  );
  const shares = serviceShares(measure, targets);
  const total = (values: Fraction[]) => values.reduce((sum, value) => sum.add(value), new Fraction(0));
  const mean = (values: (indicator: Indicator) => Fraction, expected: Fraction): WeightedMean => {
    const parts = counted.map((indicator) => {
      const [value, weight] = [values(indicator), phase.weights[indicator]];
      return { indicator, weight, value: figureOf(value), product: value.mul(weight) };
    });
    const sum = total(parts.map(({ product }) => product));
    const weights = total(parts.map(({ weight }) => new Fraction(weight)));
    invariant(weights.equals(0) || sum.div(weights).equals(expected), 'the parts of a mean make it');
    return {
      parts: parts.map((part) => ({ ...part, product: figureOf(part.product) })),
      sum: figureOf(sum),
      weights: weights.valueOf(),
      mean: figureOf(expected),
    };
  };
  const { clamp } = phase;
  const unclamped =
    profile.rounding.irg === 'exact' ? score.beforeClamp : rounded(score.beforeClamp, profile.rounding);
  const held = score.irg.gt(unclamped) ? 'min' : score.irg.lt(unclamped) ? 'max' : 'neither';
  const optional = <Name extends string>(name: Name, value: Fraction | undefined) =>
    (value === undefined ? {} : { [name]: figureOf(value) }) as { [key in Name]?: Figure };
  return {
    cycle,
    phase: {
      fromCycle: phase.fromCycle,
      ...(next === undefined ? {} : { toCycle: next.fromCycle - 1 }),
      effect: phase.effect,
    },
    isap: steps('isap', { onTime: measure.finishedOnTime, deadlineCycles: measure.finishedCycles }),
    ieco: steps('ieco', {
      recovered: measure.recovered,
      collected: measure.collected,
      ...optional('pmcr', pmcrOf(measure)),
      mrep: figureOf(new Fraction(targets.mrep)),
    }),
    ixec: steps('ixec', {
      services: shares.map(({ type, demanded, executed, share, criticality }) => ({
        type,
        demanded,
        executed,
        share: figureOf(share.mul(100)),
        criticality: figureOf(criticality),
        weighted: figureOf(share.mul(100).mul(criticality)),
      })),
      criticalities: figureOf(total(shares.map(({ criticality }) => criticality))),
      ...optional('psex', psexOf(measure, targets)),
      msex: figureOf(new Fraction(targets.msex)),
    }),
    meanBeforeBands: mean((indicator) => obtained[indicator] ?? FULL, score.meanBeforeBands),
    mean: mean((indicator) => score.points[indicator], score.beforeClamp),
    ...(profile.rounding.irg === 'exact' ? {} : { meanRounded: figureOf(unclamped) }),
    ...(clamp === undefined ? {} : { clamp: { ...clamp, held } }),
    irg: figureOf(score.irg),
    invoiceFactor: figureOf(score.invoiceFactor),
    measuredValueCents,
    invoiceBeforeRounding: figureOf(score.invoiceFactor.mul(measuredValueCents).div(100).div(100)),
    invoiceCents: invoiceCentsOf(measuredValueCents, score.invoiceFactor, profile.rounding.money),
  };
}
