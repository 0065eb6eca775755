import { idOf, isCivilDate } from '@baixa/core';
import { z } from 'zod';
import { LADDER } from './ladder.ts';

const LADDER_TYPES = LADDER.map(({ type }) => type) as string[];

const moment = z
  .string()
  .refine(
    (text) =>
      isCivilDate(text) || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.test(text),
    'expected a day (YYYY-MM-DD) or a moment (2024-01-31T14:30:00-03:00)',
  );

/**
 * A row of an orders file: a service order, or a collection action of the ladder. Without `kind`, a type of the ladder
 * is a collection action and any other a service order.
 */
export const orderRowSchema = z
  .strictObject({
    kind: z.enum(['service-order', 'collection-action']).optional(),
    /** Where absent, type, account and generation name it. */
    id: z.string().trim().min(1).max(80).optional(),
    type: z.string().trim().min(1).max(60),
    account: z.string().trim().min(1).max(120),
    generated: moment,
    deadline: moment.optional(),
    executed: moment.optional(),
    status: z.enum(['open', 'done', 'cancelled']).default('open'),
  })
  .transform((row) => ({
    ...row,
    kind:
      row.kind ??
      (LADDER_TYPES.includes(row.type) ? ('collection-action' as const) : ('service-order' as const)),
    id: row.id ?? idOf('order', row.type, row.account, row.generated),
  }))
  .superRefine((row, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (row.kind === 'collection-action' && !LADDER_TYPES.includes(row.type))
      refuse('type', `expected an action of the ladder: ${LADDER_TYPES.join(', ')}`);
    if (row.kind === 'service-order' && row.deadline === undefined)
      refuse('deadline', 'a service order needs its deadline');
    if (row.deadline !== undefined && row.deadline < row.generated)
      refuse('deadline', 'the deadline lies before the generation');
    if (row.kind === 'service-order' && row.deadline === row.generated)
      refuse('deadline', 'the deadline must lie after the generation');
    if (row.executed !== undefined && row.executed < row.generated.slice(0, row.executed.length))
      refuse('executed', 'the execution lies before the generation');
  });

/** A checked row, with its kind and id. */
export type OrderRow = z.output<typeof orderRowSchema>;
