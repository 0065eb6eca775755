import type { Cents, CivilDate, LocalHolidays } from '@baixa/core';
import { z } from 'zod';
import type { PartOfAcordo } from './acordo.ts';
import { cents, civilDate, identifier, identifiersSchema } from './fields.ts';
import type { LearnedRule } from './learned-rule.ts';
import { termsSchema } from './terms.ts';

/** A receivable as a company registers it: what is owed, by when, and every identifier a bank may echo. */
export const registrationSchema = z.strictObject({
  id: identifier,
  company: identifier,
  /** Matrícula: the customer's connection, the unit that collection counts. */
  account: identifier,
  identifiers: identifiersSchema,
  faceCents: cents.positive('expected more than zero centavos'),
  dueOn: civilDate,
  /** The day it was billed, where the company tells it. */
  issuedOn: civilDate.optional(),
  terms: termsSchema.optional(),
  strata: z
    .strictObject({
      municipality: z.string().max(80).optional(),
      district: z.string().max(80).optional(),
      tariffCategory: z.string().max(80).optional(),
    })
    .optional(),
});
/** A company gives all of it but `acordo`: that is on the parts of one, which Baixa registers itself. */
export type Registration = z.infer<typeof registrationSchema> & { acordo?: PartOfAcordo };

/** What became of an entry. See the table in `decide.ts`. */
export type Outcome =
  | 'settled'
  | 'settled-in-part'
  | 'settled-in-excess'
  | 'paid-twice'
  | 'reversed'
  | 'noted'
  | 'unmatched'
  | 'ambiguous'
  | 'divergent'
  | 'refused'
  /** A cheque that is not cleared yet: nothing is done to the receivable before it is. */
  | 'held'
  /** On a movement only: a credit that went to other receivables. */
  | 'transferred'
  /** Taken back with its whole file. */
  | 'undone'
  /** On a movement only: it was to be undone, and stays, because another file reversed a part of it. */
  | 'kept'
  /** Of an acordo: it took the place of the receivable; it ended, and the receivable stands again, or a part is void. */
  | 'replaced'
  | 'restored'
  | 'cancelled';

/** What a payment of a collective charge gives to one receivable, or what gives it back takes from it, in centavos. */
export interface Part {
  /** From 1, in the order in which money goes to them. A reversal's part has the number of the part it takes from. */
  number: number;
  receivable: string;
  cents: Cents;
}

/** Which part of a collective charge's payment it is. */
export interface PartOf {
  charge: string;
  number: number;
  /** How many parts the payment has. */
  of: number;
}

/** What one entry did to a receivable. Kept on the receivable, so that the same entry told again changes nothing. */
export interface Movement {
  /** Natural key of the payment or reversal: the same in every file that tells it. */
  key: string;
  /** Id of the file and line, byte of the entry that told it. */
  file: string;
  line: number;
  offset: number;
  outcome: Outcome;
  /** The customer's payment date. */
  on: CivilDate;
  /** What the bank moved: positive in, negative out. */
  movedCents: Cents;
  /** What of it changed this receivable's balance; the rest is unapplied. */
  appliedCents: Cents;
  /** On a reversal, the key of the movement it undoes; where a reversal is undone, that of the payment that stands again. */
  undoes?: string;
  /** On what was undone, and on what an acordo did: how the receivable stands after it. */
  stands?: Pick<Receivable, 'status' | 'settledOn'>;
  /** On a reversal that overtook its payment, the key that the payment will have. */
  waitsFor?: string;
  /** On a part of a collective charge's payment, or of what gives it back: which of how many. */
  part?: PartOf;
  /** On a collective charge, what goes to each receivable: kept before anything of it is done. */
  parts?: Part[];
  /** The acordo whose making or end this is. */
  acordo?: string;
  /** On what was replaced: how many parts took its place. */
  partCount?: number;
}

/** Which command registered a receivable first, and the instant. */
export interface Registered {
  by: string;
  at: string;
}

/** A receivable as it stands: the registration and everything that happened to it. */
export interface Receivable extends Registration {
  registered?: Registered;
  status: 'open' | 'settled' | 'cancelled' | 'replaced';
  /** Counts the writes, from 1; the sequence number of this receivable's events. */
  version: number;
  movements: Movement[];
  /** The payment date by which it was settled. */
  settledOn?: CivilDate;
}

/** A receivable on the day it is registered. */
export function newReceivable(registration: Registration): Receivable {
  return { ...registration, status: 'open', version: 1, movements: [] };
}

/** The agreement's part in a decision. */
export interface AgreementRules {
  id: string;
  company: string;
  /** What a payment may differ from what was due and still settle: the larger of the two. */
  tolerance: { cents: Cents; percent?: string | undefined };
  /** Days between due date and payment within which a payment may be matched by its payer alone; 10 by default. */
  payerWindowDays?: number | undefined;
  /** Days besides the national holidays on which its municipality's banks stand still. */
  holidays?: LocalHolidays | undefined;
  /** What operators' choices taught, the oldest first; those that were forgotten are among them. */
  learned?: LearnedRule[] | undefined;
}
