import { REFERENCE_READINGS } from '@baixa/scoring';
import { z } from 'zod';
import type { EarlierTerms } from './collection-terms.ts';
import {
  type ContractProfile,
  contractProfile,
  type Parameters,
  parametersShape,
  profileOf,
} from './contract-profile.ts';
import { windowProblem } from './ladder.ts';
import { cents, civilDate, id } from './values.ts';

/** The reference contract's word on what neither contract nor profile says. */
const REFERENCE = {
  calendar: 'anniversary',
  debtRecovered: 'downPayment',
  actionBeforePayment: 'same-day',
  ...REFERENCE_READINGS,
} as const;

const written = z.strictObject({
  id,
  company: id,
  contractor: z.string().trim().min(1).max(120),
  /** The profile by which it is measured. */
  profile: contractProfile.prefault('embasa-2023'),
  start: civilDate,
  /** The window is what the ladder adds up to; told here, it is checked. */
  windowDays: z.int().positive().max(366).optional(),
  /** The payment term, where it is not the ladder's. */
  paymentTermDays: z.int().nonnegative().max(60).optional(),
  ...parametersShape,
  /** The measured value of a cycle, in centavos, to which the IRG applies. */
  measuredValueCents: cents,
});

/**
 * A performance contract: whom it measures, by which profile and targets, from when. Every ambiguous rule is a
 * parameter with the reference reading as its default; docs/readings.md tells the alternatives.
 */
export interface Contract
  extends Required<Omit<Parameters, 'actionCostCents' | 'openCases'>>,
    Pick<Parameters, 'actionCostCents' | 'openCases'> {
  id: string;
  company: string;
  contractor: string;
  /** The name of a profile that ships, or one of its own. */
  profile: string | ContractProfile;
  /** The first day of cycle 1. */
  start: string;
  windowDays: number;
  paymentTermDays: number;
  measuredValueCents: number;
  /** By what the cases of earlier days run, the oldest first; nobody writes it into a profile. */
  earlier?: EarlierTerms[];
}

export const contractSchema = written.transform((given, context): Contract => {
  const named =
    typeof given.profile === 'string'
      ? given.profile
      : { ...given.profile, name: given.profile.name ?? given.id };
  const { ladder, ...profile } = profileOf({ profile: named });
  const { profile: _, windowDays, paymentTermDays, ...own } = given;
  const told = { ...REFERENCE, ...parametersOf(profile), ...own };
  const { targets, criticality } = told;
  const wrong = windowDays === undefined ? undefined : windowProblem(windowDays, ladder);
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (wrong !== undefined) refuse('windowDays', wrong);
  if (targets === undefined || criticality === undefined) {
    const missing = targets === undefined ? 'targets' : 'criticality';
    refuse(missing, `expected ${missing}: profile ${profile.name} has none`);
    return z.NEVER;
  }
  return {
    ...told,
    targets,
    criticality,
    profile: named,
    windowDays: ladder.windowDays,
    paymentTermDays: paymentTermDays ?? ladder.paymentTermDays,
  };
});

/** What a profile says in its contracts' stead. */
function parametersOf(profile: Parameters): Parameters {
  return Object.fromEntries(
    Object.keys(parametersShape).flatMap((key) => {
      const value = profile[key as keyof Parameters];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
