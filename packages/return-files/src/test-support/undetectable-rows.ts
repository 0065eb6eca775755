import { type Group, groupOf, UNDETECTABLE, type Undetectable } from '../undetectable/index.ts';
import type { Outcome } from './single-digit.ts';

type Row = Omit<Undetectable, 'reason'>;

const GROUPS: readonly Group[] = ['payment', 'part-payment', 'reversal', 'notice'];

/** What was found of one column of one bank: the groups that the bank tells of, and those of them that are silent. */
interface Found {
  bank: string;
  column: string;
  told: Set<Group>;
  silent: Set<Group>;
}

function foundOf(outcomes: readonly Outcome[]): Found[] {
  const found = new Map<string, Found>();
  for (const { bank, column, kind, silent } of outcomes) {
    const key = `${bank} ${column}`;
    const one = found.get(key) ?? { bank, column, told: new Set(), silent: new Set() };
    found.set(key, one);
    one.told.add(groupOf(kind));
    if (silent > 0) one.silent.add(groupOf(kind));
  }
  return [...found.values()];
}

const inOrder = (groups: ReadonlySet<Group>): Group[] => GROUPS.filter((group) => groups.has(group));

/** Rows for what was found silent. Banks are alike where they are silent in the same groups of those they tell of. */
export function rowsOf(format: string, outcomes: readonly Outcome[]): Row[] {
  const rows: { format: string; banks: string[]; column: string; of: Group[] }[] = [];
  const silent = foundOf(outcomes).filter((one) => one.silent.size > 0);
  for (const one of silent.toSorted((a, b) => b.told.size - a.told.size)) {
    const alike = rows.find(
      ({ column, of }) =>
        column === one.column &&
        of.filter((group) => one.told.has(group)).join() === inOrder(one.silent).join(),
    );
    if (alike) alike.banks.push(one.bank);
    else rows.push({ format, banks: [one.bank], column: one.column, of: inOrder(one.silent) });
  }
  return rows
    .map((row) => ({ ...row, banks: row.banks.sort().join(' ') }))
    .sort((a, b) => a.column.localeCompare(b.column, 'en') || a.of.length - b.of.length);
}

/** What was found silent, one line for each bank, column and group. */
export function silentIn(outcomes: readonly Outcome[]): string[] {
  return foundOf(outcomes)
    .flatMap(({ bank, column, silent }) => inOrder(silent).map((group) => `${bank} ${column} of ${group}`))
    .sort();
}

/** What rows declare, in the same form; a group that the bank tells nothing of is passed over. */
export function declaredIn(rows: readonly Row[], outcomes: readonly Outcome[]): string[] {
  const told = new Map(foundOf(outcomes).map((one) => [`${one.bank} ${one.column}`, one.told]));
  return rows
    .flatMap(({ banks, column, of }) =>
      banks.split(' ').flatMap((bank) => {
        const own = told.get(`${bank} ${column}`);
        return of.filter((group) => own?.has(group) ?? true).map((group) => `${bank} ${column} of ${group}`);
      }),
    )
    .sort();
}

/** The reason that the list has for such a row, or for its column. */
export function reasonOf({ format, column, of }: Row): string {
  const alike = UNDETECTABLE.filter((row) => row.format === format && row.column === column);
  return (alike.find((row) => row.of.join() === of.join()) ?? alike[0])?.reason ?? '';
}
