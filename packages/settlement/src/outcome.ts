import { type Cents, type CivilDate, type EntryKind, idOf } from '@baixa/core';
import type { SmallestChange } from './decision.ts';
import type { Split } from './due.ts';
import type { MatchedBy } from './match.ts';
import type { Outcome, PartOf, Receivable } from './receivable.ts';

/** What became of one entry: a line of the ledger, and all that its events and its exception are made of. */
export interface EntryOutcome {
  company: string;
  agreement: string;
  file: string;
  /** The chunk of the file that holds its entry, from 1. */
  chunk?: number;
  line: number;
  offset: number;
  /** Natural key of the money. */
  key: string;
  /** The key of the movement that holds its money, where that is another one. */
  payment?: string;
  kind: EntryKind;
  outcome: Outcome;
  /** True when an earlier file had told the same money: it counts there, not here. */
  toldBefore?: boolean;
  /** The file that had told it. */
  toldBy?: string;
  /** What this line takes the place of, where its file was undone or replayed: its outcome counts no more. */
  instead?: Pick<EntryOutcome, 'outcome' | 'toldBefore' | 'movedCents'>;
  /** On what was undone: each movement that took a part of it back. */
  took?: EntryOutcome[];
  movedCents: Cents;
  appliedCents: Cents;
  unappliedCents: Cents;
  /** What the applied part paid, and the bank's tariff on it. */
  split?: Split & { feeCents: Cents };
  /** The payment date. */
  on?: CivilDate;
  receivable?: { id: string; account: string; status: Receivable['status']; sequence: number };
  /** The collective charge that holds its money, in place of a receivable. */
  charge?: { id: string; sequence: number };
  /** What a payment of a collective charge, or what gives one back, did to each receivable; the sums are in this line. */
  parts?: EntryOutcome[];
  /** On such a part. */
  part?: PartOf;
  matchedBy?: MatchedBy;
  /** The rule it was matched by, where it was one that was learned. */
  rule?: string;
  candidates?: string[];
  /** Ids that a collective charge covers and that nobody registered yet: its payment waits for them. */
  missing?: string[];
  /** Keys of money that waits, and of which this entry knows more: reversals of this payment, or the same payment. */
  awaitedBy?: string[];
  reason?: string;
  change?: SmallestChange;
  /** The acordo whose end moved this money from a part of it to what it had replaced. */
  acordo?: string;
  /** The instant it was decided. */
  at: string;
}

const OPENS_EXCEPTION: ReadonlySet<Outcome> = new Set([
  'settled-in-excess',
  'paid-twice',
  'unmatched',
  'ambiguous',
  'divergent',
  'refused',
  'held',
]);

/** True when a person has to look at it. */
export function opensException(outcome: EntryOutcome): boolean {
  return OPENS_EXCEPTION.has(outcome.outcome) && outcome.toldBefore !== true;
}

/** Where the money of an outcome stands: the id of a receivable or a collective charge, or nowhere. */
export const standsOn = ({ receivable, charge }: EntryOutcome): string | undefined =>
  receivable?.id ?? charge?.id;

/** What an entry did, receivable by receivable. */
export const partsOf = (outcome: EntryOutcome): EntryOutcome[] => outcome.parts ?? [outcome];

/** What of an entry waits for a person, each with the money that waits: its own, and what a receivable did not take. */
export function waitingOf(outcome: EntryOutcome): EntryOutcome[] {
  const { parts, ...own } = outcome;
  if (parts === undefined) return opensException(outcome) ? [outcome] : [];
  const inParts = parts.reduce((sum, part) => sum + part.movedCents, 0);
  const left = own.movedCents - inParts;
  const rest = { ...own, movedCents: left, appliedCents: 0, unappliedCents: left };
  return [...(left > 0 ? [rest] : []), ...parts].filter(opensException);
}

/** The id of the exception of an entry: one for each natural key within a company. */
export function exceptionIdOf(company: string, key: string): string {
  return idOf('exception', company, key);
}

/** The key of the exception of what is left of money whose first exception has ended. */
export const restKeyOf = (key: string): string => `${key}/retried`;
