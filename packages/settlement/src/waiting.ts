import { type Clock, type Entry, idOf, invariant, mapLimit } from '@baixa/core';
import { makeEvent } from '@baixa/events';
import type { Told } from './decide.ts';
import { lookUp } from './look-up.ts';
import { tiersOf, waitedUnder } from './match.ts';
import { type EntryOutcome, eventsOf, exceptionIdOf } from './outcome.ts';
import type { Agreements, Exceptions, Ledger, Publisher, Receivables, Resolution } from './ports.ts';
import type { Registration } from './receivable.ts';
import { settleOne } from './settle-entry.ts';

/** What trying waiting money again needs. */
export interface WaitingPorts {
  receivables: Receivables;
  ledger: Ledger;
  exceptions: Exceptions;
  agreements: Agreements;
  publisher: Publisher;
  clock: Clock;
}

const TRIES_AT_ONCE = 16;

/** True for money that a receivable registered later may still be for. */
export function isWaiting({ outcome, toldBefore }: EntryOutcome): boolean {
  return outcome === 'unmatched' && toldBefore !== true;
}

/**
 * Files money that matched nothing under every identifier it names, so that registering its receivable finds it. Done
 * before its exception opens: whoever comes second, the money or the receivable, sees the other.
 */
export async function fileWaiting(
  receivables: Receivables,
  waiting: { outcome: EntryOutcome; entry: Entry }[],
): Promise<void> {
  await mapLimit(waiting, TRIES_AT_ONCE, ({ outcome: { company, agreement, key }, entry }) => {
    const aliases = new Set(tiersOf(entry, agreement).flatMap((tier) => tier.aliases));
    return receivables.waitUnder(company, [...aliases], key);
  });
}

/** Tries again the money that waits for one of these receivables. Safe to repeat: what is settled stays as it is. */
export async function retryFor(ports: WaitingPorts, registrations: Registration[]): Promise<void> {
  const byCompany = Map.groupBy(registrations, ({ company }) => company);
  for (const [company, own] of byCompany) {
    const keys = await ports.receivables.waitingUnder(company, own.flatMap(waitedUnder));
    await mapLimit(keys, TRIES_AT_ONCE, async (key) => {
      const exception = await ports.exceptions.find(company, key);
      if (exception !== undefined && exception.resolution === undefined)
        await retryException(ports, exception.outcome);
    });
  }
}

/** Tries one exception again. It stays open where its entry still names no receivable, or several. */
export async function retryException(ports: WaitingPorts, opened: EntryOutcome): Promise<void> {
  const { agreements, clock } = ports;
  const rules = await agreements.rulesOf(opened.agreement);
  if (rules?.company !== opened.company) return;
  const told = await toldOf(ports, opened);
  const [match] = await lookUp(ports, rules, [told], { consistent: true });
  if (match?.receivable === undefined) return;
  const context = { rules, told, at: clock.now() };
  const { outcome } = await settleOne(ports, context, match.receivable, match.matchedBy);
  if (isWaiting(outcome) || outcome.toldBefore === true) return;
  await resolve(ports, opened, { how: 'retried', by: 'rule', at: context.at, outcome });
}

/** Closes an exception once, keeps how in the ledger, and tells it. The resolution that came first stands. */
async function resolve(ports: WaitingPorts, opened: EntryOutcome, own: Resolution): Promise<void> {
  const { ledger, exceptions, publisher } = ports;
  const id = exceptionIdOf(opened.company, opened.key);
  const resolution = await ledger.saveResolution(id, own);
  const { outcome } = resolution;
  await publisher.publish([
    ...(outcome === undefined ? [] : eventsOf(outcome)),
    makeEvent('exception.resolved', {
      id: idOf('exception.resolved', id),
      company: opened.company,
      subject: outcome?.receivable?.id ?? opened.file,
      time: resolution.at,
      data: {
        exception: id,
        how: resolution.how,
        receivable: outcome?.receivable?.id,
        appliedCents: outcome?.appliedCents ?? 0,
        unappliedCents: outcome?.unappliedCents ?? opened.unappliedCents,
      },
    }),
  ]);
  await exceptions.resolve(opened.company, opened.key, resolution);
}

/** The entry of an exception as it was first told. The payment date it had then is what its file's date would give. */
async function toldOf({ ledger }: WaitingPorts, opened: EntryOutcome): Promise<Told> {
  const { file, chunk, offset, key, on } = opened;
  invariant(chunk !== undefined, `exception of ${key} knows its chunk`);
  const entry = (await ledger.entriesOf(file, chunk)).find((each) => each.offset === offset);
  invariant(entry !== undefined, `the ledger has entry ${file}:${offset}`);
  return { entry, key, file, fileCreatedOn: on };
}
