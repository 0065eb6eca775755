import { civilDateOf, idOf, readMoment, secondsBetween, utcOf } from '@baixa/core';
import { type LadderStep, ladderOf } from '@baixa/profile';
import { z } from 'zod';
import { ACTION_OUTCOMES } from './action.ts';

/** A day alone begins at midnight; a deadline's day lasts to its end. */
const momentAt = (timeOfDay: string) =>
  z.string().transform((text, context) => {
    const moment = readMoment(text, timeOfDay);
    if (moment !== undefined) return moment;
    context.addIssue({
      code: 'custom',
      message: 'expected a day (YYYY-MM-DD) or a moment (2024-01-31T14:30:00-03:00) that exists',
    });
    return z.NEVER;
  });

const row = z.strictObject({
  kind: z.enum(['service-order', 'collection-action']).optional(),
  /** Where absent, type, account and generation name it. */
  id: z.string().trim().min(1).max(80).optional(),
  type: z.string().trim().min(1).max(60),
  account: z.string().trim().min(1).max(120),
  generated: momentAt('00:00:00'),
  deadline: momentAt('23:59:59').optional(),
  executed: momentAt('00:00:00').optional(),
  status: z.enum(['open', 'done', 'cancelled']).default('open'),
  /** How a collection action ended, where it was not simply done. */
  outcome: z.enum(ACTION_OUTCOMES).optional(),
  /**
   * When its system last changed it. Of two rows with one id the later counts, in whatever order they come; without it,
   * the one that is handed in later.
   */
  updated: momentAt('00:00:00').optional(),
});

/**
 * A row of an orders file: a service order, or a collection action of these, which a ladder has. Without `kind`, a type of these
 * is a collection action and any other a service order. Reading gives the moments of service orders in RFC 3339 and
 * the days of collection actions as civil dates in São Paulo; what it gives, it reads again unchanged.
 */
export function orderRowSchemaOf(steps: readonly Pick<LadderStep, 'type'>[]) {
  const types = steps.map(({ type }) => type);
  const kindOf = ({ kind, type }: Pick<z.infer<typeof row>, 'kind' | 'type'>) =>
    kind ?? (types.includes(type) ? 'collection-action' : 'service-order');
  return row
    .superRefine((given, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message });
      const { type, generated, deadline, executed, status, outcome } = given;
      const isService = kindOf(given) === 'service-order';
      if (!isService && !types.includes(type))
        refuse('type', `expected an action of the ladder: ${types.join(', ')}`);
      if (isService && deadline === undefined) refuse('deadline', 'a service order needs its deadline');
      if (deadline !== undefined && secondsBetween(generated, deadline) <= 0)
        refuse('deadline', 'the deadline must lie after the generation');
      const early =
        executed !== undefined &&
        (isService
          ? secondsBetween(generated, executed) < 0
          : civilDateOf(executed) < civilDateOf(generated));
      if (early) refuse('executed', 'the execution lies before the generation');
      if (outcome === undefined) return;
      if (isService) refuse('outcome', 'only an action of the ladder has an outcome');
      else if (executed === undefined || status !== 'done')
        refuse('outcome', 'an action has an outcome when it is done: say executed and status done');
    })
    .transform((given) => {
      const kind = kindOf(given);
      const written = (moment: string) => (kind === 'service-order' ? moment : civilDateOf(moment));
      return {
        ...given,
        kind,
        id: given.id ?? orderId(given.type, given.account, given.generated),
        generated: written(given.generated),
        ...(given.deadline === undefined ? {} : { deadline: written(given.deadline) }),
        ...(given.executed === undefined ? {} : { executed: written(given.executed) }),
        ...(given.updated === undefined ? {} : { updated: utcOf(given.updated) }),
      };
    });
}

/** Rows of the reference contract's ladder. */
export const orderRowSchema = orderRowSchemaOf(ladderOf({ profile: 'embasa-2023' }).steps);

/** The id of a row that brings none; `generated` is a moment in RFC 3339. */
export function orderId(type: string, account: string, generated: string): string {
  return idOf('order', type, account, generated);
}

/** A checked row, with its kind and id. */
export type OrderRow = z.output<ReturnType<typeof orderRowSchemaOf>>;
