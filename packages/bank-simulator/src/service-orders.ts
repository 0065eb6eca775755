import { addDays, type CivilDate, daysBetween } from '@baixa/core';
import { type Cycle, instantOf } from './calendar.ts';
import { CYCLES, type ServiceOrder } from './contract.ts';
import type { Random } from './random.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Hours from generation to deadline. */
const DEADLINE_HOURS: Record<string, number> = {
  'leak-repair': 12,
  reconnection: 24,
  'new-connection': 72,
  'meter-replacement': 120,
};

/**
 * How many of each type are demanded, late and never executed in each cycle, so that ISAP and IXEC land in other bands
 * from cycle to cycle: 4 has full marks for time, 6 is bad in both.
 */
const PLAN: { each: number; late: number; never: Record<string, number> }[] = [
  { each: 9, late: 1, never: { reconnection: 1 } },
  { each: 10, late: 1, never: {} },
  { each: 10, late: 2, never: { 'leak-repair': 2 } },
  { each: 10, late: 0, never: { 'leak-repair': 2, reconnection: 1 } },
  { each: 15, late: 1, never: {} },
  {
    each: 10,
    late: 4,
    never: { 'leak-repair': 4, reconnection: 3, 'new-connection': 2, 'meter-replacement': 3 },
  },
  {
    each: 10,
    late: 1,
    never: { 'leak-repair': 2, reconnection: 2, 'new-connection': 1, 'meter-replacement': 1 },
  },
];

/** Cycles whose last leak repair is finished in the next cycle, 52 hours after its generation: 5 deadline cycles. */
const CROSSING = [2, 5];

/** The contract's service orders, in the order in which they were generated. */
export function makeServiceOrders(random: Random): ServiceOrder[] {
  const orders = CYCLES.flatMap((cycle, index) => {
    const { each, late, never } = PLAN[index]!;
    const ordersOfTypes = Object.entries(DEADLINE_HOURS).flatMap(([type, hours]) =>
      Array.from({ length: each }, (_, at) => {
        const deadline = hours * HOUR;
        if (at < (never[type] ?? 0)) return order(random, cycle, type, deadline, undefined);
        // Only quick services are late: a slow one would be finished in another cycle.
        const isLate = hours <= 24 && at >= each - late;
        return order(
          random,
          cycle,
          type,
          deadline,
          isLate ? lateTime(random, deadline) : onTime(random, deadline),
        );
      }),
    );
    return CROSSING.includes(cycle.cycle) ? [...ordersOfTypes, crossing(cycle.to)] : ordersOfTypes;
  });
  return orders
    .sort((a, b) => (a.generatedAt < b.generatedAt ? -1 : a.generatedAt > b.generatedAt ? 1 : 0))
    .map((row, index) => ({ ...row, id: `SO-${String(index + 1).padStart(5, '0')}` }));
}

/** One in ten to the second: the deadline itself is on time. */
function onTime(random: Random, deadline: number): number {
  return random.chance(10) ? deadline : random.int(HOUR, deadline);
}

/** So late that it counts two to five times; one second more than whole deadlines, or all of the last one. */
function lateTime(random: Random, deadline: number): number {
  const cycles = random.int(2, 5);
  return random.chance(50) ? (cycles - 1) * deadline + 1 : cycles * deadline;
}

function order(
  random: Random,
  { from, to }: Cycle,
  type: string,
  deadline: number,
  execution: number | undefined,
): ServiceOrder {
  const days = Math.ceil(Math.max(deadline, execution ?? 0) / DAY);
  const day = addDays(from, random.int(0, daysBetween(from, to) - days - 1));
  return orderAt(
    day,
    random.int(0, DAY - 1),
    type,
    deadline,
    execution,
    String(random.int(200_000, 299_999)),
  );
}

function crossing(lastDay: CivilDate): ServiceOrder {
  return orderAt(lastDay, 8 * HOUR, 'leak-repair', 12 * HOUR, 52 * HOUR, '300000');
}

function orderAt(
  day: CivilDate,
  second: number,
  type: string,
  deadline: number,
  execution: number | undefined,
  account: string,
): ServiceOrder {
  return {
    kind: 'service-order',
    id: '',
    type,
    account,
    generatedAt: instantOf(day, second),
    deadlineAt: instantOf(day, second + deadline),
    ...(execution === undefined
      ? { status: 'open' as const }
      : { executedAt: instantOf(day, second + execution), status: 'done' as const }),
  };
}
