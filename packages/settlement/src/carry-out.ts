import { type Clock, canonicalJson, invariant } from '@baixa/core';
import type { Payable } from './charge.ts';
import { endException } from './end-exception.ts';
import { changePayable, type Gave, give } from './give.ts';
import { checkParts, givenOf, type Refused, refuse, STANDS_NOWHERE } from './given-parts.ts';
import { type EntryOutcome, exceptionIdOf, opensException, restKeyOf, standsOn } from './outcome.ts';
import { exceptionEventsOf } from './outcome-events.ts';
import type {
  Agreements,
  ExceptionState,
  Exceptions,
  Ledger,
  Proposal,
  Publisher,
  Receivables,
} from './ports.ts';
import type { AgreementRules } from './receivable.ts';
import { takeCredit } from './settle-into.ts';

/** What carrying out what a person wants of an exception needs. */
export interface ResolvePorts {
  receivables: Receivables;
  ledger: Ledger;
  exceptions: Exceptions;
  agreements: Agreements;
  publisher: Publisher;
  clock: Clock;
}

/** `proposed`: a second person has to give the same command. */
export type Resolved = { done: 'resolved' | 'proposed'; problems?: never } | Refused;

/** Whether two wishes of one person are the same, whenever they were made. */
export function isSame(a: Proposal, b: Proposal): boolean {
  return a.by === b.by && a.how === b.how && canonicalJson(a.parts) === canonicalJson(b.parts);
}

/** Does what was wanted of an exception, unless another wish passed first. */
export async function carryOut(
  ports: ResolvePorts,
  rules: AgreementRules,
  found: ExceptionState,
  proposal: Proposal,
  confirmedBy: string | undefined,
): Promise<Resolved> {
  const { exceptions } = ports;
  const { outcome: opened } = found;
  const id = exceptionIdOf(opened.company, opened.key);
  // Once it was accepted it goes through: a part of it may have been given before a crash.
  if (found.accepted === undefined) {
    const refusal = await checkParts(ports, rules, found, proposal.parts);
    if (refusal !== undefined) return refusal;
  }
  const accepted = await exceptions.accept(id, {
    ...proposal,
    ...(confirmedBy === undefined ? {} : { confirmedBy }),
  });
  if (!isSame(accepted, proposal))
    return refuse('taken', `It is being ${accepted.how} by ${accepted.by}.`, 'Look at it again in a moment.');
  if (proposal.parts.length > 0 && !(await takeFromSource(ports, opened))) {
    await exceptions.withdraw(id);
    return refuse(
      'credit-gone',
      'The bank took this money back, or a part of it, after it had come.',
      'Nothing is left to settle a receivable with: ignore it.',
    );
  }
  const at = ports.clock.now();
  const outcomes: EntryOutcome[] = [];
  for (const [index, part] of proposal.parts.entries())
    outcomes.push(
      outcomeOfPart(
        opened,
        await give(ports.receivables, rules, givenOf(opened, proposal.parts, index), part.receivable),
        at,
      ),
    );
  await openWhatIsLeft(ports, opened, outcomes);
  await endException(ports, opened, {
    how: proposal.how,
    by: proposal.by,
    ...(confirmedBy === undefined ? {} : { confirmedBy }),
    reason: proposal.reason,
    at,
    outcomes,
  });
  return { done: 'resolved' };
}

/** Carries out what was accepted of an exception and is not done yet, as who accepted it would. */
export async function carryOutAccepted(ports: ResolvePorts, company: string, id: string): Promise<void> {
  const found = await ports.exceptions.find(company, id);
  if (found?.accepted === undefined || found.resolution !== undefined) return;
  const rules = await ports.agreements.rulesOf(found.outcome.agreement);
  invariant(rules?.company === company, `agreement ${found.outcome.agreement} is of ${company}`);
  await carryOut(ports, rules, found, found.accepted, found.accepted.confirmedBy);
}

/** The key of the movement by which an exception's money leaves the receivable that holds it; and back to its id. */
const takenKeyOf = (exception: string) => `resolved:${exception}/from`;

export const exceptionTakenBy = (key: string) => /^resolved:(.+)\/from$/.exec(key)?.[1];

/** Takes the money off the receivable or charge that holds it as a credit, once; true where it is free to be given. */
async function takeFromSource(ports: ResolvePorts, opened: EntryOutcome): Promise<boolean> {
  const source = standsOn(opened);
  if (source === undefined || STANDS_NOWHERE.has(opened.outcome)) return true;
  const key = takenKeyOf(exceptionIdOf(opened.company, opened.key));
  const isTaken = ({ movements }: Payable) => movements.some((movement) => movement.key === key);
  const after = await changePayable<Payable>(ports.receivables, opened.company, source, (standing) =>
    isTaken(standing)
      ? undefined
      : takeCredit(standing, opened.payment ?? opened.key, key, opened.unappliedCents),
  );
  return isTaken(after);
}

/** A receivable that changed while it was being resolved may not take all: the rest waits as an exception of its own. */
async function openWhatIsLeft(
  { exceptions, publisher }: ResolvePorts,
  opened: EntryOutcome,
  outcomes: EntryOutcome[],
): Promise<void> {
  // Money that kept its key ends the exception of that key: what is left of it needs another one.
  const left = outcomes
    .filter(opensException)
    .map((outcome) =>
      outcome.key === opened.key
        ? { ...outcome, key: restKeyOf(outcome.key), payment: outcome.key }
        : outcome,
    );
  await exceptions.open(left);
  await publisher.publish(left.flatMap(exceptionEventsOf));
}

/** What one part did, as an outcome of the exception's entry. */
function outcomeOfPart(
  opened: EntryOutcome,
  { movement, split, receivable }: Gave,
  at: string,
): EntryOutcome {
  const { company, agreement, file, line, offset, kind } = opened;
  const { key, outcome, movedCents, appliedCents, on } = movement;
  return {
    company,
    agreement,
    file,
    line,
    offset,
    kind,
    key,
    outcome,
    movedCents,
    appliedCents,
    unappliedCents: movedCents - appliedCents,
    ...(split === undefined ? {} : { split: { ...split, feeCents: 0 } }),
    on,
    receivable,
    matchedBy: 'operator',
    at,
  };
}
