import { type Cents, formatBrl, invariant } from '@baixa/core';
import { carryOut, isSame, type Resolved, type ResolvePorts } from './carry-out.ts';
import { checkParts, type Refused, refuse } from './given-parts.ts';
import { standsOn } from './outcome.ts';
import type { Ending, ExceptionState, Proposal } from './ports.ts';
import { retryReturns, type WaitingPorts } from './waiting.ts';

export type { Resolved, ResolvePorts } from './carry-out.ts';

/** What a person wants done with the money of an exception. */
export interface Wish extends Omit<Proposal, 'at' | 'parts' | 'how'> {
  how: Exclude<Ending, 'retried' | 'undone'>;
  company: string;
  exception: string;
  /** To which receivables it goes; a part without centavos takes all that is left. */
  parts: { receivable: string; cents?: Cents | undefined }[];
}

/**
 * Resolves an exception as a person says. All is checked before anything is written; what is written has deterministic
 * keys, so that the same command again after a crash goes on where it stopped and changes nothing twice.
 */
export async function resolveException(ports: ResolvePorts & WaitingPorts, wish: Wish): Promise<Resolved> {
  const found = await ports.exceptions.find(wish.company, wish.exception);
  if (found === undefined)
    return refuse(
      'unknown',
      `There is no exception ${wish.exception}.`,
      'baixa exceptions lists those that are open.',
    );
  if (found.resolution !== undefined) {
    const { how, by, reason } = found.resolution;
    if (how === wish.how && by === wish.by && reason === wish.reason) {
      await giveBackReturned(ports, found);
      return { done: 'resolved' };
    }
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
  const resolved = await carryOut(
    ports,
    rules,
    found,
    needsTwo ? (found.proposal as Proposal) : proposal,
    needsTwo ? wish.by : undefined,
  );
  if (resolved.done === 'resolved') await giveBackReturned(ports, found);
  return resolved;
}

/** A cheque that a person settled, and of which the bank has told before that it came back, is given back. */
async function giveBackReturned(ports: WaitingPorts, { outcome }: ExceptionState): Promise<void> {
  const id = standsOn(outcome);
  if (outcome.outcome !== 'held' || id === undefined) return;
  const loaded = await ports.receivables.loadPayables(outcome.company, [id], { consistent: true });
  const payable = loaded.get(id);
  if (payable !== undefined) await retryReturns(ports, payable, outcome);
}

/** The same wish of another person confirms a proposal; any other replaces it. */
function isConfirmation(standing: Proposal | undefined, wish: Proposal): boolean {
  return standing !== undefined && standing.by !== wish.by && isSame({ ...standing, by: wish.by }, wish);
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
