import { idOf } from '@baixa/core';
import { makeEvent } from '@baixa/events';
import { type EntryOutcome, exceptionIdOf, partsOf, standsOn } from './outcome.ts';
import { settlementEventsOf } from './outcome-events.ts';
import type { Exceptions, Ledger, Publisher, Resolution } from './ports.ts';

/**
 * Ends an exception once: keeps how in the ledger, tells it, and closes it last, so that a crash anywhere before is
 * mended by doing it all again. The resolution that came first stands.
 */
export async function endException(
  { ledger, exceptions, publisher }: { ledger: Ledger; exceptions: Exceptions; publisher: Publisher },
  opened: EntryOutcome,
  own: Resolution,
): Promise<Resolution> {
  const id = exceptionIdOf(opened.company, opened.key);
  const resolution = await ledger.saveResolution(opened.agreement, id, own);
  const { how, outcomes, at } = resolution;
  const moved = outcomes.flatMap(partsOf);
  const appliedCents = outcomes.reduce((sum, outcome) => sum + outcome.appliedCents, 0);
  await publisher.publish([
    ...outcomes.flatMap(settlementEventsOf),
    makeEvent('exception.resolved', {
      id: idOf('exception.resolved', id),
      company: opened.company,
      subject: moved[0]?.receivable?.id ?? standsOn(opened) ?? opened.file,
      time: at,
      data: {
        exception: id,
        how,
        receivables: moved.flatMap(({ receivable }) => receivable?.id ?? []),
        appliedCents,
        // What was undone, or what the bank took back, is nobody's money any more.
        unappliedCents: isGone(resolution) ? 0 : opened.unappliedCents - appliedCents,
      },
    }),
  ]);
  await exceptions.resolve(opened.company, id, resolution);
  return resolution;
}

const isGone = ({ how, by }: Resolution) => how === 'undone' || (how === 'ignored' && by === 'rule');
