import { verifyLedger } from '@baixa/audit';
import { CONTRACT, newCloser } from '@baixa/bank-simulator';
import { auditPorts, kpiAuditPorts } from '@baixa/store';
import { checkParts, checkSplits } from './check-charges.ts';
import { checkCredits } from './check-credits.ts';
import { checkEvents, checkExceptions } from './check-events.ts';
import {
  checkAgainstSimulator,
  checkFiles,
  checkMovements,
  checkToldOnce,
  checkTotals,
  checkTruth,
  type Must,
} from './check-money.ts';
import type { Run } from './delivery.ts';
import type { Site } from './engines.ts';
import { leftMessages } from './queues.ts';
import { readState, type State } from './state.ts';
import type { Weather } from './weather.ts';
import type { World } from './world.ts';

/** Lists everything that is not as it must be when nothing moves any more. */
export async function findingsOf(site: Site, world: World, weather: Weather, run: Run): Promise<string[]> {
  const findings: string[] = [];
  const must: Must = (holds, sentence) => {
    if (!holds) findings.push(sentence);
  };
  await checkQuiet(site, run, must);
  const state = await readState(site, world);
  checkArrivals(state, run, weather, must);
  // A charge may come before what it covers, of which it is told as a warning.
  for (const { id, problems } of state.commands)
    must(
      problems.every(({ severity }) => severity === 'warning'),
      `${id} had problems`,
    );
  checkFiles(state, must, weather.chunkEntries);
  checkToldOnce(state, must);
  checkMovements(state, must, weather.inOrder);
  checkParts(state, must);
  checkSplits(state, must);
  checkTotals(state, world, must);
  if (weather.inOrder) checkTruth(state, world, must);
  const settledOn = checkAgainstSimulator(state, must);
  const recovered = checkCases(state, world, settledOn, must);
  checkEvents(state, recovered, run.erp, must);
  checkExceptions(state, must);
  checkCredits(state, must);
  return findings;
}

/** No message failed or is left, and the ledger adds up. */
export async function checkQuiet(site: Site, run: Run, must: Must): Promise<void> {
  for (const failure of run.failures)
    must(false, `a message failed by itself: ${failure instanceof Error ? failure.stack : String(failure)}`);
  for (const sentence of await leftMessages(site.engines)) must(false, sentence);
  await checkLedger(site, must);
}

/** Every chain is whole and has every object, and every figure is what the ledger adds up to. */
export async function checkLedger(site: Site, must: Must, also: { kpis?: true } = {}): Promise<void> {
  const { dynamodb: client, s3 } = site.engines;
  const table = (name: string) => ({ client, name });
  const ports = auditPorts(
    { s3, bucket: site.ledger, chains: table(site.chains) },
    { receivables: table(site.receivables), files: table(site.files), contracts: table(site.contracts) },
  );
  const kpis = {
    ...kpiAuditPorts({ kpis: table(site.kpis), contracts: table(site.contracts) }),
    wait: async () => {},
  };
  const { differences, outside } = await verifyLedger(also.kpis ? { ...ports, kpis } : ports);
  for (const { code, message } of differences) must(false, `${code}: ${message}`);
  must(outside?.underWay === 0, `${outside?.underWay} objects of the ledger wait to be linked`);
}

/** Every object that was dropped has been looked at; the same content under a second key had no effect. */
function checkArrivals({ arrivals }: State, { keys }: Run, { inOrder }: Weather, must: Must): void {
  for (const [name, dropped] of keys) {
    const outcomes = dropped.map((key) => arrivals.find((one) => one.key === key)?.outcome);
    const fine = inOrder
      ? outcomes.every((outcome, index) => outcome === (index === 0 ? 'accepted' : 'duplicate'))
      : outcomes.includes('accepted') && outcomes.every((one) => one === 'accepted' || one === 'duplicate');
    must(fine, `${name} arrived as ${outcomes}`);
  }
}

/** Each case stands as the simulator says, is booked once, and those recovered are told. Gives their accounts. */
export function checkCases(
  { cases, bookings }: State,
  world: World,
  settledOn: (receivable: string) => string | undefined,
  must: Must,
): string[] {
  if (world.actions.length === 0) return [];
  const truth = newCloser(CONTRACT, world.receivables, world.actions)(7, settledOn);
  const recoveries = [...truth.recoveries, ...truth.adjustments];
  const idsOf = (actions: { id: string }[]) => JSON.stringify(actions.map(({ id }) => id).sort());
  must(idsOf(cases.flatMap(({ actions }) => actions)) === idsOf(world.actions), 'actions are lost or double');
  for (const { account, noticeGeneratedOn, assessment } of cases) {
    const known = recoveries.find((one) => one.account === account);
    const status = known === undefined ? 'not-recovered' : 'recovered';
    must(assessment?.status === status, `case ${account} is ${assessment?.status}, not ${status}`);
    must(assessment?.recoveredOn === known?.paidOn, `case ${account}: ${assessment?.recoveredOn}`);
    const own = bookings.filter(({ source }) => source === `case:${account}#${noticeGeneratedOn}`);
    const byCycle = new Map<number, number[]>();
    for (const { cycle, measure } of own) {
      const [collected = 0, counted = 0] = byCycle.get(cycle) ?? [];
      byCycle.set(cycle, [collected + measure.collected, counted + measure.recovered]);
    }
    const booked = [...byCycle.values()].filter(([collected, counted]) => collected !== 0 || counted !== 0);
    must(
      JSON.stringify(booked) === JSON.stringify([[1, known === undefined ? 0 : 1]]),
      `case ${account} (${status}) is booked ${JSON.stringify([...byCycle])}`,
    );
  }
  return recoveries.map(({ account }) => account);
}
