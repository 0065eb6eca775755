import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecast, type OpenCycle } from './forecast.ts';
import { MeasureSum, measureOf } from './measure.ts';
import { scoringProfile } from './profile.ts';
import { scoreCycle } from './score.ts';
import { factsOfOrder, type ServiceOrder } from './service-order.ts';

const NOW = '2026-03-10T12:00:00Z';
const order = (more: Partial<ServiceOrder>): ServiceOrder => ({
  id: 'OS1',
  type: 'leak',
  account: '1',
  generatedAt: '2026-03-10T06:00:00-03:00',
  deadlineAt: '2026-03-10T18:00:00-03:00',
  status: 'open',
  ...more,
});
const open: OpenCycle = {
  cycle: 7,
  from: '2026-03-01',
  to: '2026-03-31',
  profile: scoringProfile('embasa-2023'),
  targets: { mrep: 80, msex: 100, criticality: { leak: 1 } },
  measuredValueCents: 1_000_00,
  // ISAP 8 / 10 = 80. IECO 6 / 10 / 80 % = 75. IXEC 9 / 10 = 90, the open order demanded among them.
  measure: measureOf({
    finishedOnTime: 8,
    finishedCycles: 10,
    collected: 10,
    recovered: 6,
    services: { leak: { demanded: 10, executed: 9 } },
  }),
  openTerms: ['2026-03-20', '2026-03-20', '2026-03-31', '2026-04-01'],
  openOrders: [order({})],
};

describe('the forecast of an open cycle, computed by hand', () => {
  const told = forecast(open, NOW);
  const shown = (of: 'soFar' | 'best' | 'worst') =>
    Object.values(told[of].indicators).map(({ raw }) => raw.display);

  test('so far it has what is counted', () => {
    // 25 × 80 + 60 × 75 + 15 × 90 = 78.5
    expect(shown('soFar')).toEqual(['80.00', '75.00', '90.00']);
    expect(told.soFar).toMatchObject({ irg: { display: '78.50' }, invoiceCents: 785_00 });
  });

  test('at best all 4 cases are recovered and the order is done in time', () => {
    // ISAP 9 / 11, IECO 10 / 14 / 80 %, IXEC 10 / 10.
    expect(shown('best')).toEqual(['81.82', '89.29', '100.00']);
  });

  test('at worst the 3 cases whose term ends in it are lost, and the order is finished at its end', () => {
    // From 06:00 on the 10th to the end of the 31st are 522 h: 44 deadlines of 12 h. ISAP 8 / 54, IECO 6 / 13 / 80 %.
    // Their points are 70, 70 and 90.
    expect(shown('worst')).toEqual(['14.81', '57.69', '90.00']);
    expect(told.worst.irg.display).toBe('73.00');
  });

  test('what is open in the window is told by day', () => {
    expect(told.openByDay).toEqual([
      { termEndsOn: '2026-03-20', cases: 2, countsInCycle: true },
      { termEndsOn: '2026-03-31', cases: 1, countsInCycle: true },
      { termEndsOn: '2026-04-01', cases: 1, countsInCycle: false },
    ]);
    expect(told.openOrders).toBe(1);
  });

  test('an order that is late already can only be executed, and only where the grace allows it', () => {
    const late = order({ deadlineAt: '2026-03-09T18:00:00-03:00', generatedAt: '2026-03-09T06:00:00-03:00' });
    const best = (demandGraceDays: number) =>
      forecast(
        { ...open, openOrders: [late], profile: scoringProfile('embasa-2023', { demandGraceDays }) },
        NOW,
      ).best.indicators;
    expect(best(0)).toMatchObject({
      isap: { raw: { display: '80.00' } },
      ixec: { raw: { display: '90.00' } },
    });
    expect(best(1)).toMatchObject({
      isap: { raw: { display: '80.00' } },
      ixec: { raw: { display: '100.00' } },
    });
  });
});

test('whatever becomes of what is open, the IRG ends between the worst and the best', () => {
  const fate = fc.record({
    // Of a case: recovered in the cycle, or not; of an order: done after so many hours, or left open.
    recovered: fc.boolean(),
    hours: fc.option(fc.integer({ min: 0, max: 24 * 21 }), { nil: undefined }),
  });
  const days = ['2026-03-12', '2026-03-20', '2026-03-31', '2026-04-10'];
  const hour = (hours: number) => {
    const day = 10 + Math.floor((9 + hours) / 24);
    return `2026-03-${String(day).padStart(2, '0')}T${String((9 + hours) % 24).padStart(2, '0')}:00:00-03:00`;
  };
  fc.assert(
    fc.property(
      fc.array(fate, { maxLength: 6 }),
      fc.constantFrom(1, 4, 7),
      fc.integer({ min: 1, max: 40 }),
      (fates, cycle, deadlineHours) => {
        const openTerms = fates.map((_, index) => days[index % days.length]!);
        const orders = fates.map((_, index) =>
          order({ id: `OS${index}`, generatedAt: hour(0), deadlineAt: hour(deadlineHours) }),
        );
        const counted = new MeasureSum();
        counted.add(open.measure);
        const demands = orders.flatMap((each) => factsOfOrder(each, open.profile.readings));
        for (const { measure } of demands) counted.add(measure);
        const now = hour(0);
        const told = forecast(
          { ...open, cycle, measure: counted.measure(), openTerms, openOrders: orders },
          now,
        );
        for (const [index, { recovered, hours }] of fates.entries()) {
          const isCounted = recovered || openTerms[index]! <= open.to;
          counted.add(measureOf({ collected: isCounted ? 1 : 0, recovered: recovered ? 1 : 0 }));
          if (hours === undefined) continue;
          const done = { ...orders[index]!, executedAt: hour(hours), status: 'done' as const };
          for (const { measure } of factsOfOrder(done, open.profile.readings)) counted.add(measure);
          for (const { measure } of factsOfOrder(orders[index]!, open.profile.readings))
            counted.add(measure, -1);
        }
        const { profile, targets, measuredValueCents } = open;
        const end = scoreCycle({ profile, targets, cycle, measure: counted.measure(), measuredValueCents });
        expect(end.invoiceCents).toBeGreaterThanOrEqual(told.worst.invoiceCents);
        expect(end.invoiceCents).toBeLessThanOrEqual(told.best.invoiceCents);
      },
    ),
    { numRuns: 300 },
  );
});
