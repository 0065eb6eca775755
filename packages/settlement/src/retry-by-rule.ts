import { mapLimit } from '@baixa/core';
import { type LearnedRule, tierOfRules } from './learned-rule.ts';
import { exceptionIdOf } from './outcome.ts';
import { isAsked, type JudgePorts, pastEntries } from './replay-rule.ts';
import { retryKeys, type WaitingPorts } from './waiting.ts';

const AT_ONCE = 16;

/**
 * Tries what waits of a chunk by a rule that was just learned, and files it under what the rule looks for: its receivable
 * may be registered later. Gives how many entries went to their receivable so, however often it is called.
 */
export async function retryByRule(
  ports: JudgePorts & WaitingPorts,
  company: string,
  rule: LearnedRule,
  { file, chunk }: { file: string; chunk: number },
): Promise<number> {
  const past = await pastEntries(ports, file, chunk);
  const pointed = past.flatMap(({ outcome, told: { entry } }) => {
    const [tier] = tierOfRules(entry, [rule]);
    return tier !== undefined && isAsked(outcome) ? [{ key: outcome.key, aliases: tier.aliases }] : [];
  });
  const endOf = (key: string) => ports.past.resolutionOf(exceptionIdOf(company, key));
  await mapLimit(pointed, AT_ONCE, async ({ key, aliases }) => {
    if ((await endOf(key)) === undefined) await ports.receivables.waitUnder(company, aliases, key);
  });
  // Also those that have their end in the ledger: a crash may have come before they were closed.
  await retryKeys(
    ports,
    company,
    pointed.map(({ key }) => key),
  );
  const ends = await mapLimit(pointed, AT_ONCE, ({ key }) => endOf(key));
  return ends.filter(
    (end) =>
      end !== undefined &&
      end.at >= rule.learned.at &&
      end.outcomes.some((outcome) => outcome.rule === rule.id),
  ).length;
}
