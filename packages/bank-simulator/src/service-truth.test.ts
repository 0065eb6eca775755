import { expect, test } from 'vitest';
import { instantOf } from './calendar.ts';
import { CONTRACT, type ServiceOrder } from './contract.ts';
import { countServices } from './service-truth.ts';

const HOUR = 3600;
const cycle = { cycle: 4, from: '2024-02-16', to: '2024-03-15' };
const order = (day: string, deadlineHours: number, executionSeconds?: number): ServiceOrder => ({
  kind: 'service-order',
  id: 'SO-1',
  type: 'leak-repair',
  account: '1',
  generatedAt: instantOf(day, 0),
  deadlineAt: instantOf(day, deadlineHours * HOUR),
  ...(executionSeconds === undefined
    ? { status: 'open' as const }
    : { status: 'done' as const, executedAt: instantOf(day, executionSeconds) }),
});

test('10, 13 and 52 hours of a 12 hour deadline are 1, 2 and 5 deadline cycles', () => {
  const orders = [10, 13, 52].map((hours) => order('2024-03-01', 12, hours * HOUR));
  expect(countServices(CONTRACT, orders, cycle)).toMatchObject({ finishedOnTime: 1, deadlineCycles: 8 });
});

test('the deadline itself is on time, a second later is not', () => {
  const orders = [order('2024-03-01', 12, 12 * HOUR), order('2024-03-01', 12, 12 * HOUR + 1)];
  expect(countServices(CONTRACT, orders, cycle)).toMatchObject({ finishedOnTime: 1, deadlineCycles: 3 });
});

test('a service is demanded in the cycle of its deadline, and executed by the end of that day or never', () => {
  const orders = [
    order('2024-03-15', 12, 20 * HOUR),
    order('2024-03-15', 12, 52 * HOUR),
    order('2024-03-15', 36, 37 * HOUR),
    order('2024-03-01', 12),
  ];
  const { services } = countServices(CONTRACT, orders, cycle);
  expect(services['leak-repair']).toEqual({ demanded: 3, executed: 1 });
  const next = countServices(CONTRACT, orders, { cycle: 5, from: '2024-03-16', to: '2024-04-15' });
  expect(next).toMatchObject({ finishedOnTime: 0, deadlineCycles: 5 + 2 });
  expect(next.services['leak-repair']).toEqual({ demanded: 1, executed: 1 });
});
