import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { irgOf } from './irg.ts';
import { phaseOf, scoringProfile } from './profile.ts';
import type { Readings } from './readings.ts';
import { type Band, INDICATORS } from './rules.ts';
import { completeRules } from './shipped/index.ts';

const row = fc.record({
  gap: fc.integer({ min: 1, max: 40 }),
  rise: fc.nat(40),
  value: fc.boolean(),
  upTo: fc.boolean(),
});
/** Rows in order: rising limits, and points that never fall, as each row ends no higher than its limit. */
const bands = fc.array(row, { minLength: 1, maxLength: 6 }).map((rows) => {
  let [limit, points] = [0, 0];
  const made = rows.map(({ gap, rise, value, upTo }): Band => {
    limit += gap;
    points = value ? limit : Math.min(points + rise, limit);
    return { [upTo ? 'upTo' : 'below']: limit, points: value ? 'value' : points };
  });
  return [...made.slice(0, -1), { points: made.at(-1)!.points }];
});

const weight = fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10);
const clamp = fc
  .tuple(fc.nat(150), fc.nat(150))
  .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));
const phase = fc.record({
  effect: fc.constantFrom('applied' as const, 'followed' as const),
  weights: fc
    .record({ isap: weight, ieco: weight, ixec: weight })
    .filter(({ isap, ieco, ixec }) => isap + ieco + ixec > 0),
  bands: fc.record({ isap: bands, ieco: bands, ixec: bands }),
  clamp: fc.option(clamp, { nil: undefined }),
});
const readings = fc.record<Partial<Readings>>({
  isapAtLimit: fc.constantFrom('value' as const, 'full' as const),
  bandComparison: fc.constantFrom('exact' as const, 'rounded' as const),
  nothingToMeasure: fc.constantFrom('scores-100' as const, 'left-out' as const),
});
const anyProfile = fc
  .record({
    phases: fc.array(phase, { minLength: 1, maxLength: 3 }),
    rounding: fc.record({
      decimals: fc.nat(3),
      mode: fc.constantFrom('half-up' as const, 'half-even' as const, 'down' as const),
      irg: fc.constantFrom('exact' as const, 'rounded' as const),
    }),
    readings,
  })
  .map(({ phases, rounding, readings: read }) => {
    const numbered = phases.map((each, index) => ({ ...each, fromCycle: 1 + 3 * index }));
    return scoringProfile(completeRules('any', { phases: numbered, rounding }), read);
  });
const cycle = fc.integer({ min: 1, max: 12 });
const value = fc
  .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 99 }))
  .map(([numerator, denominator]) => new Fraction(numerator, denominator));
const obtained = fc.record({ isap: value, ieco: value, ixec: value });

describe('under any profile', () => {
  test('the IRG is monotone in each indicator inside a phase: who obtains more is never paid less', () => {
    fc.assert(
      fc.property(
        anyProfile,
        cycle,
        obtained,
        value,
        fc.constantFrom(...INDICATORS),
        (profile, at, less, more, indicator) => {
          fc.pre(less[indicator].lt(more));
          const [lower, higher] = [less, { ...less, [indicator]: more }].map((each) =>
            irgOf(profile, at, each),
          );
          expect(lower!.irg.lte(higher!.irg)).toBe(true);
          expect(lower!.invoiceFactor.lte(higher!.invoiceFactor)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('the IRG stays inside the limits of its phase, and between the least and the most of its points', () => {
    fc.assert(
      fc.property(anyProfile, cycle, obtained, (profile, at, values) => {
        const { irg, points, beforeClamp } = irgOf(profile, at, values);
        const { clamp: limits } = phaseOf(profile, at);
        if (limits !== undefined) expect(irg.gte(limits.min) && irg.lte(limits.max)).toBe(true);
        const all = Object.values(points).toSorted((a, b) => a.compare(b));
        expect(beforeClamp.gte(all[0]!) && beforeClamp.lte(all[2]!)).toBe(true);
      }),
    );
  });
});
