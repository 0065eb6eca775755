import type { Problem } from '@baixa/core';
import { logger } from '@baixa/runtime';
import { forgetRule, learnRule, type RulePorts } from '@baixa/settlement';
import { z } from 'zod';

const count = z.int().nonnegative();

export const learnCommand = z.object({
  command: z.literal('learn-rule'),
  id: z.string(),
  company: z.string(),
  exception: z.string(),
  by: z.string(),
  reason: z.string(),
  /** Where an earlier message of the same command stopped. */
  begun: z
    .object({
      rule: z.string().optional(),
      walk: z.object({ from: z.string(), upTo: count, after: count, next: z.string().optional() }),
      entries: count,
      agreed: count,
      wouldFind: count,
      retried: count,
    })
    .optional(),
});

export const forgetCommand = z.object({
  command: z.literal('forget-rule'),
  id: z.string(),
  rule: z.string(),
  by: z.string(),
  reason: z.string(),
});

export interface RuleDeps extends RulePorts {
  /** Sends a command on its way to this function. */
  sendCommand(body: string): Promise<void>;
  /** Links of a ledger that one message works off. */
  replayLinks: number;
}

/** What a command came to; undefined while it goes on in another message. */
type Result = { counts: Record<string, number>; problems: Problem[] } | undefined;

/** Works off a part of learning a rule; what is left goes on as another message of the same command. */
export async function carryOutLearn(deps: RuleDeps, message: z.infer<typeof learnCommand>): Promise<Result> {
  const step = await learnRule(deps, message, deps.replayLinks, message.begun);
  if (step.problems !== undefined) return { counts: {}, problems: step.problems };
  const { walk, entries, agreed, wouldFind, retried } = step.progress;
  logger.info('A part of the ledger was replayed for a rule.', {
    command: message.id,
    exception: message.exception,
    entries,
    upTo: walk.upTo,
    done: step.done,
  });
  if (step.done === 'learned')
    return { counts: { learned: 1, entries, agreed, wouldFind, retried }, problems: [] };
  await deps.sendCommand(JSON.stringify({ ...message, begun: step.progress }));
  return undefined;
}

export async function carryOutForget(
  deps: RuleDeps,
  message: z.infer<typeof forgetCommand>,
): Promise<NonNullable<Result>> {
  const { problems } = await forgetRule(deps, message);
  return problems === undefined ? { counts: { forgotten: 1 }, problems: [] } : { counts: {}, problems };
}
