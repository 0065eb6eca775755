import { isCivilDate } from '@baixa/core';
import { z } from 'zod';

const cents = z.int().describe('Whole centavos of the real.');
const civilDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isCivilDate)
  .describe('Calendar day in America/Sao_Paulo, YYYY-MM-DD.');

/** Where in a return file the bank told it: file id, line (from 1), byte (from 0). */
const told = z.object({ file: z.string(), line: z.int().positive(), offset: z.int().nonnegative() });

const undone = z
  .literal('undo')
  .optional()
  .describe('Present where no bank did it: a person undid the file that told it.');

const part = z
  .object({
    charge: z.string().describe('Id of the collective charge.'),
    number: z.int().positive().describe('Which part, from 1.'),
    of: z.int().positive().describe('How many parts the payment was split into.'),
  })
  .optional()
  .describe('Present where one payment was split over the receivables that a collective charge covers.');

const acordo = z
  .string()
  .optional()
  .describe(
    'Present where no bank did it: this acordo ended, and money of its parts went to what it had replaced.',
  );

const acordoPart = z.object({ receivable: z.string(), cents: cents, dueOn: civilDate });

const receivableStatus = z
  .enum(['open', 'settled', 'cancelled', 'replaced'])
  .describe('`replaced`: by an acordo, so that only its parts are to be paid.');

/** The data of each event type, by type. */
const dataSchemas = {
  'settlement.applied': z
    .object({
      receivable: z.string().describe('Id the company gave it.'),
      account: z.string().describe('Matrícula.'),
      outcome: z.enum(['settled', 'settled-in-part', 'settled-in-excess']),
      appliedCents: cents,
      unappliedCents: cents.describe('The part of the payment that is a credit.'),
      paidOn: civilDate.describe("The customer's payment date."),
      status: receivableStatus.describe('After this settlement.'),
      matchedBy: z.string().optional(),
      rule: z.string().optional().describe('Where it was matched by a rule that was learned: which.'),
      split: z
        .object({
          principalCents: cents,
          fineCents: cents,
          interestCents: cents,
          discountCents: cents,
          rebateCents: cents,
          toleranceCents: cents.describe('Paid over (positive) or under what was due, within tolerance.'),
          feeCents: cents.describe("The bank's tariff, which is no part of what was paid."),
        })
        .optional()
        .describe('applied = principal + fine + interest − discount − rebate + tolerance.'),
      cause: undone,
      part,
      acordo,
      told,
    })
    .describe('A payment was applied to a receivable.'),
  'settlement.reversed': z
    .object({
      receivable: z.string(),
      account: z.string(),
      appliedCents: cents.describe('Negative: what was taken back from the receivable.'),
      unappliedCents: cents.describe('Negative or 0: what was taken back from a credit.'),
      reversedOn: civilDate,
      status: receivableStatus,
      cause: undone,
      part,
      acordo,
      told,
    })
    .describe('An earlier payment was given back (estorno, devolução, MED), or taken back with its file.'),
  'receivable.settled': z
    .object({
      receivable: z.string().describe('Id the company gave it.'),
      account: z.string().describe('Matrícula.'),
      settledOn: civilDate.describe('The payment date of the payment that settled it.'),
      settlement: z.string().describe('Id of the settlement.applied event that tells of that payment.'),
    })
    .describe('Nothing is owed of a receivable any more. A settlement.reversed may open it again.'),
  'exception.opened': z
    .object({
      exception: z.string().describe('Id for the exceptions desk.'),
      outcome: z.enum([
        'settled-in-excess',
        'paid-twice',
        'unmatched',
        'ambiguous',
        'divergent',
        'refused',
        'held',
      ]),
      unappliedCents: cents.describe('Money that waits for a person.'),
      receivable: z.string().optional(),
      charge: z.string().optional().describe('The collective charge that holds the money.'),
      candidates: z.array(z.string()).optional(),
      reason: z.string(),
      change: z
        .object({ field: z.string(), from: z.string(), to: z.string() })
        .optional()
        .describe('The smallest change that would have settled it.'),
      told,
    })
    .describe('Money arrived that no rule may book alone.'),
  'exception.resolved': z
    .object({
      exception: z.string().describe('Id of the exception, as it was opened.'),
      how: z
        .enum(['retried', 'settled', 'refunded', 'written-off', 'ignored', 'undone'])
        .describe(
          '`retried`: its receivable was registered after it opened; `undone`: its file was; the others a person chose.',
        ),
      receivables: z.array(z.string()).describe('Those that its money went to.'),
      appliedCents: cents.describe('What of its money settles a receivable now.'),
      unappliedCents: cents.describe('What of it settles none.'),
    })
    .describe('Money that waited has found its end.'),
  'return-file.processed': z
    .object({
      file: z.string(),
      name: z.string(),
      agreement: z.string(),
      entries: z.int().nonnegative(),
      inCents: cents,
      outCents: cents,
      appliedCents: cents,
      unappliedCents: cents,
      toldBeforeCents: cents.describe('Money of payments that an earlier file had already told.'),
      outcomes: z.record(z.string(), z.int().nonnegative()),
      step: z
        .int()
        .min(2)
        .optional()
        .describe('Present where the file was undone or replayed: which step of its history this is.'),
      cause: z
        .enum(['undo', 'replay'])
        .optional()
        .describe('What this step was. The figures are what stands after it.'),
    })
    .describe('Every entry of a return file has its outcome: in − out = applied + unapplied.'),
  'acordo.made': z
    .object({
      acordo: z.string(),
      account: z.string().describe('Matrícula.'),
      on: civilDate.describe('The day on which the debt was taken as it stood.'),
      replaced: z
        .array(z.object({ receivable: z.string(), cents }))
        .describe('What only its parts pay from now on, with what was due of each that day; oldest first.'),
      downPayment: acordoPart,
      instalments: z.array(acordoPart),
      discountCents: cents,
      chargesCents: cents,
    })
    .describe(
      'An acordo replaced receivables by a down payment and instalments: Σ parts = Σ replaced + charges − discount.',
    ),
  'acordo.broken': z
    .object({
      acordo: z.string(),
      account: z.string(),
      how: z.enum(['broken', 'cancelled']).describe('`cancelled`: a person took it back.'),
      brokenOn: civilDate,
      restored: z.array(z.string()).describe('Receivables that are to be paid again, as they were.'),
      cancelled: z.array(z.string()).describe('Its parts, which are void.'),
      movedCents: cents.describe(
        'What was paid under it and now pays what is restored; a settlement.reversed and a settlement.applied tell of each.',
      ),
    })
    .describe('An acordo ended before all of it was paid.'),
  'acordo.kept': z
    .object({ acordo: z.string(), account: z.string(), keptOn: civilDate })
    .describe('Every part of an acordo was paid.'),
  'account.recovered': z
    .object({
      contract: z.string(),
      case: z.string(),
      account: z.string(),
      recoveredOn: civilDate,
      dayOfWindow: z.int().nonnegative().describe('Day 0 is the day the debt notice was generated.'),
      inPaymentTerm: z.boolean().describe('Paid after the window, inside its payment term (days 68 to 72).'),
      countsIn: civilDate.describe('The day whose measurement cycle counts it.'),
    })
    .describe('All debt of a collection case was recovered inside the window or its payment term.'),
  'cycle.closed': z
    .object({
      contract: z.string(),
      cycle: z.int().positive(),
      from: civilDate,
      to: civilDate,
      profile: z.string(),
      isap: z.string().describe('Final points in percent, rounded half up to 2 decimals.'),
      ixec: z.string().describe('Final points, as isap.'),
      ieco: z.string().describe('Final points, as isap.'),
      irg: z.string().describe('In percent, rounded half up to 2 decimals.'),
      measuredValueCents: cents,
      invoiceCents: cents,
      result: z.string().describe('SHA-256 of the committed result.'),
    })
    .describe('A measurement cycle of a performance contract was closed, once and for good.'),
} as const;

