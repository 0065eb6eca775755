import type { Clock } from '@baixa/core';
import { isSame } from './carry-out.ts';
import type { Payable } from './charge.ts';
import { LEAVES_CREDIT } from './credits.ts';
import { endException } from './end-exception.ts';
import { leftOf } from './movements.ts';
import { type EntryOutcome, exceptionIdOf, restKeyOf, standsOn } from './outcome.ts';
import type { Exceptions, Ledger, Proposal, Publisher, Receivables } from './ports.ts';

interface Ports {
  receivables: Pick<Receivables, 'loadPayables'>;
  exceptions: Exceptions;
  ledger: Ledger;
  publisher: Publisher;
  clock: Clock;
}

const REASON = 'The bank took this money back: nothing of it waits any more.';

/**
 * Ends the exceptions of credits that the bank has taken back whole, as these outcomes or later ones tell: both the
 * credit and what gives it back look, so that whichever is written last sees the other. What a person is deciding stays.
 */
export async function endTakenBack(ports: Ports, company: string, outcomes: EntryOutcome[]): Promise<void> {
  const about = outcomes
    .flatMap((outcome) => [outcome, ...(outcome.parts ?? [])])
    .filter(
      ({ outcome, unappliedCents, toldBefore }) =>
        toldBefore !== true && (LEAVES_CREDIT.has(outcome) || (outcome === 'reversed' && unappliedCents < 0)),
    );
  const ids = about.flatMap((outcome) => standsOn(outcome) ?? []);
  if (ids.length === 0) return;
  const loaded = await ports.receivables.loadPayables(company, [...new Set(ids)], { consistent: true });
  for (const outcome of about) {
    const payable = loaded.get(standsOn(outcome) ?? '');
    const own = payable?.movements.find(({ key }) => key === (outcome.payment ?? outcome.key));
    const payment = own?.outcome === 'reversed' ? own.undoes : own?.key;
    if (payable !== undefined && payment !== undefined) await endCredit(ports, payable, payment);
  }
}

async function endCredit(ports: Ports, payable: Payable, key: string): Promise<void> {
  const { company, movements } = payable;
  const payment = movements.find((movement) => movement.key === key);
  if (payment === undefined || leftOf(payable, payment).unappliedCents > 0) return;
  for (const each of [key, restKeyOf(key)]) {
    const id = exceptionIdOf(company, each);
    const found = await ports.exceptions.find(company, id);
    if (found === undefined || found.resolution !== undefined || !LEAVES_CREDIT.has(found.outcome.outcome))
      continue;
    const at = ports.clock.now();
    const wish: Proposal = { how: 'ignored', parts: [], by: 'rule', reason: REASON, at };
    if (!isSame(await ports.exceptions.accept(id, wish), wish)) continue;
    await endException(ports, found.outcome, {
      how: 'ignored',
      by: 'rule',
      reason: REASON,
      at,
      outcomes: [],
    });
  }
}
