import { describe, expect, test } from 'vitest';
import { checkTargets, iecoOf, isapOf, ixecOf, type Targets } from './indicators.ts';
import { emptyMeasure, measureOf, sumMeasures } from './measure.ts';
import { REFERENCE_READINGS } from './readings.ts';
import { factsOfOrder } from './service-order.ts';

const targets: Targets = { mrep: 60, msex: '92.5', criticality: { notice: 1, cut: 3 } };

describe('ISAP', () => {
  test('12 h deadlines done in 10, 13 and 52 h give 1 / 8 = 12.5 %', () => {
    const facts = ['2024-03-01T10:00', '2024-03-01T13:00', '2024-03-03T04:00'].flatMap((executedAt, index) =>
      factsOfOrder(
        {
          id: `OS-${index}`,
          type: 'cut',
          account: '1001',
          generatedAt: '2024-03-01T00:00',
          deadlineAt: '2024-03-01T12:00',
          executedAt,
          status: 'done',
        },
        REFERENCE_READINGS,
      ),
    );
    const measure = sumMeasures(facts.map(({ measure }) => measure));
    expect(measure).toMatchObject({ finishedOnTime: 1, finishedCycles: 8 });
    expect(isapOf(measure)!.toFraction()).toBe('25/2');
  });
});

describe('IECO', () => {
  test('is the share of recovered accounts over the target', () => {
    expect(iecoOf(measureOf({ collected: 200, recovered: 120 }), targets)!.toFraction()).toBe('100');
    expect(iecoOf(measureOf({ collected: 3, recovered: 2 }), targets)!.toFraction()).toBe('1000/9');
  });
});

describe('IXEC', () => {
  const services = { notice: { demanded: 10, executed: 5 }, cut: { demanded: 4, executed: 4 } };

  test('weighs the types by criticality: (1 × 50 % + 3 × 100 %) / 4 over a target of 92.5', () => {
    expect(ixecOf(measureOf({ services }), targets)!.toFraction()).toBe('3500/37');
  });

  test('a type without demand counts as 100 %', () => {
    const onlyNotices = measureOf({ services: { notice: services.notice } });
    expect(ixecOf(onlyNotices, targets)!.equals(ixecOf(measureOf({ services }), targets)!)).toBe(true);
    const onlyCuts = measureOf({ services: { cut: { demanded: 4, executed: 0 } } });
    expect(ixecOf(onlyCuts, { ...targets, msex: 100 })!.toFraction()).toBe('25');
  });
});

test('without anything to measure there is no value, also where adjustments leave less than nothing', () => {
  for (const measure of [
    emptyMeasure(),
    measureOf({ finishedCycles: -1, collected: -2, services: { cut: { demanded: -1, executed: 0 } } }),
  ])
    expect([isapOf(measure), iecoOf(measure, targets), ixecOf(measure, targets)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
});

test('targets that cannot be scored against are named', () => {
  const wrong: Targets = { mrep: 0, msex: 'many', criticality: { notice: '-1' } };
  const measure = measureOf({ services: { cut: { demanded: 1, executed: 1 } } });
  expect(checkTargets(wrong, measure).map(({ code, where }) => [code, where.path])).toEqual([
    ['scoring.target-not-positive', 'mrep'],
    ['scoring.target-not-positive', 'msex'],
    ['scoring.target-not-positive', 'criticality.notice'],
    ['scoring.criticality-missing', 'criticality.cut'],
  ]);
  expect(checkTargets(targets, measure)).toEqual([]);
});
