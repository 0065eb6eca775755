import {
  type Cents,
  type Clock,
  canonicalJson,
  formatBrl,
  invariant,
  type Problem,
  problem,
} from '@baixa/core';
import { endException } from './end-exception.ts';
import { asOfMovement } from './movements.ts';
import { type EntryOutcome, exceptionEventsOf, exceptionIdOf, opensException, restKeyOf } from './outcome.ts';
import type {
  Agreements,
  Ending,
  ExceptionState,
  Exceptions,
  Ledger,
  Proposal,
  Publisher,
  Receivables,
} from './ports.ts';
import type { AgreementRules, Movement, Outcome, Receivable } from './receivable.ts';
import { type Given, settleAnyway, settleInto, takeCredit } from './settle-into.ts';

export interface ResolvePorts {
  receivables: Receivables;
  ledger: Ledger;
  exceptions: Exceptions;
  agreements: Agreements;
  publisher: Publisher;
  clock: Clock;
}

/** What a person wants done with the money of an exception. */
export interface Wish extends Omit<Proposal, 'at' | 'parts' | 'how'> {
  how: Exclude<Ending, 'retried' | 'undone'>;
  company: string;
  exception: string;
  /** To which receivables it goes; a part without centavos takes all that is left. */
  parts: { receivable: string; cents?: Cents | undefined }[];
}

/** `proposed`: a second person has to give the same command. */
export type Resolved = { done: 'resolved' | 'proposed'; problems?: never } | Refused;

interface Refused {
  done?: never;
  problems: Problem[];
}

/** A receivable changed under every one of so many tries has something wrong with it that a retry does not mend. */
const MAX_TRIES = 50;

/** Outcomes whose money is on no receivable, though they name one. */
const STANDS_NOWHERE: ReadonlySet<Outcome> = new Set(['refused', 'held']);

const refuse = (code: string, sentence: string, wayOut: string): Refused => ({
  problems: [problem(`exception.${code}`, {}, sentence, wayOut)],
});

/**
 * Resolves an exception as a person says. All is checked before anything is written; what is written has deterministic
 * keys, so that the same command again after a crash goes on where it stopped and changes nothing twice.
 */
export async function resolveException(ports: ResolvePorts, wish: Wish): Promise<Resolved> {
  const found = await ports.exceptions.find(wish.company, wish.exception);
  if (found === undefined)
    return refuse(
      'unknown',
      `There is no exception ${wish.exception}.`,
      'baixa exceptions lists those that are open.',
    );
  if (found.resolution !== undefined) {
    const { how, by, reason } = found.resolution;
    if (how === wish.how && by === wish.by && reason === wish.reason) return { done: 'resolved' };
    return refuse('resolved', `It was ${how} by ${by} already.`, 'Nothing is left to do.');
  }
  const rules = await ports.agreements.rulesOf(found.outcome.agreement);
  invariant(rules?.company === wish.company, `agreement ${found.outcome.agreement} is of ${wish.company}`);
  const shared = shares(wish, found.outcome.unappliedCents);
  if (shared.problems !== undefined) return shared;
  const limit = await ports.agreements.confirmAboveCents(wish.company);
  const proposal: Proposal = {
    how: wish.how,
    parts: shared.parts,
    by: wish.by,
    reason: wish.reason,
    at: ports.clock.now(),
  };
  const needsTwo = limit !== undefined && Math.abs(found.outcome.unappliedCents) > limit;
  if (needsTwo && !isConfirmation(found.proposal, proposal)) {
    const refusal = await checkParts(ports, rules, found, shared.parts);
    if (refusal !== undefined) return refusal;
    await ports.exceptions.propose(wish.exception, proposal);
    return { done: 'proposed' };
  }
  return carryOut(
    ports,
    rules,
    found,
    needsTwo ? (found.proposal as Proposal) : proposal,
    needsTwo ? wish.by : undefined,
  );
}

/** The same wish of another person confirms a proposal; any other replaces it. */
function isConfirmation(standing: Proposal | undefined, wish: Proposal): boolean {
  return standing !== undefined && standing.by !== wish.by && isSame({ ...standing, by: wish.by }, wish);
}

/** Whether two wishes of one person are the same, whenever they were made. */
export function isSame(a: Proposal, b: Proposal): boolean {
  return a.by === b.by && a.how === b.how && canonicalJson(a.parts) === canonicalJson(b.parts);
}

/** Splits the money over the parts, to the centavo. */
function shares(
  { how, parts }: Wish,
  money: Cents,
): { parts: Proposal['parts']; problems?: never } | Refused {
  if (how !== 'settled') return { parts: [] };
  const open = parts.filter(({ cents }) => cents === undefined);
  const named = parts.reduce((sum, { cents = 0 }) => sum + cents, 0);
  const left = money - named;
  if (money <= 0)
    return refuse(
      'no-money',
      'It holds no money that could settle a receivable.',
      'Refund, write off or ignore it.',
    );
  if (parts.length === 0 || open.length > 1 || (open.length === 1 ? left <= 0 : left !== 0))
    return refuse(
      'split',
      `The parts make ${formatBrl(named)}, and ${formatBrl(money)} wait.`,
      'Name amounts that make all of it; one part may be without an amount and takes the rest.',
    );
  return { parts: parts.map(({ receivable, cents = left }) => ({ receivable, cents })) };
}

