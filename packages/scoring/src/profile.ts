import { invariant } from '@baixa/core';
import { type Bands, isapBands, stepBands, VALUE_AS_IS } from './bands.ts';
import { REFERENCE_READINGS, type Readings } from './readings.ts';

/** The three indicators, in the order in which they are always told. */
export const INDICATORS = ['isap', 'ieco', 'ixec'] as const;
export type Indicator = (typeof INDICATORS)[number];

/** The rules of the cycles from `fromCycle` on, until the next phase begins. */
export interface Phase {
  fromCycle: number;
  /** `followed`: measured, and the invoice is paid in full. `applied`: the invoice follows the IRG. */
  effect: 'followed' | 'applied';
  /** The weighted mean divides by their sum, whatever it is. */
  weights: Record<Indicator, number>;
  bands: Record<Indicator, Bands>;
  /** The limits of the IRG in percent, where it has any. `min` is the minimum of the termination watch. */
  clamp?: { min: number; max: number };
}

/**
 * How the source's tables of weights are read. `reference`: 25/60/15 in every phase. `figura4`: from cycle 7 the
 * 20/40/15 that the source's second table prints, divided by their sum of 75 to be a true weighted mean.
 */
export type ProfileName = 'reference' | 'figura4';

/** Everything by which a cycle is scored, as data. `scoringProfile` makes it of what a contract stores: name and readings. */
export interface ScoringProfile {
  name: ProfileName;
  readings: Readings;
  phases: readonly Phase[];
}

const WEIGHTS = { isap: 25, ieco: 60, ixec: 15 };
const FIGURA4_WEIGHTS = { isap: 20, ieco: 40, ixec: 15 };

/** The profile of that name, with the reference contract's readings where none are given. */
export function scoringProfile(name: ProfileName, given: Partial<Readings> = {}): ScoringProfile {
  const readings = { ...REFERENCE_READINGS, ...given };
  const applied = (fromCycle: number, min: number, max: number, weights: Phase['weights']): Phase => {
    const shared = stepBands(min, max);
    const bands = { isap: isapBands(min, readings.isapAtLimit), ieco: shared, ixec: shared };
    return { fromCycle, effect: 'applied', weights, bands, clamp: { min, max } };
  };
  const asIs = { isap: VALUE_AS_IS, ieco: VALUE_AS_IS, ixec: VALUE_AS_IS };
  return {
    name,
    readings,
    phases: [
      { fromCycle: 1, effect: 'followed', weights: WEIGHTS, bands: asIs },
      applied(4, 85, 115, WEIGHTS),
      applied(7, 70, 130, name === 'figura4' ? FIGURA4_WEIGHTS : WEIGHTS),
    ],
  };
}

/**
 * The phase that a cycle is in.
 *
 * @throws when the cycle is not a whole number from 1
 */
export function phaseOf(profile: ScoringProfile, cycle: number): Phase {
  invariant(Number.isInteger(cycle) && cycle >= 1, 'cycles are numbered from 1');
  const phase = profile.phases.findLast(({ fromCycle }) => fromCycle <= cycle);
  invariant(phase, 'a profile has a phase for every cycle from 1');
  return phase;
}
