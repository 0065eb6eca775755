import { type Problem, problem } from '@baixa/core';
import { type LearnedRule, type Said, sentenceOf } from './learned-rule.ts';
import type { Files } from './ports.ts';
import type { Contradiction, Draft } from './replay-rule.ts';

/** What is not done, and why. */
export interface RuleRefused {
  done?: never;
  problems: Problem[];
}

export function refuseRule(
  code: string,
  sentence: string,
  wayOut: string,
  where: Problem['where'] = {},
): RuleRefused {
  return { problems: [problem(`rule.${code}`, where, sentence, wayOut)] };
}

/** Another choice taught the same. */
export function known({ id, learned }: LearnedRule): RuleRefused {
  return refuseRule(
    'known',
    `It is a rule already: ${id}, learned by ${learned.by} from exception ${learned.exception}.`,
    'Nothing is left to do.',
  );
}

/** While what waits was tried by it, somebody forgot it. */
export function forgottenSince({ by, reason }: Said): RuleRefused {
  return refuseRule(
    'forgotten',
    `It was learned, and ${by} has it forgotten: ${reason}`,
    'Learn it again if it is right.',
  );
}

/** Says of which past entry a rule would have made something else. */
export async function contradicted(
  { files }: { files: Files },
  { what }: Draft,
  from: { exception: string; receivable: string },
  { outcome, found, standsOn, resolution }: Contradiction,
): Promise<RuleRefused> {
  const { file, line, matchedBy } = outcome;
  const name = (await files.find(file))?.name ?? file;
  const stands =
    standsOn.length === 0
      ? `${resolution?.by} has it ${resolution?.how}`
      : resolution === undefined
        ? `it is on ${standsOn.join(', ')} by its ${matchedBy}`
        : `it was ${resolution.how} on ${standsOn.join(', ')} by ${resolution.by}`;
  return refuseRule(
    'contradicts',
    `A past outcome would change. The rule would be: ${sentenceOf(what, from)} Of line ${line} of ${name} (file ${file}) it finds ${found.join(', ')}, but ${stands}.`,
    'Nothing is learned: such money goes on waiting for a person.',
    { file: name, line },
  );
}
