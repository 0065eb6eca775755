import { addDays, civilDateOfSeconds, invariant } from '@baixa/core';
import type { Fact } from './fact.ts';
import { type Moment, secondsOf } from './instant.ts';
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
  const { demandBasis, demandGraceDays } = readings;
  const [generated, deadline] = [secondsOf(order.generatedAt), secondsOf(order.deadlineAt)];
  const executed = order.executedAt === undefined ? undefined : secondsOf(order.executedAt);
  const executedOn = executed === undefined ? undefined : civilDateOfSeconds(executed);
  const deadlineOn = civilDateOfSeconds(deadline);
  const lastDay = addDays(deadlineOn, demandGraceDays);
  const demand: Fact = {
    countsOn: demandBasis === 'deadline' ? deadlineOn : civilDateOfSeconds(generated),
    measure: measureOf({
      services: {
        [order.type]: { demanded: 1, executed: executedOn !== undefined && executedOn <= lastDay ? 1 : 0 },
      },
    }),
  };
  if (executed === undefined || executedOn === undefined) return [demand];
  const cycles = deadlineCycles(executed - generated, deadline - generated);
  const finished = measureOf({ finishedOnTime: cycles === 1 ? 1 : 0, finishedCycles: cycles });
  return [{ countsOn: executedOn, measure: finished }, demand];
}
