import { addDays, addMonths, type CivilDate, invariant, monthsBetween, startOfMonth } from '@baixa/core';

/** How a contract divides time into measurement cycles, numbered from 1. */
export interface Calendar {
  /**
   * `anniversary`: every cycle begins on the contract's day of the month, or on the month's last day where it is
   * shorter. `calendar-month`: cycle 1 runs from the contract's start to the end of that month, the others are whole
   * months. Both are in use; the reference contract counts anniversaries.
   */
  months: 'anniversary' | 'calendar-month';
  /** The first day of cycle 1. */
  startsOn: CivilDate;
}

/** A cycle's first and last day. */
export interface CyclePeriod {
  from: CivilDate;
  to: CivilDate;
}

/** The calendar of the reference contract, in force since 16 November 2023. */
export const REFERENCE_CALENDAR: Calendar = { months: 'anniversary', startsOn: '2023-11-16' };

/**
 * The days of cycle `cycle`. Starts are counted from the contract's first day and never from one another, so that a
 * contract of the 31st has its 31st again after a short month.
 *
 * @throws when the cycle is not a whole number from 1
 */
export function cyclePeriod(calendar: Calendar, cycle: number): CyclePeriod {
  invariant(Number.isInteger(cycle) && cycle >= 1, 'cycles are numbered from 1');
  return { from: cycleStart(calendar, cycle), to: addDays(cycleStart(calendar, cycle + 1), -1) };
}

/** The cycle that contains a date, or undefined before the contract began. Every other day is in exactly one cycle. */
export function cycleNumberOf(calendar: Calendar, date: CivilDate): number | undefined {
  if (date < calendar.startsOn) return undefined;
  const months = monthsBetween(calendar.startsOn, date);
  // The date's own month begins cycle months + 1, unless that begins later in the month.
  return hasBegun(calendar, date) ? months + 1 : months;
}

/** Whether the cycle that begins in the month of `date` has begun by then. */
function hasBegun({ months, startsOn }: Calendar, date: CivilDate): boolean {
  if (months === 'calendar-month' || date.slice(8) >= startsOn.slice(8)) return true;
  // A month without the contract's day begins its cycle on its last day, whose next day is a first.
  return startsOn.slice(8) > '28' && addDays(date, 1).endsWith('-01');
}

function cycleStart({ months, startsOn }: Calendar, cycle: number): CivilDate {
  const start = addMonths(startsOn, cycle - 1);
  return months === 'anniversary' || cycle === 1 ? start : startOfMonth(start);
}
