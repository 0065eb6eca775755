import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { finalPoints, limitsGoUp } from './bands.ts';
import { phaseOf, scoringProfile } from './profile.ts';
import type { Bands } from './rules.ts';

const bandsIn = (cycle: number) => phaseOf(scoringProfile('embasa-2023'), cycle).bands;
const points = (value: string | number, bands: Bands) => finalPoints(new Fraction(value), bands).toFraction();

/** A hair's breadth, far below what a floating-point number near 100 can tell. */
const HAIR = new Fraction(1, 10n ** 30n);
const around = (value: number, bands: Bands) =>
  [new Fraction(value).sub(HAIR), new Fraction(value), new Fraction(value).add(HAIR)].map((each) => {
    const final = finalPoints(each, bands);
    return final.equals(each) ? 'value' : final.toFraction();
  });

describe('band edges are exact', () => {
  test('ISAP: below 85 (70) the floor, up to 98 the value, above 98 it is 100', () => {
    expect(around(85, bandsIn(4).isap)).toEqual(['85', 'value', 'value']);
    expect(around(70, bandsIn(7).isap)).toEqual(['70', 'value', 'value']);
    for (const cycle of [4, 7]) {
      expect(around(98, bandsIn(cycle).isap)).toEqual(['value', 'value', '100']);
      expect(points(98, bandsIn(cycle).isap)).toBe('98');
      expect(points(150, bandsIn(cycle).isap)).toBe('100');
    }
  });

  test('reading isapAtLimit full: an ISAP of exactly 98 scores 100', () => {
    expect(around(98, limitsGoUp(bandsIn(4).isap))).toEqual(['value', '100', '100']);
  });

  test.each(['ieco', 'ixec'] as const)(
    '%s: from 95 to 100 it is 100, then the value up to the ceiling',
    (of) => {
      expect(around(85, bandsIn(4)[of])).toEqual(['85', 'value', 'value']);
      expect(around(115, bandsIn(4)[of])).toEqual(['value', 'value', '115']);
      expect(around(70, bandsIn(7)[of])).toEqual(['70', 'value', 'value']);
      expect(around(130, bandsIn(7)[of])).toEqual(['value', 'value', '130']);
      for (const cycle of [4, 7]) {
        expect(around(95, bandsIn(cycle)[of])).toEqual(['value', '100', '100']);
        expect(around(100, bandsIn(cycle)[of])).toEqual(['100', 'value', 'value']);
        expect(points('94.999', bandsIn(cycle)[of])).toBe('94999/1000');
      }
    },
  );

  test('reading bandComparison rounded: 94.995 is read as 95.00', () => {
    const value = new Fraction('94.995');
    expect(finalPoints(value, bandsIn(4).ieco).equals(value)).toBe(true);
    expect(finalPoints(value, bandsIn(4).ieco, { decimals: 2, mode: 'half-up' }).toFraction()).toBe('100');
  });
});

test('the phases change with cycles 4 and 7', () => {
  const profile = scoringProfile('embasa-2023');
  expect([1, 3, 4, 6, 7, 60].map((cycle) => phaseOf(profile, cycle).fromCycle)).toEqual([1, 1, 4, 4, 7, 7]);
  expect(() => phaseOf(profile, 0)).toThrow('numbered from 1');
});

test('cycles 1 to 3: the points are the value obtained', () => {
  expect(points(12, bandsIn(1).isap)).toBe('12');
  expect(points(240, bandsIn(3).ieco)).toBe('240');
});

const percent = fc
  .tuple(fc.integer({ min: -100_000, max: 300_000 }), fc.integer({ min: 1, max: 1000 }))
  .map(([numerator, denominator]) => new Fraction(numerator, denominator));
const anyTable = fc
  .tuple(fc.constantFrom(4, 7), fc.constantFrom('isap' as const, 'ieco' as const, 'ixec' as const))
  .map(([cycle, indicator]) => ({ bands: bandsIn(cycle)[indicator], cycle, indicator }));

test('bands are total: every value has points between its floor and its ceiling', () => {
  fc.assert(
    fc.property(percent, anyTable, (value, { bands, cycle, indicator }) => {
      const floor = cycle === 4 ? 85 : 70;
      const ceiling = indicator === 'isap' ? 100 : cycle === 4 ? 115 : 130;
      const final = finalPoints(value, bands);
      expect(final.gte(floor) && final.lte(ceiling)).toBe(true);
    }),
  );
});

test('bands are monotone: who obtains more never scores less', () => {
  fc.assert(
    fc.property(percent, percent, anyTable, (a, b, { bands }) => {
      const [less, more] = a.lt(b) ? [a, b] : [b, a];
      expect(finalPoints(less, bands).lte(finalPoints(more, bands))).toBe(true);
    }),
  );
});

test('points jump nowhere but over 98 (ISAP) and at 95 (IECO, IXEC)', () => {
  fc.assert(
    fc.property(percent, anyTable, (value, { bands, indicator }) => {
      const step = indicator === 'isap' ? 98 : 95;
      const next = value.add(new Fraction(1, 1000));
      fc.pre(value.gt(step) || next.lt(step));
      const rise = finalPoints(next, bands).sub(finalPoints(value, bands));
      expect(rise.lte(new Fraction(1, 1000))).toBe(true);
    }),
  );
});
