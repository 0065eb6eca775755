import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secondsOf } from './instant.ts';
import { emptyMeasure, sumMeasures } from './measure.ts';
import { REFERENCE_READINGS } from './readings.ts';
import { deadlineCycles, factsOfOrder, type ServiceOrder } from './service-order.ts';

const HOUR = 3600;

describe('deadline cycles', () => {
  test('a 12 h deadline: 10 h counts 1, 13 h counts 2, 52 h counts 5', () => {
    expect([10, 12, 13, 24, 52].map((hours) => deadlineCycles(hours * HOUR, 12 * HOUR))).toEqual([
      1, 1, 2, 2, 5,
    ]);
  });

  test('2.1 h over 0.3 h is 7, where floating point says 8', () => {
    expect(Math.ceil(2.1 / 0.3)).toBe(8);
    expect(deadlineCycles(7560, 1080)).toBe(7);
  });

  test('are the smallest count of deadlines, at least 1, that holds the execution', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 10 ** 9 }),
        fc.integer({ min: 1, max: 10 ** 6 }),
        (took, deadline) => {
          const cycles = deadlineCycles(took, deadline);
          expect(cycles * deadline >= took).toBe(true);
          expect(cycles === 1 || (cycles - 1) * deadline < took).toBe(true);
        },
      ),
    );
  });

  test('a deadline without duration is a broken invariant', () => {
    expect(() => deadlineCycles(10, 0)).toThrow('whole seconds');
  });
});

const order: ServiceOrder = {
  id: 'OS-1',
  type: 'cut-off',
  account: '1001',
  generatedAt: '2024-03-14T08:00',
  deadlineAt: '2024-03-14T20:00',
  executedAt: '2024-03-14T18:00',
  status: 'done',
};
const factsOf = (change: Partial<ServiceOrder>, readings = {}) =>
  factsOfOrder({ ...order, ...change }, { ...REFERENCE_READINGS, ...readings });
const demandOf = (change: Partial<ServiceOrder>, readings = {}) => factsOf(change, readings).at(-1)!;

describe('facts of a service order', () => {
  test('a finished one counts on its execution date, a demanded one when it falls due', () => {
    const facts = factsOf({ executedAt: '2024-03-16T12:00' });
    expect(facts).toEqual([
      { countsOn: '2024-03-16', measure: { ...emptyMeasure(), finishedOnTime: 0, finishedCycles: 5 } },
      {
        countsOn: '2024-03-14',
        measure: { ...emptyMeasure(), services: { 'cut-off': { demanded: 1, executed: 0 } } },
      },
    ]);
  });

  test('finishing at the very deadline is on time, a second later is not', () => {
    const onTime = (executedAt: string) => factsOf({ executedAt })[0]!.measure;
    expect(onTime('2024-03-14T20:00:00')).toMatchObject({ finishedOnTime: 1, finishedCycles: 1 });
    expect(onTime('2024-03-14T20:00:01')).toMatchObject({ finishedOnTime: 0, finishedCycles: 2 });
  });

  test('a demanded service is executed when done by the end of its deadline day, in São Paulo', () => {
    const executed = (executedAt: string, demandGraceDays = 0) =>
      demandOf({ executedAt }, { demandGraceDays }).measure.services['cut-off']!.executed;
    expect(executed('2024-03-15T02:59:59Z')).toBe(1);
    expect(executed('2024-03-15T03:00:00Z')).toBe(0);
    expect(executed('2024-03-15T03:00:00Z', 1)).toBe(1);
  });

  test('reading demandBasis: the demand counts when it falls due or when it is ordered', () => {
    const later = { deadlineAt: '2024-03-17T20:00' };
    expect(demandOf(later).countsOn).toBe('2024-03-17');
    expect(demandOf(later, { demandBasis: 'generated' }).countsOn).toBe('2024-03-14');
  });

  test('an open order is demanded and not executed; a cancelled one is nothing', () => {
    expect(factsOf({ executedAt: undefined, status: 'open' })).toEqual([
      {
        countsOn: '2024-03-14',
        measure: { ...emptyMeasure(), services: { 'cut-off': { demanded: 1, executed: 0 } } },
      },
    ]);
    expect(factsOf({ status: 'cancelled' })).toEqual([]);
  });

  test('of the demanded services never more are executed than were demanded', () => {
    const hours = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(fc.array(fc.tuple(hours, hours)), (orders) => {
        const at = (hour: number) =>
          `2024-03-${String(1 + Math.floor(hour / 24)).padStart(2, '0')}T${String(hour % 24).padStart(2, '0')}:00Z`;
        const facts = orders.flatMap(([due, done]) =>
          factsOf({ generatedAt: at(0), deadlineAt: at(due), executedAt: at(done) }),
        );
        const { services } = sumMeasures(facts.map(({ measure }) => measure));
        for (const { demanded, executed } of Object.values(services))
          expect(executed >= 0 && executed <= demanded).toBe(true);
      }),
    );
  });
});

describe('moments', () => {
  test('are whole seconds, with an offset or in São Paulo', () => {
    expect(secondsOf('1970-01-01T00:00:00Z')).toBe(0);
    expect(secondsOf('2026-03-27T02:30:00.999Z')).toBe(secondsOf('2026-03-26T23:30'));
    expect(secondsOf('2026-03-27T08:00:00+05:30')).toBe(secondsOf('2026-03-27T02:30:00Z'));
  });

  test('anything else is none', () => {
    for (const text of ['2026-03-27', '', 'T10:00', '2026-03-27T25:00'])
      expect(() => secondsOf(text)).toThrow(RangeError);
  });
});
