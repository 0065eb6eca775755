import { PutObjectCommand } from '@aws-sdk/client-s3';
import { type CollectionAction, importRows, type Receivable } from '@baixa/bank-simulator';
import { chunksOf } from '@baixa/core';
import { readProfile } from '@baixa/profile';
import { logger } from '@baixa/runtime';
import { profileStore, sendAll } from '@baixa/store';
import { newDelivery, type Run } from './delivery.ts';
import type { Site } from './engines.ts';
import { GENEROUS } from './memory/dynamodb/dynamodb.ts';
import { receiveAll } from './queues.ts';
import { SimulatedCrash, SimulatedFault } from './turns.ts';
import type { Weather } from './weather.ts';
import type { World, WorldFile } from './world.ts';

const ROWS_PER_COMMAND = 20;
/** So little at once that much comes in several pages, and a full batch in as many rounds as there may be. */
const SPARING = { pageItems: 3, keysRead: 25 };

/**
 * Plays a world through the pipeline until nothing moves any more: profile and registrations, then orders and files.
 * `meddling` are commands of people that come at any moment among the files.
 */
export async function play(
  site: Site,
  world: World,
  weather: Weather,
  meddling: object[] = [],
): Promise<Run> {
  const { dynamodb, sqs } = site.engines;
  const { random } = weather;
  if (site.engines.sparing !== undefined)
    Object.assign(site.engines.sparing, weather.sparing ? SPARING : GENEROUS);
  const run: Run = { failures: [], crashes: 0, calls: 0, keys: new Map(), erp: [] };
  // The handlers log each failure of a message, and those of crashes and faults are ours.
  logger.error = ((_: unknown, extra?: { error?: unknown }) => {
    const error = extra?.error;
    if (!(error instanceof SimulatedCrash || error instanceof SimulatedFault))
      run.failures.push(error ?? extra);
  }) as typeof logger.error;
  logger.info = () => {};
  const delivery = newDelivery(site, weather, run, (body) => rankOf(world, body));
  const send = async (url: string, commands: object[]) => {
    await sendAll(
      sqs,
      url,
      commands.map((command) => JSON.stringify(command)),
    );
    delivery.sent();
  };

  const { profile } = readProfile(world.profile);
  if (profile === undefined) throw new Error('The simulated profile is refused.');
  await profileStore({ client: dynamodb, name: site.contracts }).apply(profile, '2026-01-01');
  const register = (receivables: (Receivable | World['charges'][number])[], name: string) =>
    send(
      site.queues.commands,
      chunksOf(receivables, ROWS_PER_COMMAND).map((rows, index) => ({
        command: 'register-receivables',
        id: `${name}-${index}`,
        rows,
      })),
    );
  await register([...world.receivables, ...world.charges], 'register');
  const take = async (types: CollectionAction['type'][]) => {
    const rows = importRows(world.actions.filter(({ type }) => types.includes(type)));
    if (rows.length === 0) return;
    const id = `orders-${types}`;
    await send(site.queues.recoveries, [
      { command: 'take-orders', id, contract: profile.contracts[0]?.id, rows },
    ]);
  };
  await delivery.drain([]);
  await take(['debt-notice']);
  await delivery.drain([]);
  // What follows the notice comes while the files do, and in no order.
  await take(['negotiation']);
  await take(['cut-off']);
  const drop = async (file: WorldFile, folder: string) => {
    await dropFile(site, run, file, folder);
    delivery.sent();
  };
  const drops = world.files.flatMap((file) => {
    const again = random.chance(weather.doubleFiles) ? [() => drop(file, 'again/')] : [];
    // Bills that are registered only now: earlier files told their Pix as nobody's.
    const late =
      weather.inOrder && file === world.files.at(-1) ? [() => register(lateOf(world), 'late')] : [];
    return [...late, () => drop(file, ''), ...again];
  });
  const queueOf = (command: object) =>
    'command' in command && command.command === 'record-promise'
      ? site.queues.recoveries
      : site.queues.commands;
  const meddle = meddling.map((command) => () => send(queueOf(command), [command]));
  await delivery.drain(weather.inOrder ? drops : random.shuffle([...drops, ...meddle]));
  run.erp = (await receiveAll(sqs, site.queues.erp)).map(({ Body = '' }) => Body);
  return run;
}

/** Drops a file into the inbox, under a key of this run. */
export async function dropFile(
  site: Site,
  { keys }: Run,
  { name, bytes }: WorldFile,
  folder: string,
): Promise<void> {
  const key = `${site.ledger}/${folder}${name}`;
  await site.engines.s3.send(new PutObjectCommand({ Bucket: site.inbox, Key: key, Body: bytes }));
  keys.set(name, [...(keys.get(name) ?? []), key]);
}

/** The strangers whose Pix several files tell. */
function lateOf({ files }: World): Receivable[] {
  const earlier = files.slice(0, -1).flatMap(({ lines }) => lines);
  const last = new Set(files.at(-1)?.lines.map(({ endToEndId }) => endToEndId));
  const told = earlier.filter(({ endToEndId }) => endToEndId !== undefined && last.has(endToEndId));
  return [...new Set(told.flatMap(({ stranger }) => stranger ?? []))];
}

/** Chunks go in the order of their files, and in a file by their number. */
function rankOf({ files }: World, body: string): number {
  const { file, chunk = 0 } = JSON.parse(body) as { file?: string; chunk?: number };
  return 10_000 * files.findIndex(({ id }) => id === file) + chunk;
}
