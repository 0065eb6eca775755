import { describe, expect, test } from 'vitest';
import { scoreUnderEveryReading } from './every-reading.ts';
import { emptyMeasure, measureOf } from './measure.ts';
import { scoringProfile } from './profile.ts';
import { type CycleToScore, scoreCycle } from './score.ts';

const targets = { mrep: 50, msex: 100, criticality: { notice: 1, cut: 3 } };

/** ISAP 90, IECO 110, IXEC 100. */
const input: CycleToScore = {
  profile: scoringProfile('embasa-2023'),
  targets,
  cycle: 7,
  measure: measureOf({
    finishedOnTime: 90,
    finishedCycles: 100,
    collected: 100,
    recovered: 55,
    recoveredInTerm: 11,
    services: { cut: { demanded: 8, executed: 8 } },
  }),
  measuredValueCents: 1_000_000_01,
};

describe('a scored cycle', () => {
  test('names its profile and tells every step from the values to the invoice', () => {
    const figure = (exact: string, display: string) => ({ exact, display });
    expect(scoreCycle({ ...input, profile: scoringProfile('figura4') })).toEqual({
      profile: 'figura4',
      readings: input.profile.readings,
      cycle: 7,
      effect: 'applied',
      measure: input.measure,
      indicators: {
        isap: { measured: true, raw: figure('90/1', '90.00'), final: figure('90/1', '90.00'), weight: 20 },
        ieco: {
          measured: true,
          raw: figure('110/1', '110.00'),
          final: figure('110/1', '110.00'),
          weight: 40,
        },
        ixec: {
          measured: true,
          raw: figure('100/1', '100.00'),
          final: figure('100/1', '100.00'),
          weight: 15,
        },
      },
      meanBeforeBands: figure('308/3', '102.67'),
      irgBeforeClamp: figure('308/3', '102.67'),
      irg: figure('308/3', '102.67'),
      invoiceFactor: figure('308/3', '102.67'),
      measuredValueCents: 1_000_000_01,
      invoiceCents: 1_026_666_68,
    });
  });

  test('survives JSON, and scoring twice gives the same bytes', () => {
    const score = scoreCycle(input);
    expect(JSON.parse(JSON.stringify(score))).toEqual(score);
    expect(JSON.stringify(scoreCycle(structuredClone(input)))).toBe(JSON.stringify(score));
  });

  test('is paid in full in cycles 1 to 3', () => {
    expect(scoreCycle({ ...input, cycle: 3 })).toMatchObject({
      effect: 'followed',
      irg: { display: '103.50' },
      invoiceFactor: { exact: '100/1' },
      invoiceCents: input.measuredValueCents,
    });
  });

  test('with nothing to measure scores 100 and says that nothing was measured', () => {
    const score = scoreCycle({ ...input, targets: { ...targets, msex: 80 }, measure: emptyMeasure() });
    expect(Object.values(score.indicators).map(({ measured, raw }) => [measured, raw.display])).toEqual([
      [false, '100.00'],
      [false, '100.00'],
      [false, '100.00'],
    ]);
    expect(score.invoiceCents).toBe(input.measuredValueCents);
  });

  test('alerts with its own cycle as the last of the evidence, and only when it knows the cycles before', () => {
    const bad = {
      ...input,
      measure: measureOf({ ...input.measure, finishedOnTime: 0, recovered: 0, recoveredInTerm: 0 }),
    };
    const before = [5, 6].map((cycle) => scoreCycle({ ...bad, cycle }));
    expect(scoreCycle(bad)).not.toHaveProperty('termination');
    expect(scoreCycle({ ...bad, history: before }).termination?.evidence.map(({ cycle }) => cycle)).toEqual([
      5, 6, 7,
    ]);
    expect(scoreCycle({ ...input, history: before })).not.toHaveProperty('termination');
  });

  test('cannot be made of a service type without criticality', () => {
    const measure = measureOf({ services: { visit: { demanded: 1, executed: 1 } } });
    expect(() => scoreCycle({ ...input, measure })).toThrow('scoring.criticality-missing');
  });
});

describe('a cycle under every reading', () => {
  const told = (change: Partial<CycleToScore> = {}) =>
    scoreUnderEveryReading({ ...input, measuredValueCents: 1_000_00, ...change }).map(
      ({ reading, score }) => [reading, score.irg.display, score.invoiceCents],
    );

  test('shows IRG and R$ side by side, one changed reading at a time', () => {
    expect(told()).toEqual([
      ['contract', '103.50', 1_035_00],
      ['weights: figura4', '102.67', 1_026_67],
      ['ISAP at its limit: full', '103.50', 1_035_00],
      ['bands compare: rounded', '103.50', 1_035_00],
      ['nothing to measure: left-out', '103.50', 1_035_00],
      // 44 of 100 recovered over a target of 50 is an IECO of 88.
      ['payment term: 0 days', '90.30', 903_00],
    ]);
  });

  test('changes what the contract itself has chosen', () => {
    const profile = scoringProfile('figura4', { isapAtLimit: 'full', nothingToMeasure: 'left-out' });
    const measure = measureOf({ finishedOnTime: 98, finishedCycles: 100 });
    expect(told({ profile, measure })).toEqual([
      ['contract', '100.00', 1_000_00],
      ['weights: embasa-2023', '100.00', 1_000_00],
      ['ISAP at its limit: value', '98.00', 980_00],
      ['bands compare: rounded', '100.00', 1_000_00],
      ['nothing to measure: scores-100', '100.00', 1_000_00],
      ['payment term: 0 days', '100.00', 1_000_00],
    ]);
  });

  test('a value just below 95 that prints as 95.00 is worth a step under the reading rounded', () => {
    const measure = measureOf({ collected: 200_000, recovered: 94_999 });
    const rows = told({ measure });
    // 25 + 0.6 × 94.999 + 15 = 96.9994 %: the invoice follows the exact IRG, not the one shown.
    expect(rows[0]).toEqual(['contract', '97.00', 969_99]);
    expect(rows[3]).toEqual(['bands compare: rounded', '100.00', 1_000_00]);
  });
});
