import type { Random } from '@baixa/bank-simulator';
import { addDays, type CivilDate } from '@baixa/core';
import { type Contract, ladderOf } from '@baixa/profile';
import type { Dated, Row } from './tidings.ts';

/** Days from what happens to its telling: at once, late, or after cycles were closed. */
export const delay = (random: Random) => random.pick([0, 1, 1, 2, random.int(3, 12), random.int(20, 60)]);

export const latest = (...days: CivilDate[]) => days.toSorted().at(-1)!;

/** What is done to collect an account, from the notice that opens its case, and when each is told. */
export function drawActions(
  random: Random,
  contract: Contract,
  account: string,
  noticeOn: CivilDate,
  isByAcordo: boolean,
): Dated[] {
  const [opening, ...others] = ladderOf(contract)
    .steps.filter(({ extra }) => !extra)
    .map(({ type }) => type);
  let number = 0;
  const action = (type: string, generated: CivilDate) =>
    drawVersions(random, {
      kind: 'collection-action',
      id: `${account}-${type}-${++number}`,
      type,
      account,
      generated,
      status: 'open',
    });
  const after = (least: number, most: number) => addDays(noticeOn, random.int(least, most));
  const isAsked = random.chance(25);
  return [
    ...(isAsked
      ? [{ on: noticeOn, tiding: { what: 'notice' as const, account, on: noticeOn }, alone: true as const }]
      : []),
    // Never two of one day of which only one lists what it collects: which of them opens the case is nobody's rule.
    ...(isAsked && random.chance(50) ? [] : action(opening!, isAsked ? after(5, 12) : noticeOn)),
    ...random
      .shuffle(others)
      .slice(0, random.int(0, 2))
      .flatMap((type) => action(type, after(1, 40))),
    // A second run of the ladder, or one more action of the first. What an acordo restored is not collected anew here.
    ...(!isByAcordo && random.chance(30)
      ? action(opening!, after(5, contract.windowDays + contract.paymentTermDays + 40))
      : []),
  ];
}

/** How an action is told: at once or open first, corrected, cancelled; where its system stamps it, also out of order. */
function drawVersions(random: Random, row: Row): Dated[] {
  const executed = random.chance(80) ? addDays(row.generated, random.int(0, 12)) : undefined;
  const outcome = random.chance(25) ? random.pick(['agreed', 'refused', 'impossible'] as const) : undefined;
  const done: Row =
    executed === undefined
      ? row
      : { ...row, status: 'done', executed, ...(outcome === undefined ? {} : { outcome }) };
  const versions: Row[] = [...(random.chance(40) ? [row] : []), done];
  const days = [...(versions.length > 1 ? [row.generated] : []), executed ?? row.generated];
  const change = (changed: Row) => {
    versions.push(changed);
    days.push(addDays(days.at(-1)!, random.int(1, 50)));
  };
  if (random.chance(12)) {
    const generated = addDays(row.generated, random.int(-4, 4));
    change({
      ...done,
      generated,
      ...(executed === undefined ? {} : { executed: latest(executed, generated) }),
    });
  }
  if (random.chance(12)) change({ ...versions.at(-1)!, status: 'cancelled' });
  return tellVersions(random, versions, days);
}

/** Tells what changed on some days, each a day or more after the one before it. */
export function tellVersions(random: Random, versions: Row[], changedOn: CivilDate[]): Dated[] {
  const isStamped = random.chance(60);
  const told: CivilDate[] = [];
  for (const day of changedOn) {
    const late = addDays(day, delay(random));
    told.push(told.length === 0 ? late : latest(late, addDays(told.at(-1)!, 1)));
  }
  const order = isStamped && random.chance(40) ? random.shuffle(told) : told;
  return versions.map(({ outcome, ...version }, index) => {
    const stamp = { updated: `${changedOn[index]}T12:${String(index).padStart(2, '0')}:00-03:00` };
    // Only what is done has an outcome.
    const kept = version.status === 'done' && outcome !== undefined ? { outcome } : {};
    const row: Row = { ...version, ...kept, ...(isStamped ? stamp : {}) };
    return { on: order[index]!, tiding: { what: 'row', account: row.account, row } };
  });
}
