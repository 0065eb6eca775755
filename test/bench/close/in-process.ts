import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { assessCase, collectedDebt } from '@baixa/collection';
import { addDays, canonicalJson } from '@baixa/core';
import {
  cycleResult,
  factsOfCase,
  factsOfOrder,
  type PlacedFact,
  placeFact,
  tallyShard,
  termsOf,
} from '@baixa/scoring';
import { COLLECTION, CONTRACT } from './contract.ts';
import { CYCLE, MEASURED_VALUE_CENTS, madeCase, madeOrder, ORDERS_A_CASE } from './made.ts';

/** What closing so many cases and their orders took, of a process of its own. */
export interface InProcess {
  cases: number;
  /** Processor time of making the cases and orders, which is no part of a close. */
  makingSeconds: number;
  /** Processor time of all, less that of making. */
  closingSeconds: number;
  /** What is alive when all is tallied, after a full collection, 10^6 bytes: flat when nothing is kept of a case. */
  liveMegabytes: number;
  /** The most that the process held at the operating system, 10^6 bytes; garbage that waits is in it. */
  peakMegabytes: number;
  irg: string;
  recovered: number;
}

const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Every fact of the cases and orders with the cycle that counts it, one after the other. */
function* bookings(cases: number): Generator<PlacedFact> {
  const calendar = { months: CONTRACT.calendar, startsOn: CONTRACT.start };
  const dayAfter = addDays(CYCLE.to, 1);
  for (let index = 0; index < cases; index++) {
    const { collectionCase, receivable, debt } = madeCase(index);
    const assessment = assessCase(collectionCase, [debt], COLLECTION, dayAfter);
    const owed = collectedDebt(collectionCase, [receivable], assessment, COLLECTION);
    for (const fact of factsOfCase(assessment, owed)) {
      const placed = placeFact(fact, calendar, CYCLE.cycle);
      if (placed?.cycle === CYCLE.cycle) yield placed;
    }
    for (let order = index * ORDERS_A_CASE; order < (index + 1) * ORDERS_A_CASE; order++)
      for (const fact of factsOfOrder(madeOrder(order), CONTRACT)) {
        const placed = placeFact(fact, calendar, CYCLE.cycle);
        if (placed?.cycle === CYCLE.cycle) yield placed;
      }
  }
}

function make(cases: number): number {
  const started = processorSeconds();
  let made = 0;
  for (let index = 0; index < cases; index++) {
    made += madeCase(index).collectionCase.actions.length;
    for (let order = index * ORDERS_A_CASE; order < (index + 1) * ORDERS_A_CASE; order++)
      made += madeOrder(order).id.length;
  }
  if (made === 0) throw new Error('Nothing was made.');
  return processorSeconds() - started;
}

/** Cases closed before any that is measured, so that the few of a small run do not pay for compiling the code. */
const WARM_UP_CASES = 200_000;

function measured(cases: number): InProcess {
  closeHere(WARM_UP_CASES);
  return closeHere(cases);
}

function closeHere(cases: number): InProcess {
  const makingSeconds = make(cases);
  const started = processorSeconds();
  const { strata: _, ...totals } = tallyShard(0, bookings(cases));
  const result = cycleResult({
    ...CYCLE,
    terms: termsOf(CONTRACT),
    measuredValueCents: MEASURED_VALUE_CENTS,
    tallies: [totals],
    inputsSha256: '0'.repeat(64),
    history: [],
  });
  canonicalJson(result);
  const { measure, irg } = result.score;
  if (measure.collected !== cases) throw new Error(`${measure.collected} of ${cases} cases were counted.`);
  const closingSeconds = processorSeconds() - started - makingSeconds;
  globalThis.gc?.();
  return {
    cases,
    makingSeconds,
    closingSeconds,
    liveMegabytes: process.memoryUsage().heapUsed / 1e6,
    peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
    irg: irg.display,
    recovered: measure.recovered,
  };
}

/** Closes in a child process, so that its memory is its own. */
export async function closeInProcess(cases: number): Promise<InProcess> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    import.meta.filename,
    String(cases),
  ]);
  return JSON.parse(stdout) as InProcess;
}

const [, script, cases] = process.argv;
if (script === import.meta.filename && cases !== undefined)
  console.log(JSON.stringify(measured(Number(cases))));
