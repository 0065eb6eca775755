import { assessCase, collectedDebt, type StoredCase } from '@baixa/collection';
import { addDays, mapLimit } from '@baixa/core';
import { type LocalCloud, startLocalCloud } from '@baixa/local';
import { clients } from '@baixa/runtime';
import { factsOfCase, placeFact } from '@baixa/scoring';
import { registrationSchema } from '@baixa/settlement';
import { caseStore, profileStore, receivableStore } from '@baixa/store';
import { closeOn, cyclesOf } from '../../../packages/cli/src/commands/collect.ts';
import { apiOf } from '../../../packages/cli/src/connection.ts';
import { COLLECTION, CONTRACT, PROFILE } from './contract.ts';
import { COMPANY, CYCLE, madeCase } from './made.ts';

const ROOT = new URL('../../..', import.meta.url).pathname;
const WRITES_AT_ONCE = 32;

/** What a close of so many cases took on the local cloud. */
export interface OnTheCloud {
  cases: number;
  seconds: number;
  /** Processor time of all functions. */
  functionSeconds: number;
  irg: string;
}

/**
 * Writes the cases as `recover` does, every second of them decided and booked, and closes their cycle by the state
 * machine: the others are decided by expiring their windows.
 */
export async function closeOnTheCloud(cases: number): Promise<OnTheCloud> {
  const cloud = await startLocalCloud({ root: ROOT });
  try {
    Object.assign(process.env, cloud.env);
    await write(cloud, cases);
    const api = apiOf({ ...cloud.outputs } as never);
    const before = processorMs(await cloud.usage());
    const started = performance.now();
    await closeOn(api, addDays(CYCLE.to, 1));
    const seconds = (performance.now() - started) / 1000;
    const functionSeconds = (processorMs(await cloud.usage()) - before) / 1000;
    const [closed] = await cyclesOf(api, CYCLE.contract);
    const score = closed?.result.score;
    if (score?.measure.collected !== cases)
      throw new Error(`${score?.measure.collected ?? 'None'} of ${cases} cases were counted.`);
    return { cases, seconds, functionSeconds, irg: score.irg.display };
  } finally {
    await cloud.stop();
  }
}

const processorMs = (usage: Awaited<ReturnType<LocalCloud['usage']>>) =>
  Object.values(usage).reduce((sum, { cpuMs }) => sum + cpuMs, 0);

async function write(cloud: LocalCloud, cases: number): Promise<void> {
  const client = clients.dynamodb();
  const table = (output: string) => ({ client, name: String(cloud.outputs[output]) });
  await profileStore(table('ContractsTable')).apply(PROFILE, CYCLE.from);
  const [book, receivables] = [
    caseStore(table('ContractsTable')),
    receivableStore(table('ReceivablesTable')),
  ];
  const dayAfter = addDays(CYCLE.to, 1);
  const calendar = { months: CONTRACT.calendar, startsOn: CONTRACT.start };
  const all = Array.from({ length: cases }, (_, index) => index);
  await mapLimit(all, WRITES_AT_ONCE, async (index) => {
    const { collectionCase, receivable, debt } = madeCase(index);
    const { status: _, version: __, movements: ___, settledOn: ____, ...registration } = receivable;
    await receivables.register(registrationSchema.parse(registration));
    const assessment = assessCase(collectionCase, [debt], COLLECTION, dayAfter);
    const facts = factsOfCase(
      assessment,
      collectedDebt(collectionCase, [receivable], assessment, COLLECTION),
    );
    const isDecided = index % 2 === 0;
    const after: StoredCase = {
      ...collectionCase,
      company: COMPANY,
      actions: collectionCase.actions.map((action) => ({ ...action, id: `N-${index}` })),
      facts: isDecided ? facts : [],
      version: 1,
      ...(isDecided ? { assessment } : {}),
    };
    const bookings = isDecided ? facts.flatMap((fact) => placeFact(fact, calendar, CYCLE.cycle) ?? []) : [];
    await book.saveAccount({
      contract: CYCLE.contract,
      account: collectionCase.account,
      cases: [{ after, bookings }],
      firstOpenCycle: CYCLE.cycle,
    });
  });
}
