import { canonicalJson, mapLimit, type Problem, problem } from '@baixa/core';
import type { Receivables } from './ports.ts';
import { type Registration, registrationSchema } from './receivable.ts';

/** What a batch of registrations came to. */
export interface RegisterResult {
  registered: number;
  unchanged: number;
  problems: Problem[];
}

const WRITES_AT_ONCE = 32;

/**
 * Registers receivables. One that is there already with the same content is left as it is; one with other content is
 * refused with a problem, because what was registered may already have been paid.
 */
export async function registerReceivables(
  receivables: Receivables,
  registrations: Registration[],
): Promise<RegisterResult> {
  const result: RegisterResult = { registered: 0, unchanged: 0, problems: [] };
  await mapLimit(registrations, WRITES_AT_ONCE, async (registration) => {
    const { existing } = await receivables.register(registration);
    if (existing === undefined) result.registered += 1;
    else if (sameRegistration(existing, registration)) result.unchanged += 1;
    else
      result.problems.push(
        problem(
          'receivable.differs',
          { path: registration.id },
          `Receivable ${registration.id} is already registered with other content.`,
          'Register the change under a new id, or send the content it was registered with.',
        ),
      );
  });
  return result;
}

/** True when both register the same: what happened since does not count. */
export function sameRegistration(existing: Registration, registration: Registration): boolean {
  const canonical = (value: Registration) => {
    const { id, company, account, identifiers, faceCents, dueOn, terms, strata } = value;
    return canonicalJson({ id, company, account, identifiers, faceCents, dueOn, terms, strata });
  };
  return canonical(existing) === canonical(registrationSchema.parse(registration));
}
