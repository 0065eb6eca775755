import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { explainCycle } from './explain.ts';
import { type Measure, measureOf } from './measure.ts';
import { scoringProfile } from './profile.ts';
import { type CycleToScore, scoreCycle } from './score.ts';

/** A target of 100 and one type of service: the counts are the values obtained. */
const TARGETS = { mrep: '100', msex: '100', criticality: { leak: 1 } };
/** ISAP, IECO and IXEC in hundredths of a percent. */
const measureFor = (isap: number, ieco: number, ixec: number): Measure =>
  measureOf({
    finishedOnTime: isap,
    finishedCycles: 10_000,
    recovered: ieco,
    collected: 10_000,
    services: { leak: { demanded: 10_000, executed: ixec } },
  });
const cycleOf = (
  cycle: number,
  isap: number,
  ieco: number,
  ixec: number,
  name = 'reference' as const,
): CycleToScore => ({
  profile: scoringProfile(name),
  targets: TARGETS,
  cycle,
  measure: measureFor(isap, ieco, ixec),
  measuredValueCents: 100_000_00,
});

describe('the golden figures, explained', () => {
  test('(98, 97, 105) is 100.25 in cycles 4 to 6', () => {
    const { isap, ieco, ixec, mean, ...steps } = explainCycle(cycleOf(4, 9800, 9700, 10_500));
    expect([isap.band, ieco.band, ixec.band]).toEqual([
      {
        row: 2,
        of: 3,
        from: { at: 85, included: true },
        to: { at: 98, included: true },
        points: 'value',
        compared: { exact: '98/1', display: '98.00' },
      },
      {
        row: 3,
        of: 5,
        from: { at: 95, included: true },
        to: { at: 100, included: true },
        points: 100,
        compared: { exact: '97/1', display: '97.00' },
      },
      {
        row: 4,
        of: 5,
        from: { at: 100, included: false },
        to: { at: 115, included: true },
        points: 'value',
        compared: { exact: '105/1', display: '105.00' },
      },
    ]);
    expect(mean.parts.map(({ indicator, weight, product }) => [indicator, weight, product.exact])).toEqual([
      ['isap', 25, '2450/1'],
      ['ieco', 60, '6000/1'],
      ['ixec', 15, '1575/1'],
    ]);
    expect([mean.sum.exact, mean.weights, mean.mean.exact]).toEqual(['10025/1', 100, '401/4']);
    expect(steps).toMatchObject({
      phase: { fromCycle: 4, toCycle: 6, effect: 'applied' },
      clamp: { min: 85, max: 115, held: 'neither' },
      invoiceFactor: { display: '100.25' },
      invoiceBeforeRounding: { exact: '100250/1' },
      invoiceCents: 100_250_00,
    });
  });

  test.each([
    [4, '207/2'],
    [7, '207/2'],
  ])('(90, 110, 100) is 103.5 in both phases: cycle %i', (cycle, exact) => {
    expect(explainCycle(cycleOf(cycle, 9000, 11_000, 10_000)).irg.exact).toBe(exact);
  });

  test('(90, 110, 100) under figura4 from cycle 7 is a mean by 75: 102.666…', () => {
    const input = { ...cycleOf(7, 9000, 11_000, 10_000), profile: scoringProfile('figura4') };
    const { mean, invoiceBeforeRounding, invoiceCents } = explainCycle(input);
    expect([mean.sum.exact, mean.weights, mean.mean.exact]).toEqual(['7700/1', 75, '308/3']);
    expect([invoiceBeforeRounding.exact, invoiceCents]).toEqual(['308000/3', 102_666_67]);
  });

  test('(60, 60, 60) is 85 and 70: every value lies in the first row', () => {
    for (const [cycle, floor] of [
      [4, 85],
      [7, 70],
    ] as const) {
      const { isap, irg } = explainCycle(cycleOf(cycle, 6000, 6000, 6000));
      expect(isap.band).toMatchObject({ row: 1, to: { at: floor, included: false }, points: floor });
      expect(isap.band?.from).toBeUndefined();
      expect(irg.exact).toBe(`${floor}/1`);
    }
  });

  test('IECO 94.99 lies in the second row, and 95 in the third, which is worth 3.006 points of IRG', () => {
    const [under, at] = [9499, 9500].map((ieco) => explainCycle(cycleOf(4, 9800, ieco, 10_500)));
    expect([under!.ieco.band?.row, at!.ieco.band?.row]).toEqual([2, 3]);
    expect(new Fraction(at!.irg.exact).sub(under!.irg.exact).toString()).toBe('3.006');
  });

  test('cycles 1 to 3 are followed: the value is its points, and the factor 100', () => {
    const { phase, isap, clamp, invoiceFactor, invoiceCents } = explainCycle(cycleOf(2, 6000, 6000, 6000));
    expect(phase).toEqual({ fromCycle: 1, toCycle: 3, effect: 'followed' });
    expect(isap).toMatchObject({ band: { row: 1, of: 1, points: 'value' }, final: { exact: '60/1' } });
    expect([clamp, invoiceFactor.exact, invoiceCents]).toEqual([undefined, '100/1', 100_000_00]);
  });

  test('12 h done in 10, 13 and 52 h: 1 of 8 deadline cycles, 12.5 %', () => {
    const input = { ...cycleOf(4, 0, 0, 0), measure: measureOf({ finishedOnTime: 1, finishedCycles: 8 }) };
    const { isap, ieco } = explainCycle(input);
    expect(isap).toMatchObject({ counts: { onTime: 1, deadlineCycles: 8 }, raw: { exact: '25/2' } });
    expect(ieco).toMatchObject({ measured: false, raw: { exact: '100/1' }, final: { exact: '100/1' } });
    expect(ieco.band).toBeUndefined();
  });

  test('each type of service has its share and its criticality', () => {
    const input = {
      ...cycleOf(4, 0, 0, 0),
      targets: { mrep: '80', msex: '95', criticality: { leak: 3, connection: 2 } },
      measure: measureOf({ services: { leak: { demanded: 3, executed: 2 } } }),
    };
    const { counts, raw } = explainCycle(input).ixec;
    expect(counts.services.map(({ type, share, weighted }) => [type, share.exact, weighted.exact])).toEqual([
      ['connection', '100/1', '200/1'],
      ['leak', '200/3', '200/1'],
    ]);
    expect([counts.criticalities.exact, counts.psex?.exact, raw.exact]).toEqual(['5/1', '80/1', '1600/19']);
  });
});

