import { addDays, type CivilDate, invariant } from '@baixa/core';
import type { Fact } from './fact.ts';
import { dateOf, type Moment, secondsOf } from './instant.ts';
import { measureOf } from './measure.ts';
import type { Readings } from './readings.ts';

/** One service demanded of the contractor (ordem de serviço). */
export interface ServiceOrder {
  id: string;
  /** The type of service, which has a criticality in the contract. */
  type: string;
  /** Matrícula. */
  account: string;
  generatedAt: Moment;
  /** The last moment on time, after `generatedAt`. */
  deadlineAt: Moment;
  executedAt?: Moment;
  status: 'open' | 'done' | 'cancelled';
}

/**
 * How many times a finished service counts in NTSA: `max(1, ceil(execution / deadline))`, in whole seconds. With a
 * deadline of 12 h, done in 10 h counts 1, in 13 h 2, in 52 h 5. On integers, because a ceil over floating point makes
 * 8 of 2.1 h / 0.3 h.
 *
 * @throws when the deadline has no duration
 */
export function deadlineCycles(executionSeconds: number, deadlineSeconds: number): number {
  invariant(Number.isSafeInteger(deadlineSeconds) && deadlineSeconds > 0, 'a deadline lasts whole seconds');
  invariant(Number.isSafeInteger(executionSeconds), 'an execution lasts whole seconds');
  const rest = executionSeconds % deadlineSeconds;
  const whole = (executionSeconds - rest) / deadlineSeconds;
  return Math.max(1, rest > 0 ? whole + 1 : whole);
}

/**
 * The facts of a service order; none when it is cancelled. They depend on nothing but the order and the contract's
 * readings: not on the cycle that counts them, nor on the day or order in which they become known.
 *
 * - **finished**, on the civil date of its execution: its deadline cycles, and whether it was on time.
 * - **demanded**, on the date of the reading `demandBasis`: one demand, and whether it was executed by the end of the
 *   civil day of its deadline plus `demandGraceDays`.
 */
export function factsOfOrder(
  order: ServiceOrder,
  readings: Pick<Readings, 'demandBasis' | 'demandGraceDays'>,
): Fact[] {
  if (order.status === 'cancelled') return [];
  const demand = demandFact(order, readings);
  return order.executedAt === undefined ? [demand] : [finishedFact(order, order.executedAt), demand];
}

function finishedFact({ generatedAt, deadlineAt }: ServiceOrder, executedAt: Moment): Fact {
  const start = secondsOf(generatedAt);
  const cycles = deadlineCycles(secondsOf(executedAt) - start, secondsOf(deadlineAt) - start);
  return {
    countsOn: dateOf(executedAt),
    measure: measureOf({ finishedOnTime: cycles === 1 ? 1 : 0, finishedCycles: cycles }),
  };
}

function demandFact(
  { type, generatedAt, deadlineAt, executedAt }: ServiceOrder,
  { demandBasis, demandGraceDays }: Pick<Readings, 'demandBasis' | 'demandGraceDays'>,
): Fact {
  const lastDay: CivilDate = addDays(dateOf(deadlineAt), demandGraceDays);
  const executed = executedAt !== undefined && dateOf(executedAt) <= lastDay ? 1 : 0;
  return {
    countsOn: dateOf(demandBasis === 'deadline' ? deadlineAt : generatedAt),
    measure: measureOf({ services: { [type]: { demanded: 1, executed } } }),
  };
}
