import { idOf } from '@baixa/core';
import { type BaixaEvent, type EventData, makeEvent } from '@baixa/events';
import { type EntryOutcome, exceptionIdOf, opensException, standsOn, waitingOf } from './outcome.ts';
import type { Receivable } from './receivable.ts';

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
