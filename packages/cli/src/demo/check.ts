import { canonicalJson } from '@baixa/core';

/** Holds figures against the truth they were made from, and counts. */
export interface Checks {
  /** The figure as text with a mark: ✓ where it is the truth's, else ✗ and what the truth says. */
  mark(shown: string | number, found: unknown, truth: unknown): string;
  agreed: number;
  differed: number;
}

export function newChecks(): Checks {
  const checks: Checks = {
    agreed: 0,
    differed: 0,
    mark(shown, found, truth) {
      const same = canonicalJson(found) === canonicalJson(truth);
      if (same) checks.agreed += 1;
      else checks.differed += 1;
      return same ? `${shown} ✓` : `${shown} ✗ ${canonicalJson(truth)}`;
    },
  };
  return checks;
}