export type EventType = keyof typeof dataSchemas;
export const eventTypes = Object.keys(dataSchemas) as EventType[];
export type EventData<T extends EventType> = z.infer<(typeof dataSchemas)[T]>;

const envelope = {
  specversion: z.literal('1.0'),
  id: z
    .string()
    .describe('Deterministic: the same fact always has the same id, so a consumer can drop doubles.'),
  source: z.string().describe('`/companies/<company>`.'),
  subject: z.string().describe('What it is about: a receivable, a file, an account, a contract.'),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  company: z.string(),
  sequence: z
    .int()
    .positive()
    .optional()
    .describe('Per receivable, rising: lets a consumer order settlements and drop older ones.'),
};

/** The schema of each event, a CloudEvents 1.0 JSON envelope around its data. */
export const eventSchemas = Object.fromEntries(
  eventTypes.map((type) => [type, z.object({ ...envelope, type: z.literal(type), data: dataSchemas[type] })]),
) as unknown as { [T in EventType]: z.ZodType<BaixaEvent<T>> };

/** One published event. */
export interface BaixaEvent<T extends EventType = EventType> {
  specversion: '1.0';
  id: string;
  source: string;
  type: T;
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  company: string;
  sequence?: number | undefined;
  data: EventData<T>;
}

/** Makes an event. Told again, it should be the same to the byte: its time is that of what it tells, not of the telling. */
export function makeEvent<T extends EventType>(
  type: T,
  facts: {
    id: string;
    company: string;
    subject: string;
    time: string;
    sequence?: number;
    data: EventData<T>;
  },
): BaixaEvent<T> {
  return {
    specversion: '1.0',
    id: facts.id,
    source: `/companies/${facts.company}`,
    type,
    subject: facts.subject,
    time: facts.time,
    datacontenttype: 'application/json',
    company: facts.company,
    ...(facts.sequence === undefined ? {} : { sequence: facts.sequence }),
    data: facts.data,
  };
}
