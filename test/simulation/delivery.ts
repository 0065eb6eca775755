import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { importRows, type Random } from '@baixa/bank-simulator';
import { chunksOf } from '@baixa/core';
import { readProfile } from '@baixa/profile';
import { logger } from '@baixa/runtime';
import { profileStore, sendAll } from '@baixa/store';
import type { Context } from 'aws-lambda';
import { failedMessages, sqsEventOf } from '../../packages/local/src/sqs-event.ts';
import type { Site } from './engines.ts';
import { newPipeline, type Source } from './pipeline.ts';
import { SimulatedCrash, type Worker } from './turns.ts';
import type { World } from './world.ts';

/** What goes wrong in a run, and how much at a time. Chances are in per cent. */
export interface Weather {
  random: Random;
  /** Entries in one chunk. */
  chunkEntries: number;
  /** One worker at a time, files and chunks in the order in which they were sent. Else whatever chance brings. */
  inOrder: boolean;
  workersAtOnce: number;
  /** Chance that a message is on its queue twice. */
  doubleMessages: number;
  /** Chance that a file is dropped again under another key. */
  doubleFiles: number;
  /** Chance that a reply is lost, so that the SDK repeats a request that had taken effect. */
  lostReplies: number;
  /** Whether a worker crashes after a call; `made` counts the calls of the whole run up to it. */
  crashes(made: number): boolean;
}

/** A calm day: nothing goes wrong. */
export const calm = (random: Random): Weather => ({
  random,
  chunkEntries: 5,
  inOrder: true,
  workersAtOnce: 1,
  doubleMessages: 0,
  doubleFiles: 0,
  lostReplies: 0,
  crashes: () => false,
});

/** What a run came to, beside what stands in the tables. */
export interface Run {
  /** Failures of messages that no simulated crash explains. */
  failures: unknown[];
  crashes: number;
  calls: number;
  /** Keys under which each file was dropped, by its name. */
  keys: Map<string, string[]>;
  erp: string[];
}

const SOURCES: Source[] = ['commands', 'chunks', 'recoveries', 'arrivals'];
/** A message that came so often is no longer crashed upon: after five times it would be a dead letter. */
const SPARED_FROM = 4;

