import { type Cents, type CivilDate, type EntryKind, idOf } from '@baixa/core';
import { type BaixaEvent, type EventData, makeEvent } from '@baixa/events';
import type { SmallestChange } from './decide.ts';
import type { Split } from './due.ts';
import type { MatchedBy } from './match.ts';
import type { Outcome, Receivable } from './receivable.ts';

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
  movedCents: Cents;
  appliedCents: Cents;
  unappliedCents: Cents;
  /** What the applied part paid, and the bank's tariff on it. */
  split?: Split & { feeCents: Cents };
  /** The payment date. */
  on?: CivilDate;
  receivable?: { id: string; account: string; status: Receivable['status']; sequence: number };
  matchedBy?: MatchedBy;
  candidates?: string[];
  /** Keys of reversals that stood on the receivable before this payment, and wait for it. */
  awaitedBy?: string[];
  reason?: string;
  change?: SmallestChange;
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
]);

/** True when a person has to look at it. */
export function opensException(outcome: EntryOutcome): boolean {
  return OPENS_EXCEPTION.has(outcome.outcome) && outcome.toldBefore !== true;
}

/** The id of the exception of an entry: one for each natural key within a company. */
export function exceptionIdOf(company: string, key: string): string {
  return idOf('exception', company, key);
}

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

export const NO_SUMS: FileSums = {
  entries: 0,
  inCents: 0,
  outCents: 0,
  appliedCents: 0,
  unappliedCents: 0,
  toldBeforeCents: 0,
  outcomes: {},
};

/** Adds up the outcomes of some entries. */
export function sumOutcomes(outcomes: EntryOutcome[]): FileSums {
  const sums: FileSums = { ...NO_SUMS, outcomes: {} };
  for (const { outcome, toldBefore, movedCents, appliedCents, unappliedCents } of outcomes) {
    sums.entries += 1;
    sums.outcomes[outcome] = (sums.outcomes[outcome] ?? 0) + 1;
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
  return [...settlementEventsOf(outcome), ...exceptionEventsOf(outcome)];
}

/** What an outcome did to a receivable, as events. */
export function settlementEventsOf(outcome: EntryOutcome): BaixaEvent[] {
  if (outcome.toldBefore === true) return [];
  const { company, file, line, offset, key, receivable, appliedCents, unappliedCents, at, on } = outcome;
  const told = { file, line, offset };
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
      told,
    };
    if (outcome.outcome === 'reversed')
      events.push(makeEvent('settlement.reversed', { ...facts, data: { ...common, reversedOn: on } }));
    else
      events.push(
        makeEvent('settlement.applied', {
          ...facts,
          data: {
            ...common,
            outcome: outcome.outcome as EventData<'settlement.applied'>['outcome'],
            paidOn: on,
            matchedBy: outcome.matchedBy,
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

/** That an outcome waits for a person, as an event. */
export function exceptionEventsOf(outcome: EntryOutcome): BaixaEvent[] {
  if (!opensException(outcome)) return [];
  const { company, file, line, offset, key, receivable, unappliedCents, at } = outcome;
  const id = exceptionIdOf(company, key);
  return [
    makeEvent('exception.opened', {
      id: idOf('exception.opened', id),
      company,
      subject: receivable?.id ?? file,
      time: at,
      data: {
        exception: id,
        outcome: outcome.outcome as EventData<'exception.opened'>['outcome'],
        unappliedCents,
        receivable: receivable?.id,
        candidates: outcome.candidates,
        reason: outcome.reason ?? '',
        change: outcome.change,
        told: { file, line, offset },
      },
    }),
  ];
}
