import { type CivilDate, daysBetween, eachLimit, idOf, invariant } from '@baixa/core';
import { makeEvent } from '@baixa/events';
import type { Acordo, Acordos } from './acordo.ts';
import type { AcordoPorts } from './acordo-ports.ts';
import { standingOfAcordo } from './acordo-state.ts';
import { carryOutEnd, endAcordo } from './end-acordo.ts';
import type { Receivable } from './receivable.ts';

const ACORDOS_AT_ONCE = 16;

/** What going through acordos needs. */
export interface SweepPorts extends AcordoPorts {
  acordos: Acordos & {
    /** Every acordo of a company that has neither ended nor been told as kept. */
    allOpen(company: string): AsyncIterable<Acordo>;
  };
}

/** As of when the acordos of a company are gone through. */
export interface Sweep {
  company: string;
  on: CivilDate;
  /** The last day of which all payments are known, where that is not `on`: by it is said what is late. */
  toldUpTo?: CivilDate | undefined;
  /** The instant. */
  at: string;
}

/**
 * Goes through the acordos of a company: those whose parts are all paid are told as kept, and those of which a part is
 * unpaid for more days than the company allows are broken. Without such a number of days none is. Safe to do again.
 */
export async function sweepAcordos(
  ports: SweepPorts,
  { company, on, toldUpTo = on, at }: Sweep,
): Promise<{ kept: number; broken: number }> {
  const allowed = await ports.agreements.breakAcordosAfterDays(company);
  const counts = { kept: 0, broken: 0 };
  await eachLimit(ports.acordos.allOpen(company), ACORDOS_AT_ONCE, async (acordo) => {
    if (acordo.state === 'ending') await carryOutEnd(ports, acordo);
    if (acordo.state !== 'active') return;
    const parts = await partsOf(ports, acordo);
    const { state, lateSince } = standingOfAcordo(acordo, parts, toldUpTo);
    if (state === 'kept') {
      await tellKept(ports, acordo, parts, at);
      counts.kept += 1;
    } else if (
      allowed !== undefined &&
      lateSince !== undefined &&
      daysBetween(lateSince, toldUpTo) > allowed
    ) {
      const reason = `What was due on ${lateSince} was not paid in ${allowed} days.`;
      const end = { company, acordo: acordo.id, how: 'broken' as const, by: 'rule', reason, at, on };
      // Whoever was faster has ended or paid it.
      if ((await endAcordo(ports, end)).problems === undefined) counts.broken += 1;
    }
  });
  return counts;
}

async function partsOf({ receivables }: AcordoPorts, { company, parts }: Acordo): Promise<Receivable[]> {
  const ids = parts.map(({ id }) => id);
  const loaded = await receivables.load(company, ids, { consistent: true });
  return ids.flatMap((id) => loaded.get(id) ?? []);
}

/** Tells that an acordo is kept, and then notes that it was told. */
async function tellKept(
  { acordos, publisher }: AcordoPorts,
  acordo: Acordo,
  parts: Receivable[],
  at: string,
): Promise<void> {
  const { id, company, account } = acordo;
  const on = parts
    .map(({ settledOn = '' }) => settledOn)
    .toSorted()
    .at(-1);
  invariant(on !== undefined, `acordo ${id} has parts`);
  await publisher.publish([
    makeEvent('acordo.kept', {
      id: idOf('acordo.kept', company, id, on),
      company,
      subject: id,
      // When it is told, not when it was paid: who asks for what was told on a day must find it there.
      time: at,
      data: { acordo: id, account, keptOn: on },
    }),
  ]);
  await acordos.save({ ...acordo, version: acordo.version + 1, kept: { on, at } });
}
