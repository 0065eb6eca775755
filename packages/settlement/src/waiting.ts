import { type Clock, type Entry, invariant, mapLimit } from '@baixa/core';
import type { AcordoPorts } from './acordo-ports.ts';
import { isSame } from './carry-out.ts';
import type { ChargeRegistration, Payable } from './charge.ts';
import { waitsForItsDay } from './cheques.ts';
import { endTakenBack } from './credit-gone.ts';
import { endException } from './end-exception.ts';
import { type LearnedRule, tierOfRules } from './learned-rule.ts';
import { lookUp, type Matched } from './look-up.ts';
import { tiersOf, waitedUnder, waitedUnderId } from './match.ts';
import { type EntryOutcome, exceptionIdOf, restKeyOf, waitingOf } from './outcome.ts';
import { exceptionEventsOf } from './outcome-events.ts';
import { noteOnePix, pixOfKey } from './pix-payments.ts';
import type { PixPayments, Receivables } from './ports.ts';
import type { AgreementRules, Registration } from './receivable.ts';
import { isTooEarly } from './reverse.ts';
import { settlePayable } from './settle-charge.ts';
import type { Told } from './told.ts';

/** What trying waiting money again needs. */
export interface WaitingPorts extends AcordoPorts {
  pixPayments: PixPayments;
  clock: Clock;
}

const TRIES_AT_ONCE = 16;

/** True for money whose receivable may be registered later, and for a reversal whose payment may come later. */
export function isWaiting({ outcome, toldBefore }: EntryOutcome): boolean {
  return outcome === 'unmatched' && toldBefore !== true;
}

/**
 * Files money that matched nothing under every identifier it names, so that registering its receivable finds it (or the
 * last of those that its charge covers); and a
 * Pix given back under its endToEndId, so that the payment does. Done before its exception opens: whoever comes second,
 * the money or the receivable, sees the other.
 */
export async function fileWaiting(
  { receivables, pixPayments }: { receivables: Receivables; pixPayments: PixPayments },
  learned: LearnedRule[] | undefined,
  waiting: { outcome: EntryOutcome; entry: Entry }[],
): Promise<void> {
  await mapLimit(
    waiting,
    TRIES_AT_ONCE,
    async ({ outcome: { company, agreement, key, missing = [] }, entry }) => {
      if (entry.kind === 'reversal' && entry.endToEndId !== undefined)
        await pixPayments.waitFor(company, entry.endToEndId, key);
      const tiers = [...tiersOf(entry, agreement), ...tierOfRules(entry, learned)];
      const named = tiers.flatMap((tier) => tier.aliases);
      const aliases = new Set([...named, ...missing.map(waitedUnderId)]);
      await receivables.waitUnder(company, [...aliases], key);
    },
  );
}

/** Tries again the money that waits for one of these receivables or charges. Safe to repeat: what is settled stays as it is. */
export async function retryFor(
  ports: WaitingPorts,
  registrations: (Registration | ChargeRegistration)[],
): Promise<void> {
  const byCompany = Map.groupBy(registrations, ({ company }) => company);
  for (const [company, own] of byCompany) {
    await retryKeys(ports, company, await ports.receivables.waitingUnder(company, own.flatMap(waitedUnder)));
  }
}

/** Tries the open exceptions of these natural keys again, or those of them that are `wanted`. */
export async function retryKeys(
  ports: WaitingPorts,
  company: string,
  keys: string[],
  wanted: (outcome: EntryOutcome) => boolean = () => true,
): Promise<void> {
  const found = await mapLimit(keys, TRIES_AT_ONCE, (key) =>
    ports.exceptions.find(company, exceptionIdOf(company, key)),
  );
  // One after the other, payments first: a reversal among them undoes a payment that waited with it.
  const open = found.flatMap((each) =>
    each === undefined || each.resolution !== undefined || !isUnfound(each.outcome) || !wanted(each.outcome)
      ? []
      : [each],
  );
  for (const { outcome } of open.toSorted((a, b) => b.outcome.movedCents - a.outcome.movedCents))
    await retryException(ports, outcome);
}

/** True for money that still looks for its receivable: other exceptions are not tried again. */
const isUnfound = ({ outcome }: EntryOutcome): boolean => outcome === 'unmatched' || outcome === 'ambiguous';

/** The key of what a reversal that overtook its payment does once the payment is there. */
export const lateKeyOf = (key: string): string => `${key}/late`;

