import { type Cents, type CivilDate, type EntryKind, idOf } from '@baixa/core';
import { type BaixaEvent, type EventData, makeEvent } from '@baixa/events';
import type { SmallestChange } from './decide.ts';
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

/** The figures of a file or a part of it, in centavos: in − out = applied + unapplied. */
export interface FileSums {
  entries: number;
  inCents: Cents;
  outCents: Cents;
  appliedCents: Cents;
  unappliedCents: Cents;
  toldBeforeCents: Cents;
  outcomes: Partial<Record<Outcome, number>>;
}

/** The figures of a file but its outcomes. */
export const FIGURES = [
  'entries',
  'inCents',
  'outCents',
  'appliedCents',
  'unappliedCents',
  'toldBeforeCents',
] as const;

export const NO_SUMS: FileSums = {
  entries: 0,
  inCents: 0,
  outCents: 0,
  appliedCents: 0,
  unappliedCents: 0,
  toldBeforeCents: 0,
  outcomes: {},
};

/** Adds figures up; an outcome that is left with no entry vanishes. */
export function addSums(...all: FileSums[]): FileSums {
  const total: FileSums = { ...NO_SUMS, outcomes: {} };
  for (const sums of all) {
    for (const figure of FIGURES) total[figure] += sums[figure];
    for (const [outcome, count] of Object.entries(sums.outcomes) as [Outcome, number][])
      total.outcomes[outcome] = (total.outcomes[outcome] ?? 0) + count;
  }
  for (const outcome of Object.keys(total.outcomes) as Outcome[])
    if (total.outcomes[outcome] === 0) delete total.outcomes[outcome];
  return total;
}

/** Adds up the outcomes of some entries. What was undone counts against what it had been. */
export function sumOutcomes(outcomes: EntryOutcome[]): FileSums {
  const sums: FileSums = { ...NO_SUMS, outcomes: {} };
  for (const { outcome, toldBefore, movedCents, appliedCents, unappliedCents, instead } of outcomes) {
    sums.outcomes[outcome] = (sums.outcomes[outcome] ?? 0) + 1;
    if (instead === undefined) sums.entries += 1;
    else {
      sums.outcomes[instead.outcome] = (sums.outcomes[instead.outcome] ?? 0) - 1;
      if (instead.toldBefore === true) sums.toldBeforeCents -= Math.abs(instead.movedCents);
    }
    if (outcome === 'undone') {
      // What came in is less by it, and what went out: nothing of it moved at the bank.
      if (movedCents < 0) sums.inCents += movedCents;
      else sums.outCents -= movedCents;
      sums.appliedCents += appliedCents;
      sums.unappliedCents += unappliedCents;
      continue;
    }
    if (toldBefore === true) {
      sums.toldBeforeCents += Math.abs(movedCents);
      continue;
    }
    if (movedCents > 0) sums.inCents += movedCents;
    else sums.outCents -= movedCents;
    sums.appliedCents += appliedCents;
    sums.unappliedCents += unappliedCents;
  }
  return sums;
}

/** The events that an entry's outcome is told by. Pure, so that telling it again sends the same ids. */
export function eventsOf(outcome: EntryOutcome): BaixaEvent[] {
  return [...settlementEventsOf(outcome), ...waitingOf(outcome).flatMap(exceptionEventsOf)];
}

/** What an outcome did to a receivable, as events. */
export function settlementEventsOf(outcome: EntryOutcome): BaixaEvent[] {
  if (outcome.toldBefore === true) return [];
  if (outcome.took !== undefined) return outcome.took.flatMap(settlementEventsOf);
  if (outcome.parts !== undefined) return outcome.parts.flatMap(settlementEventsOf);
  const { company, file, line, offset, key, receivable, appliedCents, unappliedCents, at, on } = outcome;
  const told = { file, line, offset };
  const undone = outcome.outcome === 'undone';
  const { acordo } = outcome;
  const cause = {
    ...(undone ? { cause: 'undo' as const } : {}),
    ...(acordo === undefined ? {} : { acordo }),
  };
  const events: BaixaEvent[] = [];
  if (
    receivable !== undefined &&
    on !== undefined &&
    (appliedCents !== 0 || outcome.outcome === 'reversed')
  ) {
    const facts = {
      id: idOf('settlement', company, key),
      company,
      subject: receivable.id,
      time: at,
      sequence: receivable.sequence,
    };
    const common = {
      receivable: receivable.id,
      account: receivable.account,
      appliedCents,
      unappliedCents,
      status: receivable.status,
      part: outcome.part,
      told,
    };
    if (outcome.outcome === 'reversed' || appliedCents < 0)
      events.push(
        makeEvent('settlement.reversed', { ...facts, data: { ...common, ...cause, reversedOn: on } }),
      );
    else
      events.push(
        makeEvent('settlement.applied', {
          ...facts,
          data: {
            ...common,
            outcome: undone
              ? givenAgain(receivable.status)
              : (outcome.outcome as EventData<'settlement.applied'>['outcome']),
            ...cause,
            paidOn: on,
            matchedBy: outcome.matchedBy,
            rule: outcome.rule,
            split: outcome.split,
          },
        }),
      );
    if (receivable.status === 'settled' && appliedCents > 0)
      events.push(
        makeEvent('receivable.settled', {
          ...facts,
          id: idOf('receivable.settled', facts.id),
          data: {
            receivable: receivable.id,
            account: receivable.account,
            settledOn: on,
            settlement: facts.id,
          },
        }),
      );
  }
  return events;
}

/** What a payment is to its receivable once its reversal is undone. */
const givenAgain = (status: Receivable['status']) => (status === 'settled' ? 'settled' : 'settled-in-part');

/** That an outcome waits for a person, as an event. */
export function exceptionEventsOf(outcome: EntryOutcome): BaixaEvent[] {
  if (!opensException(outcome)) return [];
  const { company, file, line, offset, key, receivable, charge, unappliedCents, at } = outcome;
  const id = exceptionIdOf(company, key);
  return [
    makeEvent('exception.opened', {
      id: idOf('exception.opened', id),
      company,
      subject: standsOn(outcome) ?? file,
      time: at,
      data: {
        exception: id,
        outcome: outcome.outcome as EventData<'exception.opened'>['outcome'],
        unappliedCents,
        receivable: receivable?.id,
        charge: charge?.id,
        candidates: outcome.candidates,
        reason: outcome.reason ?? '',
        change: outcome.change,
        told: { file, line, offset },
      },
    }),
  ];
}