const count = fc.nat(400);
const inputs = fc
  .record({
    name: fc.constantFrom('reference' as const, 'figura4' as const),
    bandComparison: fc.constantFrom('exact' as const, 'rounded' as const),
    isapAtLimit: fc.constantFrom('value' as const, 'full' as const),
    nothingToMeasure: fc.constantFrom('scores-100' as const, 'left-out' as const),
    cycle: fc.integer({ min: 1, max: 12 }),
    counts: fc.tuple(count, count, count, count, count, count, count, count),
    measuredValueCents: fc.nat(1_000_000_00),
  })
  .map(({ name, cycle, counts, measuredValueCents, ...readings }): CycleToScore => {
    const [onTime, cycles, recovered, collected, d1, e1, d2, e2] = counts;
    return {
      profile: scoringProfile(name, readings),
      targets: { mrep: '82.5', msex: '95', criticality: { leak: 3, connection: 2 } },
      cycle,
      measure: measureOf({
        finishedOnTime: Math.min(onTime, cycles),
        finishedCycles: cycles,
        recovered: Math.min(recovered, collected),
        collected,
        services: {
          leak: { demanded: d1, executed: Math.min(d1, e1) },
          connection: { demanded: d2, executed: Math.min(d2, e2) },
        },
      }),
      measuredValueCents,
    };
  });

describe('an explanation', () => {
  test('comes to the figures of the score, whatever the cycle', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const [steps, score] = [explainCycle(input), scoreCycle(input)];
        for (const indicator of ['isap', 'ieco', 'ixec'] as const) {
          const { measured, raw, final, weight } = steps[indicator];
          expect({ measured, raw, final, weight }).toEqual(score.indicators[indicator]);
        }
        expect([steps.meanBeforeBands.mean, steps.mean.mean]).toEqual([
          score.meanBeforeBands,
          score.irgBeforeClamp,
        ]);
        expect([steps.irg, steps.invoiceFactor]).toEqual([score.irg, score.invoiceFactor]);
        expect([steps.phase.effect, steps.invoiceCents]).toEqual([score.effect, score.invoiceCents]);
      }),
      { numRuns: 500 },
    );
  });

  test('adds up by itself: counts make the values, products the mean, the factor the invoice', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { isap, ieco, ixec, mean, invoiceFactor, ...steps } = explainCycle(input);
        const f = (value: string | number) => new Fraction(value);
        if (isap.measured)
          expect(f(isap.counts.onTime).div(isap.counts.deadlineCycles).mul(100).equals(isap.raw.exact)).toBe(
            true,
          );
        const { recovered, collected, mrep } = ieco.counts;
        if (ieco.measured)
          expect(f(recovered).div(collected).mul(10_000).div(mrep.exact).equals(ieco.raw.exact)).toBe(true);
        const { services, criticalities, msex } = ixec.counts;
        const weighted = services.reduce((sum, each) => sum.add(each.weighted.exact), f(0));
        if (ixec.measured)
          expect(weighted.div(criticalities.exact).mul(100).div(msex.exact).equals(ixec.raw.exact)).toBe(
            true,
          );
        const products = mean.parts.reduce((sum, { product }) => sum.add(product.exact), f(0));
        expect(products.equals(mean.sum.exact)).toBe(true);
        expect(
          f(input.measuredValueCents)
            .mul(invoiceFactor.exact)
            .div(10_000)
            .equals(steps.invoiceBeforeRounding.exact),
        ).toBe(true);
      }),
    );
  });
});
