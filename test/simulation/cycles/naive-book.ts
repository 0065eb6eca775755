import type { Receivable } from '@baixa/bank-simulator';
import { type CivilDate, canonicalJson } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import { cycleOfDay, daysOfCycle } from './naive-calendar.ts';
import { casesOf, factsOf, isRunningOn, type Known, overdueOn } from './naive-cases.ts';
import { add, type Counts } from './naive-counts.ts';

/** What cycles count, by the cycle and, of an adjustment, the closed cycle that it corrects: `7` and `7 of 5`. */
export type Placed = ReadonlyMap<string, Counts>;

export const placeOf = (cycle: number, corrects?: number) =>
  corrects === undefined ? `${cycle}` : `${cycle} of ${corrects}`;

/** An account as the model keeps it: what is known, what that came to when it was last looked at, where it was counted. */
interface Account {
  known: readonly Known[];
  /** The day on which it was last looked at. */
  lookedOn: CivilDate;
  facts: ReadonlyMap<CivilDate, Counts>;
  placed: Placed;
}

/** Something that happens to an account in a night, in an order that nobody knows. */
type Happening = { tiding: Known } | { closesCycle: number };

/**
 * The reference model of the book: what of an account is counted in which cycle. What becomes known is counted in the
 * cycle of its day while that is open, else in the first open one, as an adjustment.
 */
export function newNaiveBook(contract: Contract, bills: Receivable[]) {
  let account: Account = { known: [], lookedOn: '', facts: new Map(), placed: new Map() };

  const lookedAt = ({ known, facts, placed }: Account, on: CivilDate, firstOpen: number): Account => {
    const next = factsOf(contract, bills, [...known], on);
    const places = new Map(placed);
    for (const day of new Set([...facts.keys(), ...next.keys()])) {
      const change = add(next.get(day) ?? {}, facts.get(day) ?? {}, -1);
      const cycle = cycleOfDay(contract, day);
      if (cycle === undefined || Object.keys(change).length === 0) continue;
      const place = cycle >= firstOpen ? placeOf(cycle) : placeOf(firstOpen, cycle);
      places.set(place, add(places.get(place) ?? {}, change));
    }
    return { known, lookedOn: on, facts: next, placed: places };
  };

  const told = (before: Account, tiding: Known): Account => {
    if (tiding.what !== 'notice') return { ...before, known: [...before.known, tiding] };
    // Whoever asks for a case while one runs, or for what is not overdue, is told so, and nothing changes.
    const known = [...before.known];
    const overdue = overdueOn(contract, bills, known, tiding.on).map(({ id }) => id);
    if (overdue.length === 0 || isRunningOn(contract, bills, known, tiding.on)) return before;
    return { ...before, known: [...known, { ...tiding, listed: overdue }] };
  };

  /** The end of a cycle decides the cases whose term ended in it. */
  const closing = (before: Account, cycle: number, on: CivilDate): Account => {
    const { to } = daysOfCycle(contract, cycle);
    const isDue = casesOf(contract, bills, [...before.known], before.lookedOn).some(
      ({ status, termEndsOn }) => status === 'open' && termEndsOn <= to,
    );
    return isDue ? lookedAt(before, on, cycle) : before;
  };

  return {
    placed: () => account.placed,
    /** How the cases stand at the end of a day. */
    cases: (on: CivilDate) => casesOf(contract, bills, [...account.known], on),
    /** Something becomes known while no close runs. */
    tell(tiding: Known, on: CivilDate, firstOpen: number): void {
      account = lookedAt(told(account, tiding), on, firstOpen);
    },
    /** Some cycles are closed, one after the other, and nothing becomes known meanwhile. */
    close(cycles: number[], on: CivilDate): void {
      for (const cycle of cycles) account = closing(account, cycle, on);
    },
    /**
     * Some things become known while cycles are closed, in any order and each before or after a cycle was frozen. Takes
     * the one way that leads to what stands; false where none does.
     */
    closeAmid(tidings: Known[], cycles: number[], firstOpen: number, on: CivilDate, stands: Placed): boolean {
      const wanted = inWords(stands);
      const most = Math.max(firstOpen, ...cycles.map((cycle) => cycle + 1));
      const seen = new Set<string>();
      const search = (from: Account, left: Happening[]): Account | undefined => {
        const state = `${inWords(from.placed)} ${canonicalJson(left)}`;
        if (seen.has(state)) return undefined;
        seen.add(state);
        if (left.length === 0) return inWords(from.placed) === wanted ? from : undefined;
        for (const [index, next] of left.entries()) {
          const rest = left.toSpliced(index, 1);
          if ('closesCycle' in next) {
            // Cycles are closed in their order.
            if (left.slice(0, index).some((other) => 'closesCycle' in other)) continue;
            const found = search(closing(from, next.closesCycle, on), rest);
            if (found !== undefined) return found;
          } else
            for (let open = firstOpen; open <= most; open++) {
              const found = search(lookedAt(told(from, next.tiding), on, open), rest);
              if (found !== undefined) return found;
            }
        }
        return undefined;
      };
      const found = search(account, [
        ...tidings.map((tiding) => ({ tiding })),
        ...cycles.map((closesCycle) => ({ closesCycle })),
      ]);
      account = found ?? account;
      return found !== undefined;
    },
  };
}

export type NaiveBook = ReturnType<typeof newNaiveBook>;

/** Places in words, by which equal ones are equal; without those in which nothing is counted. */
export const inWords = (placed: Placed): string =>
  canonicalJson(Object.fromEntries([...placed].filter(([, counts]) => Object.keys(counts).length > 0)));
