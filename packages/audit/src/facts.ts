import { calendarOf, caseFactsAgain, debtOf, type Evidence, type Owed } from '@baixa/collection';
import { type CivilDate, canonicalJson } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import { changeOfFacts, cycleNumberOf, type Fact, factsOfOrder } from '@baixa/scoring';
import { bookingsIn, bookingsKeysOf, type CountedLine, readSource } from './counted.ts';
import { cycleFolder, cycleText } from './keys.ts';
import type { LedgerObjects } from './ports.ts';

/** A page of what a shard's cycles are counted from, as it stands on a day; bookings come before what they are for. */
export interface FactsPage extends Evidence {
  today: CivilDate;
  owed: readonly Owed[];
  /** Of cycles that are not closed. */
  bookings: readonly CountedLine[];
}

/** A case or an order of which other things are booked than its facts give. */
export interface FactsDiffer {
  kind: string;
  account: string;
  /** Day of the notice, or id of the order. */
  name: string;
  /** What would have to be booked, by day. */
  missing: Fact[];
}

export interface HeldAgainstFacts {
  /** Cases and orders that the cycle counts. */
  held: number;
  differences: FactsDiffer[];
}

/**
 * Holds what a closed cycle counts against the facts: of each case and order in it, all that was ever booked, in closed
 * cycles and in open ones, adds up to what its actions, its execution and the payments of its debt give as they are
 * known now. What became known after the close is in the bookings of a later cycle, so one cycle alone could not be held
 * against them. Keeps the bookings of the cycle's cases and orders of one shard.
 */
export async function holdAgainstFacts(
  ledger: LedgerObjects,
  contract: Contract,
  cycle: number,
  closed: readonly number[],
  pagesOf: (shard: number) => AsyncIterable<FactsPage>,
): Promise<HeldAgainstFacts> {
  const result: HeldAgainstFacts = { held: 0, differences: [] };
  const keysOf = (each: number) => bookingsKeysOf(ledger, cycleFolder(contract.id, cycleText(each)));
  const others = await Promise.all(closed.filter((each) => each !== cycle).map(keysOf));
  for (const { key, shard } of await keysOf(cycle)) {
    const booked = new Map<string, Fact[]>();
    for await (const line of bookingsIn(ledger, key)) takeLine(booked, line, true);
    for (const other of others.flat().filter((each) => each.shard === shard))
      for await (const line of bookingsIn(ledger, other.key)) takeLine(booked, line, false);
    result.held += booked.size;
    const settle = (name: string, facts: readonly Fact[]) => {
      // What lies before the contract began counts in no cycle.
      const counting = facts.filter(
        ({ countsOn }) => cycleNumberOf(calendarOf(contract), countsOn) !== undefined,
      );
      const missing = changeOfFacts(booked.get(name) ?? [], counting);
      if (missing.length > 0) result.differences.push({ ...partsOf(name), missing });
      booked.delete(name);
    };
    for await (const { bookings, cases, orders, debts, owed, today } of pagesOf(shard)) {
      for (const line of bookings) takeLine(booked, line, false);
      const states = new Map(debts.map((debt) => [debt.receivable, debt]));
      const bills = new Map(owed.map((each) => [each.id, each]));
      for (const each of cases) {
        const name = nameOf('case', each.account, each.noticeGeneratedOn);
        if (!booked.has(name)) continue;
        const own = each.receivables.flatMap((id) => bills.get(id) ?? []);
        settle(name, caseFactsAgain(contract, each, debtOf(each.receivables, states), own, today));
      }
      for (const { order } of orders) {
        const name = nameOf('order', order.account, order.id);
        if (booked.has(name)) settle(name, factsOfOrder(order, contract));
      }
    }
    // Of what there is no case or order any more, nothing may be left booked.
    for (const name of [...booked.keys()]) settle(name, []);
  }
  return result;
}

const nameOf = (...parts: [kind: string, account: string, name: string]) => canonicalJson(parts);

function partsOf(text: string): Pick<FactsDiffer, 'kind' | 'account' | 'name'> {
  const [kind, account, name] = JSON.parse(text) as [string, string, string];
  return { kind, account, name };
}

function takeLine(booked: Map<string, Fact[]>, line: CountedLine, isNew: boolean): void {
  const { kind, account, name } = readSource(line.source);
  const key = nameOf(kind, account, name);
  const standing = booked.get(key);
  if (standing !== undefined) standing.push(line);
  else if (isNew) booked.set(key, [line]);
}
