import { type CivilDate, canonicalJson, parseJson } from '@baixa/core';
import { cellsOf, type Fact, type Stratum, type StratumCounts } from '@baixa/scoring';
import { cycleFolder, cycleManifestKey, cycleText } from './keys.ts';
import { readManifest } from './link.ts';
import type { LedgerObjects } from './ports.ts';

/** A booking as the ledger keeps it: what counts, for which case or order, and which closed cycle it corrects. */
export interface CountedLine extends Fact {
  /** `case:<account>#<notice>` or `order:<account>#<id>`, each part as it is in keys. */
  source: string;
  cycle: number;
  correctsCycle?: number;
}

/** An account as a cycle counts it, in one stratum. Negative counts take back what an earlier cycle counted. */
export interface CountedAccount extends StratumCounts {
  account: string;
  noticeGeneratedOn: CivilDate;
  /** The payment date of one recovered, the end of the term of one that was not. */
  countsOn: CivilDate;
  stratum: Stratum;
  correctsCycle?: number;
}

/** A service order as a cycle counts it: that it was finished, or that it was demanded. */
export interface CountedOrder {
  account: string;
  order: string;
  countsOn: CivilDate;
  finishedOnTime: number;
  finishedCycles: number;
  /** The type of service, where the demand counts. */
  type?: string;
  demanded: number;
  executed: number;
  correctsCycle?: number;
}

/** The objects that a closed cycle was counted from, a shard each: those of a try that failed are not in its manifest. */
export async function bookingsKeysOf(
  ledger: LedgerObjects,
  folder: string,
): Promise<{ key: string; shard: number }[]> {
  const manifest = await ledger.read(cycleManifestKey(folder));
  if (manifest === undefined) throw missing(cycleManifestKey(folder));
  return (readManifest(manifest) ?? []).flatMap(({ key }) => {
    const [, shard] = /\/bookings-(\d+)[\d-]*\.ndjson$/.exec(key) ?? [];
    return shard === undefined ? [] : [{ key, shard: Number(shard) }];
  });
}

/**
 * The bookings of an object of the ledger, one after the other; `onPiece` sees its bytes as they pass.
 *
 * @throws when the object is not there
 */
export async function* bookingsIn(
  ledger: LedgerObjects,
  key: string,
  onPiece: (piece: Uint8Array) => void = () => undefined,
): AsyncGenerator<CountedLine> {
  const pieces = await ledger.pieces(key);
  if (pieces === undefined) throw missing(key);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    onPiece(piece);
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield parseJson(line, key) as CountedLine;
  }
  if (rest !== '') yield parseJson(rest, key) as CountedLine;
}

const missing = (key: string) => new Error(`The ledger has no ${key}.`);

/** All that a closed cycle counts. */
export interface Counted {
  accounts: CountedAccount[];
  orders: CountedOrder[];
}

/**
 * All that a closed cycle counts, by account: what was booked and taken back in it is not there, so that the counts of
 * the list add up to those of the cycle.
 */
export async function countedIn(ledger: LedgerObjects, contract: string, cycle: number): Promise<Counted> {
  const accounts = new Map<string, CountedAccount>();
  const orders = new Map<string, CountedOrder>();
  for (const { key } of await bookingsKeysOf(ledger, cycleFolder(contract, cycleText(cycle))))
    for await (const line of bookingsIn(ledger, key)) {
      const read = readBooking(line);
      for (const each of read.accounts) {
        const { account, noticeGeneratedOn, countsOn, stratum, correctsCycle } = each;
        addTo(accounts, [account, noticeGeneratedOn, countsOn, correctsCycle, stratum], each, ACCOUNT_COUNTS);
      }
      if (read.order === undefined) continue;
      const { account, order, countsOn, type, correctsCycle } = read.order;
      addTo(orders, [account, order, countsOn, correctsCycle, type], read.order, ORDER_COUNTS);
    }
  return { accounts: inOrder(accounts, ACCOUNT_COUNTS), orders: inOrder(orders, ORDER_COUNTS) };
}

const ACCOUNT_COUNTS = [
  'collected',
  'recovered',
  'recoveredInTerm',
  'collectedCents',
  'recoveredCents',
] as const;
const ORDER_COUNTS = ['finishedOnTime', 'finishedCycles', 'demanded', 'executed'] as const;

function addTo<Name extends string, T extends { [name in Name]: number }>(
  kept: Map<string, T>,
  of: unknown[],
  each: T,
  counts: readonly Name[],
): void {
  const name = canonicalJson(of.map((part) => part ?? ''));
  const standing = kept.get(name);
  if (standing === undefined) kept.set(name, each);
  else for (const count of counts) standing[count] = (standing[count] + each[count]) as T[Name];
}

function inOrder<Name extends string, T extends { [name in Name]: number }>(
  kept: Map<string, T>,
  counts: readonly Name[],
): T[] {
  return [...kept]
    .filter(([, each]) => counts.some((count) => each[count] !== 0))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, each]) => each);
}

/** Reads a booking: the account of a case in each of its strata, or an order. */
export function readBooking(line: CountedLine): { accounts: CountedAccount[]; order?: CountedOrder } {
  const { source, countsOn, measure, correctsCycle } = line;
  const { kind, account, name } = readSource(source);
  const corrects = correctsCycle === undefined ? {} : { correctsCycle };
  if (kind === 'case')
    return {
      accounts: cellsOf(line).map(({ stratum, counts }) => ({
        account,
        noticeGeneratedOn: name,
        countsOn,
        ...counts,
        stratum,
        ...corrects,
      })),
    };
  const [[type, service] = []] = Object.entries(measure.services);
  const { finishedOnTime, finishedCycles } = measure;
  return {
    accounts: [],
    order: {
      account,
      order: name,
      countsOn,
      finishedOnTime,
      finishedCycles,
      ...(type === undefined ? {} : { type }),
      demanded: service?.demanded ?? 0,
      executed: service?.executed ?? 0,
      ...corrects,
    },
  };
}

/** What a booking was made for. */
export function readSource(source: string): { kind: string; account: string; name: string } {
  const [, kind = '', account = '', name = ''] = /^(case|order):([^#]*)#(.*)$/.exec(source) ?? [];
  if (kind === '') throw new Error(`A booking is of a case or an order, and not of ${source}.`);
  return { kind, account: decodeURIComponent(account), name: decodeURIComponent(name) };
}
