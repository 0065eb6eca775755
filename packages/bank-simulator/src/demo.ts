import type { CivilDate } from '@baixa/core';
import { type Case, makeCases } from './cases.ts';
import { CONTRACT, type Contract, CYCLES, closeDayOf, type OrderRow } from './contract.ts';
import { boletoDeliveries } from './deliveries.ts';
import { type FileTruth, newLabeller } from './labels.ts';
import { addOrdinaryBills } from './ordinary-bills.ts';
import { pixDeliveries } from './pix-deliveries.ts';
import { AGREEMENTS, COMPANIES, newPortfolio } from './portfolio.ts';
import { seededRandom } from './random.ts';
import type { Agreement, Receivable } from './receivable.ts';
import { makeServiceOrders } from './service-orders.ts';
import { type CycleTruth, newCloser, type Recovery } from './truth.ts';

/** What Baixa must be told before a file, as a plain object. */
export interface Profile {
  companies: { id: string; name: string }[];
  agreements: Agreement[];
  contracts: Contract[];
}

/** A file with the day it is dropped and what must come of it. */
export interface Drop {
  name: string;
  /** The agreement it belongs to. */
  agreement: string;
  bytes: Uint8Array;
  /** The day it is dropped. Closes of an earlier day come before it, those of the same day after it. */
  arrivesOn: CivilDate;
  truth: FileTruth;
}

/** A cycle to close, after everything that was dropped up to that day. */
export interface Close {
  on: CivilDate;
  cycle: number;
  truth: CycleTruth;
}

export interface DemoTruth {
  entries: number;
  inCents: number;
  outCents: number;
  appliedCents: number;
  unappliedCents: number;
  /** Receivables that stand settled at the end. */
  settledReceivables: number;
  cycles: CycleTruth[];
  /** Every recovered case, adjustments included, by the day of its window. */
  recoveriesByDay: Record<number, Recovery[]>;
}

export interface Demo {
  profile: Profile;
  receivables: Receivable[];
  /** Service orders and collection actions. */
  orders: OrderRow[];
  /** In the order of arrival. */
  drops: Drop[];
  closes: Close[];
  truth: DemoTruth;
  /** The collection cases with the fates they were made for. */
  cases: Case[];
}

/** Fewer than this do not hold the cases, the Pix and an example of each outcome. */
export const SMALLEST_SIZE = 250;

/**
 * Makes a demonstration: two companies, their receivables (`size`, 600 unless told, at least 250), seven cycles of a
 * performance contract and the files of as many months, all with their truth. The same seed and size give the same
 * bytes.
 *
 * @throws RangeError when the size is too small
 */
export function makeDemo({ seed, size = 600 }: { seed: number; size?: number }): Demo {
  if (size < SMALLEST_SIZE)
    throw new RangeError(`A demonstration has at least ${SMALLEST_SIZE} receivables.`);
  const random = seededRandom(seed);
  const portfolio = newPortfolio(random);
  const cases = makeCases(portfolio, random);
  const orders: OrderRow[] = [...makeServiceOrders(random), ...cases.flatMap(({ actions }) => actions)];
  const bills = addOrdinaryBills(portfolio, random, size - portfolio.receivables.length);
  const deliveries = [
    ...boletoDeliveries(cases, bills),
    ...pixDeliveries({ portfolio, random, cases, bills }),
  ].sort((a, b) => (a.arrivesOn < b.arrivesOn ? -1 : a.arrivesOn > b.arrivesOn ? 1 : 0));

  const { receivables } = portfolio;
  const labeller = newLabeller();
  const close = newCloser(CONTRACT, receivables, orders);
  const drops: Drop[] = [];
  const closes: Close[] = [];
  const closeUpTo = (day: CivilDate) => {
    for (const { cycle } of CYCLES.slice(closes.length)) {
      const on = closeDayOf(cycle);
      if (on < day) closes.push({ on, cycle, truth: close(cycle, labeller.settledOn) });
    }
  };
  for (const { lines, agreement, ...delivery } of deliveries) {
    closeUpTo(delivery.arrivesOn);
    const truth = labeller.labelFile(delivery.name, agreement.tolerance, lines);
    drops.push({ ...delivery, agreement: agreement.id, truth });
  }
  closeUpTo('9999-12-31');
  const settled = receivables.filter(({ id }) => labeller.settledOn(id) !== undefined).length;
  return {
    profile: { companies: COMPANIES, agreements: AGREEMENTS, contracts: [CONTRACT] },
    receivables,
    orders,
    drops,
    closes,
    truth: demoTruth(drops, closes, settled),
    cases,
  };
}

function demoTruth(drops: Drop[], closes: Close[], settledReceivables: number): DemoTruth {
  const sum = (field: 'entries' | 'inCents' | 'outCents' | 'appliedCents' | 'unappliedCents') =>
    drops.reduce((total, { truth }) => total + truth[field], 0);
  const cycles = closes.map(({ truth }) => truth);
  const recoveriesByDay: Record<number, Recovery[]> = {};
  for (const recovery of cycles.flatMap(({ recoveries, adjustments }) => [...recoveries, ...adjustments])) {
    recoveriesByDay[recovery.day] ??= [];
    recoveriesByDay[recovery.day]!.push(recovery);
  }
  return {
    entries: sum('entries'),
    inCents: sum('inCents'),
    outCents: sum('outCents'),
    appliedCents: sum('appliedCents'),
    unappliedCents: sum('unappliedCents'),
    settledReceivables,
    cycles,
    recoveriesByDay,
  };
}
