import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { addDays, type CivilDate } from '@baixa/core';
import type { PlacedFact } from '@baixa/scoring';
import { type CommittedCycle, cycleStore, firstOpenCycleOf, SHARDS, shardKey, shardOf } from '@baixa/store';
import type { Site } from '../engines.ts';
import { inWords, type NaiveBook, newNaiveBook, type Placed, placeOf } from './naive-book.ts';
import { cycleOfDay, daysOfCycle } from './naive-calendar.ts';
import type { Known } from './naive-cases.ts';
import { add, type Counts } from './naive-counts.ts';
import type { CyclesWorld } from './world.ts';

/** The first open cycle of each shard, by contract. */
type Gates = Map<string, number[]>;

/** The model of every account, told what the product is told, and held against what it books. */
export function newBooks(site: Site, world: CyclesWorld, findings: string[]) {
  const { dynamodb: client } = site.engines;
  const table = { client, name: site.contracts };
  const cycles = cycleStore(table);
  const books = new Map<string, { contract: string; book: NaiveBook }>();
  for (const { contract, stories } of world.contracts)
    for (const { account, bills } of stories)
      books.set(account, { contract: contract.id, book: newNaiveBook(contract, bills) });
  /** What was seen to be committed, in the order of the cycles. */
  const committed = new Map<string, CommittedCycle[]>(
    world.contracts.map(({ contract }) => [contract.id, []]),
  );
  let gates: Gates = new Map(
    world.contracts.map(({ contract }) => [contract.id, Array.from({ length: SHARDS }, () => 1)]),
  );

  const readGates = async (): Promise<Gates> => {
    const all: Gates = new Map();
    for (const { contract } of world.contracts) {
      const own: number[] = [];
      for (let shard = 0; shard < SHARDS; shard++)
        own.push(await firstOpenCycleOf(table, shardKey(contract.id, shard)));
      all.set(contract.id, own);
    }
    return all;
  };
  const gateOf = (account: string, of: Gates) => {
    const { contract } = books.get(account)!;
    return of.get(contract)![shardOf(account)]!;
  };

  /** What is due on a day: the first cycle of each contract that is not closed, where it has ended. */
  const due = (day: CivilDate) =>
    world.contracts.flatMap(({ contract }) => {
      const cycle = committed.get(contract.id)!.length + 1;
      return daysOfCycle(contract, cycle).to < day ? [{ contract, cycle }] : [];
    });

  /** Results are seen once and then stand. */
  const seeResults = async (on: CivilDate) => {
    for (const { contract } of world.contracts) {
      const before = committed.get(contract.id)!;
      const now = await cycles.committed(contract.id);
      now.forEach(({ result, sha256 }, index) => {
        const { cycle } = result;
        if (cycle !== index + 1) findings.push(`${contract.id} has cycle ${cycle} as its ${index + 1}th`);
        const seen = before[index];
        if (seen !== undefined && seen.sha256 !== sha256)
          findings.push(`cycle ${cycle} of ${contract.id} changed after it was committed`);
        if (daysOfCycle(contract, cycle).to >= on)
          findings.push(`cycle ${cycle} of ${contract.id} was closed on ${on}, before it ended`);
      });
      if (now.length < before.length) findings.push(`a result of ${contract.id} is gone`);
      committed.set(contract.id, now);
    }
  };

  /** What the product books, by account. */
  const booked = async (): Promise<Map<string, Placed>> => {
    const all = new Map<string, Map<string, Counts>>();
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new ScanCommand({ TableName: site.contracts, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
      );
      for (const item of page.Items ?? []) {
        if (!String(item.sk).startsWith('BOOKED#')) continue;
        const { source, cycle, correctsCycle, ...fact } = item as unknown as PlacedFact & { source: string };
        const account = /^(?:case|order):([^#]*)#/.exec(source)?.[1] ?? source;
        const places = all.get(account) ?? new Map<string, Counts>();
        const place = placeOf(cycle, correctsCycle);
        places.set(place, add(places.get(place) ?? {}, countsOf(fact)));
        all.set(account, places);
      }
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return all;
  };

  return {
    due,
    /** A day on which every case is decided that is known then, and the cycle that counts it has ended. */
    allDecidedOn(until: CivilDate): CivilDate {
      const ends = [...books.values()].flatMap(({ contract: id, book }) => {
        const { contract } = world.contracts.find((each) => each.contract.id === id)!;
        const terms = book.cases(until).map(({ termEndsOn }) => termEndsOn);
        return terms.map((day) => addDays(daysOfCycle(contract, cycleOfDay(contract, day)!).to, 1));
      });
      return [until, ...ends].toSorted().at(-1)!;
    },
    committed,
    books,
    booked,
    gates: readGates,
    /** Something became known on a day, and was worked off. */
    tell(tidings: Known[], on: CivilDate): void {
      for (const tiding of tidings)
        books.get(tiding.account)!.book.tell(tiding, on, gateOf(tiding.account, gates));
    },
    /** A night is over, in which some things became known while what was due was being closed. */
    async afterNight(on: CivilDate, before: Gates, amid: Known[]): Promise<void> {
      const wereDue = new Map(due(on).map(({ contract, cycle }) => [contract.id, cycle]));
      await seeResults(on);
      gates = await readGates();
      const amidOf = Map.groupBy(amid, ({ account }) => account);
      const stands = amid.length > 0 ? await booked() : new Map<string, Placed>();
      for (const { contract } of world.contracts) {
        const first = wereDue.get(contract.id);
        const last = committed.get(contract.id)!.length;
        // The close of the next one may have been tried as well.
        const tried = [];
        for (let cycle = first ?? 1; first !== undefined && cycle <= last + 1; cycle++)
          if (daysOfCycle(contract, cycle).to < on) tried.push(cycle);
        for (const [account, { contract: own, book }] of books) {
          if (own !== contract.id) continue;
          const tidings = amidOf.get(account);
          if (tidings === undefined) book.close(tried, on);
          else {
            const standing = stands.get(account) ?? new Map();
            const found = book.closeAmid(tidings, tried, gateOf(account, before), on, standing);
            if (!found)
              findings.push(
                `account ${account} is booked ${inWords(standing)} after the night of ${on}, ` +
                  `which no order of ${tidings.map(({ what }) => what)} leads to from ${inWords(book.placed())}`,
              );
          }
        }
      }
    },
  };
}

export type Books = ReturnType<typeof newBooks>;

/** What a booking or a result counts, in the model's words. */
export function countsOf({ measure, strata = [] }: Pick<PlacedFact, 'measure' | 'strata'>): Counts {
  const { services, finishedOnTime, finishedCycles, collected, recovered, recoveredInTerm } = measure;
  const counts: Record<string, number> = {
    onTime: finishedOnTime,
    cycles: finishedCycles,
    collected,
    recovered,
    inTerm: recoveredInTerm,
    collectedCents: strata.reduce((sum, cell) => sum + cell.counts.collectedCents, 0),
    recoveredCents: strata.reduce((sum, cell) => sum + cell.counts.recoveredCents, 0),
  };
  for (const [type, { demanded, executed }] of Object.entries(services)) {
    counts[`demanded ${type}`] = demanded;
    counts[`executed ${type}`] = executed;
  }
  return add({}, counts);
}
