import { undoneKeyOf } from './movements.ts';
import type { EntryOutcome } from './outcome.ts';
import type { Ledger } from './ports.ts';

/** How an entry stands after some steps of its file's history. */
export interface CurrentOutcome {
  outcome: EntryOutcome;
  /** How often it was undone. */
  undone: number;
}

/** What became of each entry of a chunk by the end of a step, in the file's order; of none where it is not settled yet. */
export async function currentOutcomes(
  ledger: Pick<Ledger, 'outcomesOf'>,
  file: string,
  chunk: number,
  step = 1,
): Promise<CurrentOutcome[]> {
  const steps = Array.from({ length: step }, (_, index) => index + 1);
  const lines = await Promise.all(steps.map((each) => ledger.outcomesOf(file, chunk, each)));
  const current = new Map<number, CurrentOutcome>();
  for (const outcome of lines.flatMap((each) => each ?? [])) {
    const undone = (current.get(outcome.offset)?.undone ?? 0) + (outcome.outcome === 'undone' ? 1 : 0);
    current.set(outcome.offset, { outcome, undone });
  }
  return [...current.values()];
}

/** True for an entry that counts now: what is undone takes it back. */
export function counts({ outcome, toldBefore, movedCents }: EntryOutcome): boolean {
  return outcome !== 'undone' && toldBefore !== true && movedCents !== 0;
}

/** True for an entry that a replay tells again: it was undone, or counted in a file that may have been undone since. */
export function mayBeToldAgain({ outcome, toldBefore, movedCents }: EntryOutcome): boolean {
  return outcome === 'undone' || (toldBefore === true && movedCents !== 0);
}

/** The line that takes the place of what an entry was. */
export function undoneOutcome(
  was: EntryOutcome,
  took: EntryOutcome[],
  at: string,
  refunded: boolean,
): EntryOutcome {
  const { company, agreement, file, chunk, line, offset, kind, on, candidates } = was;
  const { receivable, charge } = took[0] ?? {};
  return {
    company,
    agreement,
    file,
    ...(chunk === undefined ? {} : { chunk }),
    line,
    offset,
    key: undoneKeyOf(was.key),
    kind,
    outcome: 'undone',
    movedCents: 0 - was.movedCents,
    appliedCents: 0 - was.appliedCents,
    unappliedCents: 0 - was.unappliedCents,
    ...(on === undefined ? {} : { on }),
    ...(receivable === undefined ? {} : { receivable }),
    ...(charge === undefined ? {} : { charge }),
    ...(candidates === undefined ? {} : { candidates }),
    reason: refunded
      ? 'Its file was undone. A person had marked it to be refunded: see whether it was paid back.'
      : 'Its file was undone.',
    instead: { outcome: was.outcome, movedCents: was.movedCents },
    took,
    at,
  };
}
