import { civilDateOf, idOf, readMoment, secondsBetween } from '@baixa/core';
import { z } from 'zod';
import { LADDER } from './ladder.ts';

const LADDER_TYPES = LADDER.map(({ type }) => type) as string[];

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

/**
 * A row of an orders file: a service order, or a collection action of the ladder. Without `kind`, a type of the ladder
 * is a collection action and any other a service order. Reading gives the moments of service orders in RFC 3339 and
 * the days of collection actions as civil dates in São Paulo; what it gives, it reads again unchanged.
 */
export const orderRowSchema = z
  .strictObject({
    kind: z.enum(['service-order', 'collection-action']).optional(),
    /** Where absent, type, account and generation name it. */
    id: z.string().trim().min(1).max(80).optional(),
    type: z.string().trim().min(1).max(60),
    account: z.string().trim().min(1).max(120),
    generated: momentAt('00:00:00'),
    deadline: momentAt('23:59:59').optional(),
    executed: momentAt('00:00:00').optional(),
    status: z.enum(['open', 'done', 'cancelled']).default('open'),
  })
  .superRefine((row, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const kind = kindOf(row);
    if (kind === 'collection-action' && !LADDER_TYPES.includes(row.type))
      refuse('type', `expected an action of the ladder: ${LADDER_TYPES.join(', ')}`);
    if (kind === 'service-order' && row.deadline === undefined)
      refuse('deadline', 'a service order needs its deadline');
    if (row.deadline !== undefined && secondsBetween(row.generated, row.deadline) <= 0)
      refuse('deadline', 'the deadline must lie after the generation');
    const early =
      row.executed !== undefined &&
      (kind === 'service-order'
        ? secondsBetween(row.generated, row.executed) < 0
        : civilDateOf(row.executed) < civilDateOf(row.generated));
    if (early) refuse('executed', 'the execution lies before the generation');
  })
  .transform((row) => {
    const kind = kindOf(row);
    const written = (moment: string) => (kind === 'service-order' ? moment : civilDateOf(moment));
    return {
      ...row,
      kind,
      id: row.id ?? idOf('order', row.type, row.account, row.generated),
      generated: written(row.generated),
      ...(row.deadline === undefined ? {} : { deadline: written(row.deadline) }),
      ...(row.executed === undefined ? {} : { executed: written(row.executed) }),
    };
  });

function kindOf({ kind, type }: { kind?: 'service-order' | 'collection-action' | undefined; type: string }) {
  return kind ?? (LADDER_TYPES.includes(type) ? 'collection-action' : 'service-order');
}

/** A checked row, with its kind and id. */
export type OrderRow = z.output<typeof orderRowSchema>;
