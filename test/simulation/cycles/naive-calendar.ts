import { addDays, type CivilDate } from '@baixa/core';
import type { Contract } from '@baixa/profile';

/** The first day of a cycle, counted from 1: the contract's day of the month, or the last one of a shorter month. */
function startOf({ calendar, start }: Contract, cycle: number): CivilDate {
  const [year = 0, month = 0, day = 0] = start.split('-').map(Number);
  if (cycle === 1) return start;
  const index = year * 12 + (month - 1) + (cycle - 1);
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  const lastDay = new Date(Date.UTC(y, m, 0)).getUTCDate();
  const own = calendar === 'calendar-month' ? 1 : Math.min(day, lastDay);
  return `${y}-${String(m).padStart(2, '0')}-${String(own).padStart(2, '0')}`;
}

/** The first and last day of a cycle. */
export const daysOfCycle = (contract: Contract, cycle: number) => ({
  from: startOf(contract, cycle),
  to: addDays(startOf(contract, cycle + 1), -1),
});

/** The cycle that a day is in; undefined before the contract began. */
export function cycleOfDay(contract: Contract, day: CivilDate): number | undefined {
  if (day < contract.start) return undefined;
  let cycle = 1;
  while (startOf(contract, cycle + 1) <= day) cycle += 1;
  return cycle;
}
