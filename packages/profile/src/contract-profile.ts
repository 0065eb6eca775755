import { invariant } from '@baixa/core';
import { completePhases, profileName, rulesProblems, rulesShape, type ScoringRules } from '@baixa/scoring';
import { z } from 'zod';
import { type Ladder, ladderSchema } from './ladder.ts';
import { SHIPPED_DOCUMENTS } from './shipped/index.ts';
import { cents, id, percent } from './values.ts';

const target = percent.refine((text) => Number(text) > 0, 'expected a percentage above 0');

/** What a contract and its profile may both say; the contract's own word counts, then its profile's. */
export const parametersShape = {
  calendar: z.enum(['anniversary', 'calendar-month']).optional(),
  debtRecovered: z.enum(['downPayment', 'full']).optional(),
  actionBeforePayment: z.enum(['same-day', 'strictly-before']).optional(),
  demandBasis: z.enum(['deadline', 'generated']).optional(),
  demandGraceDays: z.int().nonnegative().max(366).optional(),
  isapAtLimit: z.enum(['value', 'full']).optional(),
  bandComparison: z.enum(['exact', 'rounded']).optional(),
  nothingToMeasure: z.enum(['scores-100', 'left-out']).optional(),
  minimumComparedWith: z.enum(['mean-before-bands', 'irg-at-floor']).optional(),
  /**
   * When a case is opened by night: so many `receivables` are open that were due `overdueDays` ago or earlier. Without
   * it none is.
   */
  openCases: z
    .strictObject({ receivables: z.int().positive().max(100), overdueDays: z.int().positive().max(3660) })
    .optional(),
  /** Targets in per cent: `mrep` of accounts recovered, `msex` of services executed. */
  targets: z.strictObject({ mrep: target, msex: target }).optional(),
  /** Weight of each service type in the IXEC. */
  criticality: z.record(z.string().min(1).max(60), z.int().positive().max(1000)).optional(),
  /** What an executed action of each type costs, in centavos; of one without, no cost is told. */
  actionCostCents: z.record(z.string().min(1).max(60), cents).optional(),
};
const parameters = z.object(parametersShape);
export type Parameters = z.infer<typeof parameters>;

/** A profile, complete: the rules of the score, the ladder, and what its contracts need not say themselves. */
export interface ContractProfile extends ScoringRules, Parameters {
  ladder: Ladder;
}

const document = z
  .strictObject({
    name: id.optional(),
    ...rulesShape,
    ladder: ladderSchema,
    ...parametersShape,
  })
  .superRefine((profile, context) => {
    for (const { path, reason } of rulesProblems(profile))
      context.addIssue({ code: 'custom', path, message: reason });
    if (profile.name !== undefined && isShipped(profile.name))
      context.addIssue({
        code: 'custom',
        path: ['name'],
        message: `expected another name: ${profile.name} is that of a profile that ships`,
      });
  })
  .transform(({ weights, ...profile }) => ({ ...profile, phases: completePhases(weights, profile.phases) }));

const isShipped = (name: string) => Object.hasOwn(SHIPPED_DOCUMENTS, profileName(name));

/**
 * What a contract says of its profile: the name of one that ships, or one of its own, which may extend one that ships
 * by what it says otherwise. Without a name it has its contract's.
 */
export const contractProfile = z
  .unknown()
  .transform((value, context): string | (Omit<ContractProfile, 'name'> & { name?: string }) => {
    const refuse = (path: PropertyKey[], message: string) => {
      context.addIssue({ code: 'custom', path: path as string[], message });
      return z.NEVER;
    };
    const names = Object.keys(SHIPPED_DOCUMENTS).join(', ');
    if (typeof value === 'string')
      return isShipped(value)
        ? profileName(value)
        : refuse([], `no profile ships under the name "${value}": there are ${names}`);
    if (!isObject(value)) return refuse([], `expected the name of a profile (${names}), or one of its own`);
    const { extends: base, ...own } = value;
    if (base !== undefined && (typeof base !== 'string' || !isShipped(base)))
      return refuse(['extends'], `expected the name of a profile that ships: ${names}`);
    const read = document.safeParse(base === undefined ? own : extended(baseOf(base as string), own));
    if (read.success) return read.data;
    for (const issue of read.error.issues) refuse(issue.path, issue.message);
    return z.NEVER;
  });

/** The shipped profile under a name, complete. */
const complete = new Map(
  Object.entries(SHIPPED_DOCUMENTS).map(([name, written]) => [name, { ...document.parse(written), name }]),
);

/** The names of the profiles that ship. */
export const SHIPPED_PROFILES = [...complete.keys()];

/**
 * The profile that a contract has: its own, or the shipped one that it names.
 *
 * @throws when none ships under the name
 */
export function profileOf({ profile }: { profile: string | ContractProfile }): ContractProfile {
  if (typeof profile !== 'string') return profile;
  const shipped = complete.get(profileName(profile));
  invariant(shipped, `no profile ships under the name ${profile}`);
  return shipped;
}

/** The collection ladder of a contract. */
export function ladderOf(contract: { profile: string | ContractProfile }): Ladder {
  return profileOf(contract).ladder;
}

/** A base to extend; the shipped alternatives of its source are not those of what extends it. */
function baseOf(name: string): Record<string, unknown> {
  const { alternatives: _, ...base } = SHIPPED_DOCUMENTS[profileName(name)] as Record<string, unknown>;
  return base;
}

/** Each key that is given takes the place of the base's; rounding and ladder are taken key by key themselves. */
function extended(base: Record<string, unknown>, own: Record<string, unknown>): Record<string, unknown> {
  const parts = ['rounding', 'ladder'].flatMap((key) =>
    isObject(own[key]) && isObject(base[key]) ? [[key, { ...base[key], ...own[key] }]] : [],
  );
  return { ...base, ...own, ...Object.fromEntries(parts) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
