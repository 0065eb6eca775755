import { invariant } from '@baixa/core';
import { z } from 'zod';
import { completePhases, rulesProblems, rulesShape, type ScoringRules, type WrittenRules } from '../rules.ts';
import { EMBASA_2023 } from './embasa-2023.ts';
import { FIGURA4 } from './figura4.ts';

/** The rules that ship, as they are written. */
export const SHIPPED_RULES = { 'embasa-2023': EMBASA_2023, figura4: FIGURA4 } satisfies Record<
  string,
  WrittenRules
>;

/** What contracts called a profile before it had its name. */
const FORMER_NAMES: Record<string, string> = { reference: 'embasa-2023' };

/** The name that a profile has now. */
export function profileName(name: string): string {
  return FORMER_NAMES[name] ?? name;
}

/**
 * Completes rules that somebody wrote.
 *
 * @throws when they are wrong; what comes from outside is checked by its own schema before
 */
export function completeRules(name: string, written: WrittenRules): ScoringRules {
  const { weights, phases, ...rest } = z.strictObject(rulesShape).parse(written);
  const [wrong] = rulesProblems({ weights, phases });
  invariant(wrong === undefined, `${wrong?.path.join('.')}: ${wrong?.reason}`);
  return { name, ...rest, phases: completePhases(weights, phases) };
}

const complete = new Map<string, ScoringRules>(
  Object.entries(SHIPPED_RULES).map(([name, written]) => [name, completeRules(name, written)]),
);

/**
 * The shipped rules of that name, or of one it had before.
 *
 * @throws when none ship under it
 */
export function shippedRules(name: string): ScoringRules {
  const rules = complete.get(profileName(name));
  invariant(rules, `no profile ships under the name ${name}`);
  return rules;
}
