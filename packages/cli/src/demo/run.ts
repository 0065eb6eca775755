import type { Demo, Drop } from '@baixa/bank-simulator';
import { importRows } from '@baixa/bank-simulator';
import { orderRowSchema } from '@baixa/collection';
import { formatProblem, type Problem } from '@baixa/core';
import type { LocalCloud } from '@baixa/local';
import { registrationSchema } from '@baixa/settlement';
import type { CommittedCycle } from '@baixa/store';
import { applyProfile } from '../commands/apply.ts';
import { sendRows } from '../commands/batches.ts';
import { closeOn, cyclesOf } from '../commands/collect.ts';
import { type Dropped, outcomeOf, putInInbox } from '../commands/drop.ts';
import { type Api, apiOf, connect } from '../connection.ts';
import { progress } from '../progress.ts';

/** What Baixa found, to be held against the truth. */
export interface Found {
  files: { drop: Drop; dropped: Dropped }[];
  recoveriesByDay: Record<string, number>;
  cycles: CommittedCycle[];
}

function rowsOf<T>(values: unknown[], read: (value: unknown) => T) {
  return values.map((value, index) => ({ line: index + 1, value: read(value) }));
}

function mustBeClean(what: string, problems: Problem[]): void {
  if (problems.length > 0) throw new Error(`${what}: ${problems.map(formatProblem).join('\n')}`);
}

/** Tells Baixa all it must know: profile, receivables, orders. */
async function prepare(api: Api, { profile, receivables, orders }: Demo): Promise<void> {
  await applyProfile(api, profile);
  const registrations = rowsOf(receivables, (value) => registrationSchema.parse(value));
  mustBeClean('register', (await sendRows(api, '/receivables', 'receivables', registrations)).problems);
  const rows = rowsOf(importRows(orders), (value) => orderRowSchema.parse(value));
  const [contract] = profile.contracts;
  const sent = await sendRows(api, '/orders', 'orders', rows, { contract: contract?.id });
  mustBeClean('orders', sent.problems);
}

/** Plays a demonstration on a running cloud, in the order of its days: files arrive, cycles are closed. */
export async function play(cloud: LocalCloud, demo: Demo): Promise<Found> {
  const outputs = connect();
  const api = apiOf(outputs);
  await prepare(api, demo);
  const days = [
    ...demo.drops.map((drop) => ({ on: drop.arrivesOn, drop })),
    ...demo.closes.map(({ on }) => ({ on, drop: undefined })),
  ].sort(
    (a, b) =>
      (a.on < b.on ? -1 : a.on > b.on ? 1 : 0) ||
      (a.drop === undefined ? 1 : 0) - (b.drop === undefined ? 1 : 0),
  );
  const bar = progress('playing seven months', days.length);
  const files: Found['files'] = [];
  for (const [index, { on, drop }] of days.entries()) {
    if (drop === undefined) {
      await cloud.idle();
      await closeOn(api, on);
    } else {
      const key = await putInInbox(outputs, drop.name, drop.bytes);
      files.push({ drop, dropped: { name: drop.name, key, ...(await outcomeOf(api, key)) } });
    }
    bar.update(index + 1);
  }
  bar.stop();
  const contract = demo.profile.contracts[0]?.id ?? '';
  const { byDay } = await api.get<{ byDay: Record<string, number> }>(`/contracts/${contract}/recoveries`);
  return { files, recoveriesByDay: byDay, cycles: await cyclesOf(api, contract) };
}
