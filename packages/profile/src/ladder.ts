import { z } from 'zod';

const TYPE = 'expected lower-case letters, digits and hyphens';
const type = z.string(TYPE).regex(/^[a-z0-9][a-z0-9-]{0,59}$/, TYPE);
const days = z.int('expected whole days').min(0, 'expected 0 days or more').max(366);

const step = z.strictObject({
  /** What orders call the action. */
  type,
  /** The field's name of the action. */
  name: z.string().trim().min(1).max(80),
  /** Calendar days from its generation to its deadline; of extra actions, how long they last. */
  deadlineDays: days.min(1, 'expected 1 day or more'),
  /** When the rule generates it: so many days after an earlier action is executed. Absent: somebody asks for it. */
  follows: z.strictObject({ type, days }).optional(),
  /** Extra actions at the contractor's expense: the window's last days, less every day of delay above them. */
  extra: z.literal(true).optional(),
});
export type LadderStep = z.infer<typeof step>;

/**
 * A collection ladder (régua de cobrança). The first action opens the case on day 0; the window ends with the last
 * action of the longest chain, everything on time.
 */
export const ladderSchema = z
  .strictObject({
    steps: z.array(step).min(1).max(50),
    /** Told only to be checked: it is what the steps add up to. */
    windowDays: days.optional(),
    /** Days the customer still has to pay after the window. */
    paymentTermDays: days.max(60),
  })
  .superRefine((ladder, context) => {
    for (const { path, reason } of ladderProblems(ladder))
      context.addIssue({ code: 'custom', path, message: reason });
  })
  .transform((ladder): Ladder => ({ ...ladder, windowDays: sumOf(chainOf(ladder.steps)) }));

/** A ladder with its window, in calendar days. */
export interface Ladder {
  steps: LadderStep[];
  windowDays: number;
  paymentTermDays: number;
}

/** Ladders as people write them. */
export type WrittenLadder = z.input<typeof ladderSchema>;

type Path = (string | number)[];

function ladderProblems({ steps, windowDays }: { steps: LadderStep[]; windowDays?: number | undefined }) {
  const problems = steps.flatMap(({ type, follows, extra }, index) => {
    const wrong = (key: string, reason: string) => ({ path: ['steps', index, key] as Path, reason });
    const before = steps.slice(0, index);
    const followed = before.find((each) => each.type === follows?.type);
    return [
      ...(before.some((each) => each.type === type) ? [wrong('type', `"${type}" is there twice`)] : []),
      ...(index === 0 && (follows || extra)
        ? [wrong(follows ? 'follows' : 'extra', 'expected none in the first action, which opens the case')]
        : []),
      ...(index > 0 && follows && followed === undefined
        ? [wrong('follows', `expected an action above it, and "${follows.type}" is none`)]
        : []),
      ...(followed?.extra
        ? [wrong('follows', 'expected an action that is not extra: nothing follows those')]
        : []),
      ...(index > 0 && extra && !follows
        ? [wrong('extra', 'expected to know which action they follow')]
        : []),
      ...(extra && before.some((each) => each.extra) ? [wrong('extra', 'expected extra actions once')] : []),
    ];
  });
  if (problems.length > 0 || windowDays === undefined) return problems;
  const chain = chainOf(steps);
  return sumOf(chain) === windowDays
    ? []
    : [{ path: ['windowDays'] as Path, reason: windowSentence(windowDays, chain) }];
}

/** `the window is 60 days, but the ladder adds up to 67: 7 (debt-notice) + 30 (wait) + 7 (cut-off) + …` */
function windowSentence(windowDays: number, chain: readonly LadderStep[]): string {
  const parts = chain.flatMap(({ type, deadlineDays, follows }) => [
    ...(follows === undefined || follows.days === 0 ? [] : [`${follows.days} (wait)`]),
    `${deadlineDays} (${type})`,
  ]);
  return `the window is ${windowDays} days, but the ladder adds up to ${sumOf(chain)}: ${parts.join(' + ')}`;
}

/** What is wrong with a window of so many days for a ladder; undefined where it is right. */
export function windowProblem(windowDays: number, { steps }: Pick<Ladder, 'steps'>): string | undefined {
  const chain = chainOf(steps);
  return sumOf(chain) === windowDays ? undefined : windowSentence(windowDays, chain);
}

const sumOf = (chain: readonly LadderStep[]) =>
  chain.reduce((sum, { deadlineDays, follows }) => sum + deadlineDays + (follows?.days ?? 0), 0);

/** The longest of the chains in which one action follows another, from the one that opens the case. */
function chainOf(steps: readonly LadderStep[]): LadderStep[] {
  const byType = new Map<string, LadderStep[]>();
  for (const each of steps) {
    const before = each.follows === undefined ? [] : (byType.get(each.follows.type) ?? []);
    byType.set(each.type, [...before, each]);
  }
  return [...byType.values()].reduce((longest, chain) => (sumOf(chain) > sumOf(longest) ? chain : longest));
}
