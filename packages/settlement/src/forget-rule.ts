import type { Clock } from '@baixa/core';
import type { LearnedRules } from './rule-ports.ts';
import { type RuleRefused, refuseRule } from './rule-refusals.ts';

/** What is to be forgotten, who says so, and why. */
export interface ForgetWish {
  rule: string;
  by: string;
  reason: string;
}

/** Forgets a rule: it finds no payment any more. What it settled stays, and so does that it was a rule. */
export async function forgetRule(
  { learnedRules, clock }: { learnedRules: LearnedRules; clock: Clock },
  { rule: id, by, reason }: ForgetWish,
): Promise<{ done: 'forgotten'; problems?: never } | RuleRefused> {
  const rule = (await learnedRules.all()).find((each) => each.id === id);
  if (rule === undefined) return refuseRule('unknown', `There is no rule ${id}.`, 'baixa rules lists them.');
  const { forgotten } = rule;
  if (forgotten === undefined) await learnedRules.forget(rule, { by, reason, at: clock.now() });
  else if (forgotten.by !== by || forgotten.reason !== reason)
    return refuseRule('forgotten', `${forgotten.by} has it forgotten already.`, 'Nothing is left to do.');
  return { done: 'forgotten' };
}
