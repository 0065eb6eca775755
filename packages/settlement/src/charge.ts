import { formatBrl } from '@baixa/core';
import { z } from 'zod';
import { cents, civilDate, identifier, identifiersSchema } from './fields.ts';
import { type Movement, type Receivable, type Registration, registrationSchema } from './receivable.ts';

/** Receivables that one charge may cover: their parts stand in one item and one line of the ledger. */
export const MAX_COVERS = 200;

/**
 * A collective charge as a company registers it: one boleto, Pix or barcode for several receivables of that company,
 * which may be registered later. Its payment is split over them: as the centavos say, or, where none are given, by what
 * each owes, the oldest first.
 */
export const chargeSchema = z
  .strictObject({
    id: identifier,
    company: identifier,
    identifiers: identifiersSchema,
    faceCents: cents.positive('expected more than zero centavos'),
    dueOn: civilDate,
    covers: z
      .array(
        z.strictObject({
          receivable: identifier,
          cents: cents.positive('expected more than zero centavos').optional(),
        }),
      )
      .min(1, 'expected at least one receivable that it covers')
      .max(MAX_COVERS, `expected at most ${MAX_COVERS} receivables`),
  })
  .superRefine(({ id, faceCents, covers }, { addIssue }) => {
    const wrong = (message: string, ...path: (string | number)[]) =>
      addIssue({ code: 'custom', path: ['covers', ...path], message });
    const known = new Set<string>();
    for (const [index, { receivable }] of covers.entries()) {
      if (receivable === id) wrong(`${id} cannot cover itself`, index, 'receivable');
      if (known.has(receivable)) wrong(`${receivable} is covered twice`, index, 'receivable');
      known.add(receivable);
    }
    const given = covers.flatMap((cover) => cover.cents ?? []);
    if (given.length > 0 && given.length < covers.length)
      wrong('give centavos to each receivable, or to none to pay the oldest first');
    const sum = given.reduce((total, each) => total + each, 0);
    if (given.length > 0 && given.length === covers.length && sum !== faceCents)
      wrong(`the centavos make ${formatBrl(sum)}, and the face amount is ${formatBrl(faceCents)}`);
  });
export type ChargeRegistration = z.infer<typeof chargeSchema>;

/** A collective charge as it stands. It owes nothing itself: its movements say what became of its payments. */
export interface Charge extends ChargeRegistration {
  /** Counts the writes, from 1. */
  version: number;
  movements: Movement[];
}

/** What the identifiers of a payment may name. */
export type Payable = Receivable | Charge;

export function isCharge(row: Payable): row is Charge;
export function isCharge(row: Registration | ChargeRegistration): row is ChargeRegistration;
export function isCharge(row: object): boolean {
  return 'covers' in row;
}

/** A collective charge on the day it is registered. */
export function newCharge(registration: ChargeRegistration): Charge {
  return { ...registration, version: 1, movements: [] };
}

/** What a company registers: a receivable, or, where it says what it covers, a collective charge. */
export const registrableSchema = z
  .unknown()
  .transform((row, { addIssue }): Registration | ChargeRegistration => {
    const covers = typeof row === 'object' && row !== null && 'covers' in row;
    const { data, error } = covers ? chargeSchema.safeParse(row) : registrationSchema.safeParse(row);
    for (const { path, message } of error?.issues ?? []) addIssue({ code: 'custom', path, message });
    return data ?? z.NEVER;
  });

/** The key of what a movement of a charge does to the receivable of one of its parts. */
export const partKeyOf = (key: string, number: number): string => `${key}/${number}`;
