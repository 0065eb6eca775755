import { type Cents, type CivilDate, idOf, isCivilDate } from '@baixa/core';
import { z } from 'zod';
import { type Registration, registrationSchema } from './receivable.ts';
import { termsSchema } from './terms.ts';

/*
 * An acordo replaces receivables of one account by a down payment and instalments. It is no agreement (convênio), which
 * is what ties a company to a bank.
 */
const REASON = 'expected why, in 3 to 500 letters';
const ID = 'expected letters, digits, and . _ - between them';
const acordoId = z.string(ID).regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,58}[A-Za-z0-9])?$/, ID);
const civilDate = z.string().refine(isCivilDate, 'expected a day that exists, written YYYY-MM-DD');
const cents = z.int('expected whole centavos').nonnegative().max(Number.MAX_SAFE_INTEGER);
const moreThanNothing = cents.positive('expected more than zero centavos');
const { identifiers } = registrationSchema.shape;

const downPayment = z.strictObject({
  cents: moreThanNothing,
  dueOn: civilDate,
  identifiers: identifiers.optional(),
});
/** One without centavos shares what is left with the others that have none. */
const instalment = downPayment.extend({ cents: moreThanNothing.optional() });
const MOST_INSTALMENTS = 120;

/** What a person wants of an acordo. What its parts make, with the discount, is what is due that day, with the charges. */
export const acordoWishSchema = z
  .strictObject({
    id: acordoId,
    /** What it replaces; with `account`, all of it that is overdue on the day. */
    receivables: z.array(z.string().trim().min(1).max(120)).min(1).max(100).optional(),
    account: z.string().trim().min(1).max(120).optional(),
    /** The day on which the debt is taken as it stands. */
    on: civilDate.optional(),
    discountCents: cents.default(0),
    chargesCents: cents.default(0),
    downPayment,
    /** Each, or so many in equal parts by months, of which the last takes what the division leaves. */
    instalments: z
      .union([
        z.array(instalment).max(MOST_INSTALMENTS),
        z.strictObject({ count: z.int().positive().max(MOST_INSTALMENTS), firstDueOn: civilDate }),
      ])
      .default([]),
    /** Fine and interest of a part that is paid late. */
    terms: termsSchema.optional(),
    reason: z.string(REASON).trim().min(3, REASON).max(500, REASON),
  })
  .refine(({ receivables, account }) => (receivables === undefined) !== (account === undefined), {
    path: ['receivables'],
    message: 'expected either the receivables or the account',
  });
export type AcordoWish = z.infer<typeof acordoWishSchema>;

/** What was agreed on. */
export interface AcordoPlan {
  id: string;
  company: string;
  account: string;
  /** The day on which the debt was taken as it stood. */
  on: CivilDate;
  /** What it replaces, oldest first, with what was due of each that day. */
  replaced: { receivable: string; cents: Cents }[];
  /** The down payment, and the instalments in the order in which they are due. */
  parts: (Registration & { acordo: PartOfAcordo })[];
  discountCents: Cents;
  chargesCents: Cents;
}

/** Which part of an acordo a receivable is: 0 is the down payment. */
export interface PartOfAcordo {
  id: string;
  part: number;
}

/** How an acordo ended, other than by being kept. `refused`: before it stood, because the debt had changed. */
export type AcordoEnding = 'broken' | 'cancelled' | 'refused';

/** Money that leaves a part when its acordo ends: to which of the restored receivables it goes. */
export interface Share {
  /** The part, and the key of the movement by which it left. */
  from: string;
  taken: string;
  to: string;
  /** The key of the movement by which it comes. */
  key: string;
  cents: Cents;
}

/** An acordo as it stands. */
export interface Acordo extends AcordoPlan {
  /** `making` and `ending` while it is being carried out. */
  state: 'proposed' | 'making' | 'active' | 'ending' | 'ended';
  /** Counts the writes, from 1. */
  version: number;
  /** Made of the wish: another wish under the same id is refused. */
  wish: string;
  by: string;
  /** Who confirmed it, where its discount was above the company's limit. */
  confirmedBy?: string;
  reason: string;
  /** The instant it was asked for. */
  at: string;
  /** Told as kept: the day on which the last part was paid, and the instant. */
  kept?: { on: CivilDate; at: string };
  end?: {
    how: AcordoEnding;
    by: string;
    reason: string;
    at: string;
    on: CivilDate;
    /** Fixed once, when all money has left the parts. */
    shares?: Share[];
  };
}

/** The acordos of all companies. */
export interface Acordos {
  find(company: string, id: string): Promise<Acordo | undefined>;
  /** Enters a new acordo; gives the one that stands under its id. */
  enter(acordo: Acordo): Promise<Acordo>;
  /** Writes an acordo if it is still as it was one version before; else says how it stands. */
  save(after: Acordo): Promise<{ saved: true } | { saved: false; current: Acordo }>;
}

/** The id that an acordo has in the ledger and in the tables. */
export const acordoKeyOf = (company: string, id: string): string => idOf('acordo', company, id);

/** The id of a part: the acordo's, and 0 for the down payment or the number of the instalment. */
export const partIdOf = (acordo: string, part: number): string => `${acordo}.${part}`;

/** The acordos' own movements have no file: their place is the acordo. */
export const placeOfAcordo = (id: string) => ({ file: `acordo:${id}`, line: 0, offset: 0 });

/** True for an acordo of which more may be to do: it has neither ended nor been told as kept. */
export const isOpenAcordo = ({ state, kept }: Pick<Acordo, 'state' | 'kept'>): boolean =>
  state !== 'ended' && kept === undefined;
