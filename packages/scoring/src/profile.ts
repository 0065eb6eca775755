import { invariant } from '@baixa/core';
import { type Comparison, limitsGoUp } from './bands.ts';
import { REFERENCE_READINGS, type Readings } from './readings.ts';
import type { Bands, Indicator, Phase, ScoringRules } from './rules.ts';
import { shippedRules } from './shipped/index.ts';

/** Everything by which a cycle is scored: rules, and how they are read. */
export interface ScoringProfile extends ScoringRules {
  readings: Readings;
}

/**
 * The profile of these rules, or of the shipped ones of that name, with the reference contract's readings where none
 * are given.
 *
 * @throws when no rules ship under the name
 */
export function scoringProfile(of: string | ScoringRules, given: Partial<Readings> = {}): ScoringProfile {
  // What else a contract's profile holds is no part of the score, nor of the results that carry this.
  const { name, phases, rounding, termination, alternatives } =
    typeof of === 'string' ? shippedRules(of) : of;
  return {
    name,
    phases,
    rounding,
    ...(termination === undefined ? {} : { termination }),
    ...(alternatives === undefined ? {} : { alternatives }),
    readings: { ...REFERENCE_READINGS, ...given },
  };
}

/**
 * The phase that a cycle is in.
 *
 * @throws when the cycle is not a whole number from 1
 */
export function phaseOf(profile: Pick<ScoringRules, 'phases'>, cycle: number): Phase {
  invariant(Number.isInteger(cycle) && cycle >= 1, 'cycles are numbered from 1');
  const phase = profile.phases.findLast(({ fromCycle }) => fromCycle <= cycle);
  invariant(phase, 'a profile has a phase for every cycle from 1');
  return phase;
}

/** The rows of points of an indicator as the profile's readings have them, and how a value is held against them. */
export function tableOf(
  { readings, rounding }: Pick<ScoringProfile, 'readings' | 'rounding'>,
  phase: Phase,
  indicator: Indicator,
): { rows: Bands; comparison: Comparison } {
  const rows = phase.bands[indicator];
  const goesUp = indicator === 'isap' && readings.isapAtLimit === 'full';
  return {
    rows: goesUp ? limitsGoUp(rows) : rows,
    comparison: readings.bandComparison === 'exact' ? 'exact' : rounding,
  };
}
