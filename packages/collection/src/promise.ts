import { businessDayFrom, type Cents, type CivilDate, isCivilDate } from '@baixa/core';
import { leftOf, type Receivable } from '@baixa/settlement';
import { z } from 'zod';

const civilDate = z.string().refine(isCivilDate, 'expected a day that exists, written YYYY-MM-DD');
const id = z.string().trim().min(1).max(120);
const cents = z.int('expected whole centavos').positive('expected more than zero centavos');
const text = z.string().trim().min(1).max(500);

/** What a customer promised: so many centavos by a day. */
const promised = z.strictObject({
  cents,
  /** The last day. */
  on: civilDate,
  /** What it is about; all that the account owes, where nothing is named. */
  receivables: z.array(id).max(100).default([]),
});

/** A promise (promessa de pagamento) as a person records it. */
export const promiseSchema = promised.extend({
  /** The day it was made. */
  madeOn: civilDate,
  /** How it was made: phone, counter, WhatsApp… */
  channel: z.string().trim().min(1).max(40).optional(),
  reason: text.optional(),
});
export type PromiseMade = z.infer<typeof promiseSchema>;

/** What is told of a promise later: that it was recorded wrongly, or should not have been. */
const corrected = promised.extend({ what: z.literal('corrected'), reason: text });
const cancelled = z.strictObject({ what: z.literal('cancelled'), reason: text });
export const promiseChangeSchema = z.union([corrected, cancelled]);
export type PromiseChange = z.infer<typeof promiseChangeSchema>;

const told = {
  /** Of the promise. */
  id,
  /** Of the fact: the same fact told again is the same one. */
  fact: id,
  company: id,
  account: id,
  by: z.string(),
  /** The instant. */
  at: z.iso.datetime(),
};
/** One fact of a promise. Facts are only ever added. */
export const promiseFactSchema = z.union([
  promiseSchema.extend({ what: z.literal('made'), ...told }),
  corrected.extend(told),
  cancelled.extend(told),
]);
export type PromiseFact = z.infer<typeof promiseFactSchema>;

/** A promise as its facts make it. */
export interface PromiseToPay extends PromiseMade {
  id: string;
  company: string;
  account: string;
  by: string;
  at: string;
  /** The facts that changed it, in the order in which they were told. */
  changes: Pick<PromiseFact, 'what' | 'by' | 'at' | 'reason'>[];
  cancelled: boolean;
}

/**
 * The promises that facts make, whatever the order in which they come: the correction that was told last holds, and what
 * was cancelled stays so. Facts of a promise whose making is not known are left out.
 */
export function promisesOf(facts: readonly PromiseFact[]): PromiseToPay[] {
  const inOrder = facts.toSorted((a, b) => compare(a.at, b.at) || compare(a.fact, b.fact));
  return [...Map.groupBy(inOrder, (fact) => fact.id).values()].flatMap((own) => {
    const made = own.find((fact) => fact.what === 'made');
    if (made === undefined) return [];
    const { what: _, fact: __, ...first } = made;
    const last = own.findLast((fact) => fact.what === 'corrected');
    return {
      ...first,
      ...(last && { cents: last.cents, on: last.on, receivables: last.receivables }),
      changes: own
        .filter((fact) => fact.what !== 'made')
        .map(({ what, by, at, reason }) => ({ what, by, at, reason })),
      cancelled: own.some((fact) => fact.what === 'cancelled'),
    };
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How a promise stands. `partial`: its day is over, and less was paid than was promised. */
export type PromiseState = 'open' | 'kept' | 'broken' | 'partial' | 'cancelled';

/** How a promise stands on a day, with what of it was paid, in centavos. */
export interface PromiseStanding {
  state: PromiseState;
  paidCents: Cents;
  /** The last day on which a payment keeps it: a business day. */
  lastDay: CivilDate;
}

/**
 * How a promise stands at the end of a day, by what was paid from the day it was made to its last one. Paid is what was
 * applied to the receivables it names, or to any of the account, and stands; what an acordo put in their place counts as
 * they do. It is kept as well where nothing is owed of what it names any more. A last day on which banks stand still
 * moves to the next one, as due dates do. Pure: `receivables` are all those of the account.
 */
export function promiseStanding(
  promise: Pick<PromiseToPay, 'cents' | 'on' | 'receivables' | 'madeOn' | 'cancelled'>,
  receivables: readonly Receivable[],
  on: CivilDate,
): PromiseStanding {
  const lastDay = businessDayFrom(promise.on);
  const until = on < lastDay ? on : lastDay;
  const about = aboutOf(promise.receivables, receivables);
  const paidCents = about.reduce((sum, each) => sum + paidBetween(each, promise.madeOn, until), 0);
  const owed = about.filter(({ status }) => status === 'open' || status === 'settled');
  const isSettled =
    promise.receivables.length > 0 &&
    owed.length > 0 &&
    owed.every(({ status, settledOn = '' }) => status === 'settled' && settledOn <= until);
  const facts = { paidCents, lastDay };
  if (promise.cancelled) return { state: 'cancelled', ...facts };
  if (paidCents >= promise.cents || isSettled) return { state: 'kept', ...facts };
  if (on <= lastDay) return { state: 'open', ...facts };
  return { state: paidCents > 0 ? 'partial' : 'broken', ...facts };
}

/** Only how it stands. */
export const promiseState = (...args: Parameters<typeof promiseStanding>): PromiseState =>
  promiseStanding(...args).state;

/** What a promise is about: what it names with the parts of acordos that replaced that, or all of the account. */
function aboutOf(named: string[], receivables: readonly Receivable[]): Receivable[] {
  if (named.length === 0) return [...receivables];
  const own = receivables.filter((each) => named.includes(each.id));
  const acordos = new Set(own.flatMap(({ movements }) => movements.flatMap(({ acordo }) => acordo ?? [])));
  return receivables.filter(
    (each) => own.includes(each) || (each.acordo !== undefined && acordos.has(each.acordo.id)),
  );
}

/** What payments of some days paid of a receivable, and stands. */
function paidBetween(receivable: Receivable, from: CivilDate, to: CivilDate): Cents {
  return receivable.movements
    .filter(({ undoes, on }) => undoes === undefined && on >= from && on <= to)
    .reduce((sum, payment) => sum + leftOf(receivable, payment).appliedCents, 0);
}