/** Tries one exception again. It stays open where its entry still names no receivable, or several. */
export async function retryException(ports: WaitingPorts, opened: EntryOutcome): Promise<void> {
  const { agreements, clock } = ports;
  const rules = await agreements.rulesOf(opened.agreement);
  if (rules?.company !== opened.company) return;
  const told = await toldOf(ports, opened);
  const match = await lookUpOrWait(ports, rules, told);
  if (match?.payable === undefined) return;
  if (await waitsForItsDay(ports.receivables, rules.company, told)) return;
  const { movements } = match.payable;
  // A reversal that overtook its payment stands on the receivable as what it was; what it does now is another movement.
  const stood = movements.some(({ key, outcome }) => key === told.key && outcome === 'unmatched');
  const key = stood ? lateKeyOf(told.key) : told.key;
  const begun = movements.some((movement) => movement.key === key);
  // A reversal that still finds no payment goes on waiting; a movement of it would only be in the way.
  if (!begun && isTooEarly(match.payable, told)) return;
  const at = clock.now();
  const wish = { how: 'retried' as const, parts: [], by: 'rule', reason: '', at };
  const id = exceptionIdOf(opened.company, opened.key);
  if (!isSame(await ports.exceptions.accept(id, wish), wish)) return;
  const context = { rules, told: { ...told, key }, at };
  await noteOnePix(ports.pixPayments, context, match.payable);
  const { outcome, payable } = await settlePayable(ports, context, match.payable, match.matchedBy);
  // What gives it back may have waited for it, or come meanwhile. Before it ends, so that a crash does both again.
  const { awaitedBy = [] } = outcome;
  const waiting = await ports.pixPayments.waitingFor(rules.company, [pixOfKey(told.key) ?? []].flat());
  await retryKeys(ports, rules.company, [...new Set([...awaitedBy, ...waiting])]);
  if (told.entry.held !== undefined) await retryReturns(ports, payable, opened);
  for (const rest of waitingOf(outcome)) await openRest(ports, rest);
  await endTakenBack(ports, rules.company, [outcome]);
  await endException(ports, opened, { how: 'retried', by: 'rule', at: context.at, outcomes: [outcome] });
}

/**
 * Tries what gives a cheque back that has become a payment: it stands on the receivable, or came before that was
 * registered, and found nothing to undo.
 */
export async function retryReturns(
  ports: WaitingPorts,
  payable: Payable,
  { company, movedCents }: Pick<EntryOutcome, 'company' | 'movedCents'>,
): Promise<void> {
  const standing = payable.movements
    .filter((movement) => movement.outcome === 'unmatched' && movement.movedCents === -movedCents)
    .map(({ key }) => key);
  const named = await ports.receivables.waitingUnder(company, waitedUnder(payable));
  await retryKeys(
    ports,
    company,
    [...new Set([...standing, ...named])],
    ({ movedCents: cents }) => cents < 0,
  );
}

/** Looks waiting money up. Where its charge covers what nobody registered yet, it waits for that from now on. */
async function lookUpOrWait(
  ports: WaitingPorts,
  rules: AgreementRules,
  told: Told,
): Promise<Matched | undefined> {
  const lookAgain = () => lookUp(ports, rules, [told], { consistent: true });
  const [match] = await lookAgain();
  if (match?.waitsFor === undefined) return match;
  await ports.receivables.waitUnder(rules.company, match.waitsFor.missing.map(waitedUnderId), told.key);
  return (await lookAgain())[0];
}

/** What a retry leaves for a person (an excess, charges that differ) is an exception of its own, on its receivable now. */
async function openRest({ exceptions, publisher }: WaitingPorts, outcome: EntryOutcome): Promise<void> {
  const rest = { ...outcome, key: restKeyOf(outcome.key), payment: outcome.key };
  await exceptions.open([rest]);
  await publisher.publish(exceptionEventsOf(rest));
}

/** The entry of an exception as it was first told. The payment date it had then is what its file's date would give. */
async function toldOf({ ledger }: WaitingPorts, opened: EntryOutcome): Promise<Told> {
  const { file, chunk, offset, key, on } = opened;
  invariant(chunk !== undefined, `exception of ${key} knows its chunk`);
  const entry = (await ledger.entriesOf(file, chunk)).find((each) => each.offset === offset);
  invariant(entry !== undefined, `the ledger has entry ${file}:${offset}`);
  return { entry, key, file, fileCreatedOn: on };
}
