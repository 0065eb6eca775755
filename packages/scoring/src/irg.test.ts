import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { invoiceCentsOf, irgOf } from './irg.ts';
import { scoringProfile } from './profile.ts';

const reference = scoringProfile('embasa-2023');
const figura4 = scoringProfile('figura4');
type Value = number | string | Fraction;
const obtained = (isap: Value, ieco: Value, ixec: Value) => ({
  isap: new Fraction(isap),
  ieco: new Fraction(ieco),
  ixec: new Fraction(ixec),
});
const irg = (profile: typeof reference, cycle: number, ...values: [Value, Value, Value]) =>
  irgOf(profile, cycle, obtained(...values)).irg.toFraction();

describe('check rows (ISAP, IECO, IXEC → IRG)', () => {
  test('(98, 97, 105) → 100.25 in cycles 4 to 6', () => {
    for (const cycle of [4, 5, 6]) expect(irg(reference, cycle, 98, 97, 105)).toBe('401/4');
  });

  test('(90, 110, 100) → 103.5 in both phases, and 102.666… under figura4 from cycle 7', () => {
    expect(irg(reference, 4, 90, 110, 100)).toBe('207/2');
    expect(irg(reference, 7, 90, 110, 100)).toBe('207/2');
    expect(irg(figura4, 6, 90, 110, 100)).toBe('207/2');
    expect(irg(figura4, 7, 90, 110, 100)).toBe('308/3');
  });

  test('(60, 60, 60) → 85 and 70', () => {
    for (const profile of [reference, figura4]) {
      expect(irg(profile, 6, 60, 60, 60)).toBe('85');
      expect(irg(profile, 7, 60, 60, 60)).toBe('70');
    }
  });

  test('IECO 94.99 → 95 lifts the IRG by 3.006 points', () => {
    const at = (ieco: string) => irgOf(reference, 4, obtained(100, ieco, 100)).irg;
    expect(at('95').sub(at('94.99')).toFraction()).toBe('1503/500');
  });

  test('reachable: 85 to 111.25, and 70 to 122.5 (122 under figura4)', () => {
    expect(irg(reference, 4, 0, 0, 0)).toBe('85');
    expect(irg(reference, 4, 200, 200, 200)).toBe('445/4');
    expect(irg(reference, 7, 0, 0, 0)).toBe('70');
    expect(irg(reference, 7, 200, 200, 200)).toBe('245/2');
    expect(irg(figura4, 7, 200, 200, 200)).toBe('122');
  });
});

describe('IRG', () => {
  const value = fc
    .tuple(fc.integer({ min: -1000, max: 30_000 }), fc.integer({ min: 1, max: 99 }))
    .map(([numerator, denominator]) => new Fraction(numerator, denominator));
  const anyProfile = fc.constantFrom(reference, figura4);

  test('is within 85 to 115 in cycles 4 to 6, and 70 to 130 from cycle 7', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.integer({ min: 4, max: 40 }),
        value,
        value,
        value,
        (profile, cycle, a, b, c) => {
          const {
            irg: final,
            beforeClamp,
            invoiceFactor,
          } = irgOf(profile, cycle, { isap: a, ieco: b, ixec: c });
          const [min, max] = cycle < 7 ? [85, 115] : [70, 130];
          expect(final.gte(min) && final.lte(max)).toBe(true);
          expect(final.equals(beforeClamp)).toBe(true);
          expect(invoiceFactor.equals(final)).toBe(true);
        },
      ),
    );
  });

  test('is clamped where its points would leave the limits', () => {
    const tight = {
      ...reference,
      phases: reference.phases.map((phase) => ({ ...phase, clamp: { min: 99, max: 101 } })),
    };
    expect(irg(tight, 4, 0, 0, 0)).toBe('99');
    expect(irg(tight, 4, 200, 200, 200)).toBe('101');
  });

  test('has no effect in cycles 1 to 3: measured, and the invoice factor is 100 %', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.integer({ min: 1, max: 3 }),
        value,
        value,
        value,
        (profile, cycle, a, b, c) => {
          const result = irgOf(profile, cycle, { isap: a, ieco: b, ixec: c });
          expect(result.invoiceFactor.toFraction()).toBe('100');
          expect(result.irg.equals(result.meanBeforeBands)).toBe(true);
        },
      ),
    );
  });

  test('reading nothingToMeasure: the indicator scores 100, or leaves its weight to the others', () => {
    const noCases = { ...obtained(90, 0, 110), ieco: undefined };
    expect(irgOf(reference, 4, noCases).irg.toFraction()).toBe('99');
    const leftOut = scoringProfile('embasa-2023', { nothingToMeasure: 'left-out' });
    expect(irgOf(leftOut, 4, noCases).irg.toFraction()).toBe('195/2');
    const nothing = { isap: undefined, ieco: undefined, ixec: undefined };
    expect(irgOf(leftOut, 4, nothing).irg.toFraction()).toBe('100');
  });
});

test('the invoice is the measured value × the factor, half up to the centavo', () => {
  expect(invoiceCentsOf(100_000_00, new Fraction('100.25'))).toBe(100_250_00);
  expect(invoiceCentsOf(200, new Fraction('100.25'))).toBe(201);
  expect(invoiceCentsOf(199, new Fraction('100.25'))).toBe(199);
  expect(invoiceCentsOf(300, new Fraction(7700, 75))).toBe(308);
  expect(invoiceCentsOf(90_071_992_547_409_91, new Fraction(100))).toBe(90_071_992_547_409_91);
});