async function checkParts(
  ports: ResolvePorts,
  rules: AgreementRules,
  { outcome }: ExceptionState,
  parts: Proposal['parts'],
): Promise<Refused | undefined> {
  const loaded = await ports.receivables.load(
    outcome.company,
    parts.map(({ receivable }) => receivable),
  );
  for (const [index, part] of parts.entries()) {
    const receivable = loaded.get(part.receivable);
    if (receivable === undefined)
      return refuse(
        'no-receivable',
        `There is no receivable ${part.receivable}.`,
        'Register it first, or name another.',
      );
    const given = givenOf(outcome, parts, index);
    if (receivable.movements.some(({ key }) => key === given.key)) continue;
    const result = settleInto(receivable, given, rules);
    if (!('code' in result)) continue;
    return result.code === 'not-open'
      ? refuse('not-open', `Receivable ${part.receivable} is not open.`, 'Name one that is.')
      : refuse(
          'more-than-due',
          `${formatBrl(result.dueCents)} was due of ${part.receivable} that day, less than ${formatBrl(part.cents)}.`,
          'Split the money: --split RECEIVABLE=AMOUNT for each.',
        );
  }
  return undefined;
}

/** Where the money of a part comes from. The whole of a payment that stands on no receivable keeps its natural key. */
function givenOf(outcome: EntryOutcome, parts: Proposal['parts'], index: number): Given {
  const { company, file, line, offset, on, receivable, outcome: what } = outcome;
  invariant(on !== undefined, 'money of an exception has a date');
  const isFree = receivable === undefined || STANDS_NOWHERE.has(what);
  const key =
    isFree && parts.length === 1
      ? outcome.key
      : `resolved:${exceptionIdOf(company, outcome.key)}/${index + 1}`;
  return { key, file, line, offset, on, cents: parts[index]?.cents ?? 0 };
}

async function carryOut(
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
      await give(ports, rules, opened, givenOf(opened, proposal.parts, index), part.receivable, at),
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

/** Takes the money off the receivable that holds it as a credit, once; true where it is free to be given. */
async function takeFromSource(ports: ResolvePorts, opened: EntryOutcome): Promise<boolean> {
  if (opened.receivable === undefined || STANDS_NOWHERE.has(opened.outcome)) return true;
  const key = takenKeyOf(exceptionIdOf(opened.company, opened.key));
  const isTaken = ({ movements }: Receivable) => movements.some((movement) => movement.key === key);
  const after = await changeReceivable(ports.receivables, opened.company, opened.receivable.id, (standing) =>
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

/** Gives one part to its receivable, once. */
async function give(
  ports: ResolvePorts,
  rules: AgreementRules,
  opened: EntryOutcome,
  given: Given,
  id: string,
  at: string,
): Promise<EntryOutcome> {
  const after = await changeReceivable(ports.receivables, opened.company, id, (standing) =>
    standing.movements.some(({ key }) => key === given.key)
      ? undefined
      : settleAnyway(standing, given, rules).after,
  );
  const index = after.movements.findIndex(({ key }) => key === given.key);
  const movement = after.movements[index] as Movement;
  // After a crash others may have moved the receivable on: what is told is what it was when it took this.
  const { account, status, version } = asOfMovement(after, index);
  const { split } = settleAnyway(asOfMovement(after, index - 1), given, rules);
  const { company, agreement, file, line, offset, kind } = opened;
  return {
    company,
    agreement,
    file,
    line,
    offset,
    kind,
    key: given.key,
    outcome: movement.outcome,
    movedCents: given.cents,
    appliedCents: movement.appliedCents,
    unappliedCents: given.cents - movement.appliedCents,
    ...(split === undefined ? {} : { split: { ...split, feeCents: 0 } }),
    on: given.on,
    receivable: { id, account, status, sequence: version },
    matchedBy: 'operator',
    at,
  };
}

/** Changes a receivable with one conditional write, again on what another writer left; undefined leaves it as it is. */
export async function changeReceivable(
  receivables: Receivables,
  company: string,
  id: string,
  by: (standing: Receivable) => Receivable | undefined,
): Promise<Receivable> {
  let standing = (await receivables.load(company, [id], { consistent: true })).get(id);
  invariant(standing !== undefined, `receivable ${id} is there`);
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const after = by(standing);
    if (after === undefined) return standing;
    const result = await receivables.append(after);
    if (result.saved) return after;
    standing = result.current;
  }
  throw new Error(`Receivable ${id} changed under ${MAX_TRIES} tries to write it.`);
}