/** Plays a world through the pipeline until nothing moves any more. */
export async function play(site: Site, world: World, weather: Weather): Promise<Run> {
  const { random } = weather;
  const { turns, s3, sqs } = site.engines;
  const pipeline = newPipeline(site, weather.chunkEntries);
  const run: Run = { failures: [], crashes: 0, calls: 0, keys: new Map(), erp: [] };
  const pool: Record<Source, Message[]> = { arrivals: [], chunks: [], commands: [], recoveries: [] };
  const doubled = new Set<string>();
  let workers = 0;
  /** Whether something was sent, or put back, since the queues were looked at. */
  let mayHaveMore = true;

  logger.error = ((_: string, extra?: { error?: unknown }) => {
    const error = extra?.error;
    if (!(error instanceof SimulatedCrash)) run.failures.push(error ?? extra);
  }) as typeof logger.error;

  const receive = async (url: string): Promise<Message[]> => {
    const all: Message[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 0,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) return all;
      all.push(...Messages);
    }
  };
  const remove = async (url: string, messages: Message[]) => {
    for (const batch of chunksOf(messages, 10))
      await sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl: url,
          Entries: batch.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
        }),
      );
  };
  /** Puts messages back on their queue at once, as when their time to be worked on is over. */
  const putBack = async (url: string, messages: Message[]) => {
    for (const batch of chunksOf(messages, 10))
      await sqs.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: url,
          Entries: batch.map(({ ReceiptHandle }, index) => ({
            Id: String(index),
            ReceiptHandle,
            VisibilityTimeout: 0,
          })),
        }),
      );
  };
  /** Takes what stands on the queues; some of it was sent twice. */
  const pull = async () => {
    if (!mayHaveMore) return;
    mayHaveMore = false;
    for (const source of SOURCES) {
      const url = site.queues[source];
      const found = await receive(url);
      const again = found
        .map(({ Body = '' }) => Body)
        .filter((body) => !doubled.has(body) && random.chance(weather.doubleMessages));
      for (const body of again) doubled.add(body);
      await sendAll(sqs, url, again);
      pool[source].push(...found, ...(again.length > 0 ? await receive(url) : []));
      if (weather.inOrder) pool[source].sort((a, b) => placeOf(a) - placeOf(b));
    }
  };
  const placeOf = ({ Body = '{}' }: Message): number => {
    const { file, chunk = 0 } = JSON.parse(Body) as { file?: string; chunk?: number };
    return 10_000 * world.files.findIndex(({ id }) => id === file) + chunk;
  };

  const startWorker = async (source: Source) => {
    const size = source === 'recoveries' ? random.int(1, 10) : 1;
    const first = weather.inOrder ? 0 : random.int(0, pool[source].length - 1);
    const batch = pool[source].splice(first, size);
    const spared = batch.some(({ Attributes }) => Number(Attributes?.ApproximateReceiveCount) >= SPARED_FROM);
    const worker: Worker = {
      name: `${source}-${++workers}`,
      calls: 0,
      crashesNow: () => !spared && weather.crashes(turns.log.length - firstCall),
      losesReply: () => random.chance(weather.lostReplies),
      crashed: false,
    };
    const handle = pipeline(source);
    const context = {
      functionName: source,
      awsRequestId: worker.name,
      getRemainingTimeInMillis: () => 60_000,
    } as Context;
    await turns.start(worker, async () => {
      const ids = batch.map(({ MessageId = '' }) => MessageId);
      let failed: ReadonlySet<string> = new Set(ids);
      try {
        const result = await handle(
          sqsEventOf(batch, `arn:aws:sqs:sa-east-1:000000000000:${source}`),
          context,
        );
        if (!worker.crashed) failed = failedMessages(JSON.stringify(result), ids);
      } catch (error) {
        if (!worker.crashed) run.failures.push(error);
      }
      if (worker.crashed) run.crashes += 1;
      ended.push({ source, batch, failed });
    });
  };
  const firstCall = turns.log.length;
  const ended: { source: Source; batch: Message[]; failed: ReadonlySet<string> }[] = [];
  const finish = async () => {
    for (const { source, batch, failed } of ended.splice(0)) {
      mayHaveMore = true;
      const url = site.queues[source];
      const isFailed = ({ MessageId = '' }: Message) => failed.has(MessageId);
      await remove(
        url,
        batch.filter((message) => !isFailed(message)),
      );
      await putBack(url, batch.filter(isFailed));
    }
  };
  const drop = async ({ name, bytes }: { name: string; bytes: Uint8Array }, key: string) => {
    mayHaveMore = true;
    await s3.send(new PutObjectCommand({ Bucket: site.inbox, Key: key, Body: bytes }));
    run.keys.set(name, [...(run.keys.get(name) ?? []), key]);
  };

  /** Drops the files and lets chance, or order, decide who goes on, until all is done. */
  const drain = async (drops: (() => Promise<void>)[]) => {
    for (;;) {
      await finish();
      if (turns.running() < weather.workersAtOnce) {
        await pull();
        const sources = SOURCES.filter((source) => pool[source].length > 0);
        const free = turns.running() === 0;
        if (free && sources.length === 0 && drops.length === 0) return;
        const canDrop = drops.length > 0 && (sources.length === 0 ? free : !weather.inOrder);
        if (canDrop && (sources.length === 0 || random.chance(25))) {
          await drops.shift()?.();
          continue;
        }
        if (sources.length > 0 && (free || random.chance(40))) {
          await startWorker(weather.inOrder ? sources[0]! : random.pick(sources));
          continue;
        }
      }
      if (turns.waiting() > 0) await turns.give(random.int(0, turns.waiting() - 1));
      if (/(SendMessage|Publish)Batch/.test(turns.log.at(-1) ?? '')) mayHaveMore = true;
    }
  };

  const { profile } = readProfile(world.profile);
  if (profile === undefined) throw new Error('The simulated profile is refused.');
  await profileStore({ client: site.engines.dynamodb, name: site.contracts }).apply(profile);
  const { receivables } = world;
  const register = chunksOf(receivables, 20).map((rows, index) =>
    JSON.stringify({ command: 'register-receivables', id: `register-${index}`, rows }),
  );
  await sendAll(sqs, site.queues.commands, register);
  await drain([]);
  mayHaveMore = true;
  const [contract] = world.profile.contracts;
  if (world.actions.length > 0)
    await sendAll(sqs, site.queues.recoveries, [
      JSON.stringify({
        command: 'take-orders',
        id: 'orders',
        contract: contract?.id,
        rows: importRows(world.actions),
      }),
    ]);
  const drops = world.files.flatMap((file) => {
    const one = () => drop(file, `${site.ledger}/${file.name}`);
    const again = () => drop(file, `${site.ledger}/again/${file.name}`);
    return random.chance(weather.doubleFiles) ? [one, again] : [one];
  });
  await drain(weather.inOrder ? drops : random.shuffle(drops));
  run.calls = turns.log.length - firstCall;
  const events = await receive(site.queues.erp);
  run.erp = events.map(({ Body = '' }) => Body);
  return run;
}
