import { z } from 'zod';
import { bandProblems } from './band-checks.ts';

/** The three indicators, in the order in which they are always told. */
export const INDICATORS = ['isap', 'ieco', 'ixec'] as const;
export type Indicator = (typeof INDICATORS)[number];

const NUMBER = 'expected a number with at most 6 decimals';
/** A number of a profile, exact as it is written. */
const number = z
  .number(NUMBER)
  .min(-1000)
  .max(1000)
  .refine((value) => Number(value.toFixed(6)) === value, NUMBER);

const band = z
  .strictObject({
    /** Values up to this limit, which does not belong to the row (`below`) or does (`upTo`). */
    below: number.optional(),
    upTo: number.optional(),
    /** The points of the row: the value obtained itself, or a fixed percentage. */
    points: z.union([z.literal('value'), number], 'expected value, or a number of points'),
  })
  .refine(({ below, upTo }) => below === undefined || upTo === undefined, {
    path: ['upTo'],
    message: 'expected one limit: below, or upTo',
  });
export type Band = z.infer<typeof band>;

/** Rows in rising order. The first that holds a value gives its points; the last has no limit, so that every value has. */
const bands = z
  .array(band)
  .min(1)
  .max(50)
  .superRefine((rows, context) => {
    for (const { row, key, reason } of bandProblems(rows))
      context.addIssue({ code: 'custom', path: [row, key], message: reason });
  });
export type Bands = z.infer<typeof bands>;

/** Measured and followed: the points are the value obtained. */
export const VALUE_AS_IS: Bands = [{ points: 'value' }];

const weight = number.min(0, 'expected a weight of 0 or more').default(0);
/** What each indicator weighs; one that is left out weighs nothing. The mean divides by their sum, whatever it is. */
const weights = z
  .strictObject({ isap: weight, ieco: weight, ixec: weight })
  .refine(
    (each) => Object.values(each).some((one) => one > 0),
    'expected a weight above 0 for one indicator',
  );
export type Weights = z.infer<typeof weights>;

const phase = z.strictObject({
  fromCycle: z.int('expected the number of a cycle').positive('cycles are numbered from 1'),
  /** `followed`: measured, and the invoice is paid in full. `applied`: the invoice follows the IRG. */
  effect: z.enum(['followed', 'applied']),
  /** Those of the profile, where a phase has none of its own. */
  weights: weights.optional(),
  /** Rows of points; an indicator without them has the value obtained. */
  bands: z
    .strictObject({ isap: bands.optional(), ieco: bands.optional(), ixec: bands.optional() })
    .default({}),
  /** The limits of the IRG in percent, where it has any. */
  clamp: z
    .strictObject({ min: number, max: number })
    .refine(({ min, max }) => min <= max, { path: ['max'], message: 'expected a max that is not below min' })
    .optional(),
  /** The minimum of the termination watch in percent; that of the clamp where it is not told. */
  minimum: number.optional(),
});

const MODES = ['half-up', 'half-even', 'down'] as const;
const rounding = z.strictObject({
  /** How `rounded` rounds: a value held against the bands under that reading, and the IRG where it is rounded. */
  decimals: z.int().min(0).max(6).default(2),
  mode: z.enum(MODES).default('half-up'),
  /** Whether the IRG is rounded before it multiplies the measured value. */
  irg: z.enum(['exact', 'rounded']).default('exact'),
  /** How the invoice is rounded to the centavo. */
  money: z.enum(MODES).default('half-up'),
});
export type Rounding = z.infer<typeof rounding>;
export type RoundingMode = Rounding['mode'];

const termination = z.strictObject({
  /** The watch begins with this cycle; the cycles before it count as evidence where they have a minimum. */
  fromCycle: z.int().positive(),
  /** So many cycles below the minimum among so many running ones. The first rule that holds is told. */
  rules: z
    .array(
      z
        .strictObject({
          name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'expected lower-case letters, digits and hyphens'),
          below: z.int().positive().max(120),
          of: z.int().positive().max(120),
        })
        .refine(({ below, of }) => below <= of, {
          path: ['below'],
          message: 'expected no more cycles below the minimum than are looked at',
        }),
    )
    .min(1)
    .max(10),
});

/** What a profile may say of the score, key by key. */
export const rulesShape = {
  /** Weights of every phase that has none of its own. */
  weights: weights.optional(),
  phases: z.array(phase, 'expected the phases, the first from cycle 1').min(1).max(50),
  rounding: rounding.prefault({}),
  /** Without it nobody is warned. */
  termination: termination.optional(),
  /** Shipped profiles that read the same source otherwise; `cycles --readings` shows them side by side. */
  alternatives: z.array(z.string()).max(10).optional(),
};
const rules = z.strictObject(rulesShape);

/** The rules of the cycles from `fromCycle` on, until the next phase begins, with nothing left to be looked up. */
export interface Phase extends Omit<z.infer<typeof phase>, 'weights' | 'bands'> {
  weights: Weights;
  bands: Record<Indicator, Bands>;
}

/** The rules by which a cycle is scored, complete, and the name that a result gives them. */
export interface ScoringRules extends Omit<z.infer<typeof rules>, 'weights' | 'phases'> {
  name: string;
  phases: Phase[];
}

/** Rules as people write them. */
export type WrittenRules = z.input<typeof rules>;

/** What is wrong with rules beyond each value by itself, with path and reason. */
export function rulesProblems({
  weights: common,
  phases,
}: Pick<z.infer<typeof rules>, 'weights' | 'phases'>): { path: (string | number)[]; reason: string }[] {
  return phases.flatMap(({ fromCycle, weights: own }, index) => {
    const before = phases[index - 1]?.fromCycle;
    const path = ['phases', index, 'fromCycle'];
    const order =
      before === undefined
        ? fromCycle === 1
          ? []
          : [{ path, reason: 'expected 1: the first phase begins with cycle 1' }]
        : fromCycle > before
          ? []
          : [{ path, reason: `expected a cycle after ${before}, with which the phase before begins` }];
    const weighed =
      (own ?? common) === undefined
        ? [{ path: ['phases', index, 'weights'], reason: 'expected weights, of the phase or of the profile' }]
        : [];
    return [...order, ...weighed];
  });
}

/** Fills in what phases leave to the profile, or to the rule that an indicator without bands has its value. */
export function completePhases(common: Weights | undefined, phases: z.infer<typeof phase>[]): Phase[] {
  return phases.map((each) => ({
    ...each,
    weights: (each.weights ?? common)!,
    bands: {
      isap: each.bands.isap ?? VALUE_AS_IS,
      ieco: each.bands.ieco ?? VALUE_AS_IS,
      ixec: each.bands.ixec ?? VALUE_AS_IS,
    },
  }));
}
