import { type CivilDate, type Entry, mapLimit } from '@baixa/core';
import type { EntryOutcome } from './outcome.ts';
import type { Receivables } from './ports.ts';
import { isHeld, type Told } from './told.ts';

const MARKS_AT_ONCE = 16;

/** Where cheques of an agreement wait for the day on which they clear. */
export const heldUnder = (agreement: string, creditedOn: CivilDate): string =>
  `held#${agreement}#${creditedOn}`;

/** Marks of a cheque that came before its receivable: it has a day to wait for, and that day has come. */
const unclearedMark = (key: string): string => `uncleared#${key}`;
const clearedMark = (key: string): string => `cleared#${key}`;

/** The cheques among entries of a file of that day that the bank may still take back. */
export function heldAmong<T extends { entry: Entry }>(all: T[], fileCreatedOn: CivilDate | undefined): T[] {
  return all.filter(({ entry }) => isHeld({ entry, key: '', file: '', fileCreatedOn }));
}

/**
 * Files cheques under the day on which they clear; one without a day waits for a person. One that matched nothing is
 * marked, so that its receivable, registered meanwhile, does not settle before.
 */
export async function fileHeld(
  receivables: Receivables,
  held: { outcome: EntryOutcome; entry: Entry }[],
): Promise<void> {
  await mapLimit(
    held,
    MARKS_AT_ONCE,
    async ({ outcome: { company, agreement, key, outcome }, entry: { creditedOn } }) => {
      const aliases = [
        ...(outcome === 'held' ? [] : [unclearedMark(key)]),
        ...(creditedOn === undefined ? [] : [heldUnder(agreement, creditedOn)]),
      ];
      await receivables.waitUnder(company, aliases, key);
    },
  );
}

/** Keeps that the day of a cheque has come, for when its receivable does. */
export async function markCleared(
  receivables: Receivables,
  { company, key }: Pick<EntryOutcome, 'company' | 'key'>,
): Promise<void> {
  await receivables.waitUnder(company, [clearedMark(key)], key);
}

/** True for a cheque that came before its receivable, and whose day has not come. */
export async function waitsForItsDay(
  receivables: Receivables,
  company: string,
  { entry, key }: Told,
): Promise<boolean> {
  if (entry.held === undefined) return false;
  const marked = async (mark: string) => (await receivables.waitingUnder(company, [mark])).length > 0;
  return (await marked(unclearedMark(key))) && !(await marked(clearedMark(key)));
}
