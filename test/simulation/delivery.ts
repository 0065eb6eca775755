import type { Message } from '@aws-sdk/client-sqs';
import type { Clock } from '@baixa/core';
import { sendAll } from '@baixa/store';
import type { Context } from 'aws-lambda';
import { failedMessages, sqsEventOf } from '../../packages/local/src/sqs-event.ts';
import type { Site } from './engines.ts';
import { newPipeline } from './pipeline.ts';
import { putBack, receiveAll, remove } from './queues.ts';
import type { Source } from './sources.ts';
import { SimulatedFault, type Worker } from './turns.ts';
import type { Weather } from './weather.ts';

/** What happened in a run, beside what lasts. */
export interface Run {
  /** Failures of messages that no simulated crash explains. */
  failures: unknown[];
  crashes: number;
  /** Calls to AWS that the functions made. */
  calls: number;
  /** Keys under which each file was dropped, by its name. */
  keys: Map<string, string[]>;
  /** The bodies on the ERP's queue. */
  erp: string[];
}

/** A message that came so often is no longer crashed upon: after five times it would be a dead letter. */
const SPARED_FROM = 4;
const IN_BATCHES: readonly Source[] = ['recoveries', 'webhook', 'kpis'];
const BATCH_AT_MOST = 10;
/** Calls of others for which a worker stands still. */
const STALLED_AT_MOST = 60;

/** Carries messages from the queues to the functions until nothing moves, as event source mappings do. */
export interface Delivery {
  /** Something was put on a queue by somebody who is no worker. */
  sent(): void;
  /**
   * Drops what is to be dropped in between, in its order, and delivers until all is done, also what others than workers
   * on messages have begun. `amid` is the chance, at each turn of theirs, that something is dropped.
   */
  drain(drops: (() => Promise<void>)[], amid?: number): Promise<void>;
}

/** `rankOf` says which message goes first when all go in order. */
export function newDelivery(
  site: Site,
  weather: Weather,
  run: Run,
  rankOf: (body: string) => number,
  clock?: Clock,
): Delivery {
  const { random } = weather;
  const { turns, sqs } = site.engines;
  const pipeline = newPipeline(site, weather.chunkEntries, clock);
  const pool: Record<Source, Message[]> = {
    arrivals: [],
    chunks: [],
    commands: [],
    recoveries: [],
    webhook: [],
    kpis: [],
  };
  const ended: { source: Source; batch: Message[]; failed: ReadonlySet<string> }[] = [];
  const doubled = new Set<string>();
  const callsBefore = turns.log.length;
  let workers = 0;
  /** Of them, those that have not ended. */
  let working = 0;
  let stalled = { worker: '', until: 0 };
  /** Whether something was sent, or put back, since the queues were looked at. */
  let mayHaveMore = true;

  /** Takes what stands on the queues; some of it was sent twice. */
  const pull = async () => {
    if (!mayHaveMore) return;
    mayHaveMore = false;
    for (const source of site.sources) {
      const url = site.queues[source];
      const found = await receiveAll(sqs, url);
      const again = found
        .map(({ Body = '' }) => Body)
        .filter((body) => !doubled.has(body) && random.chance(weather.doubleMessages));
      for (const body of again) doubled.add(body);
      await sendAll(sqs, url, again);
      pool[source].push(...found, ...(again.length > 0 ? await receiveAll(sqs, url) : []));
      if (weather.inOrder) pool[source].sort((a, b) => rankOf(a.Body ?? '') - rankOf(b.Body ?? ''));
    }
  };

  /** Starts a function on some messages. Its environment is a new one each time, as after a crash. */
  const startWorker = async (source: Source) => {
    const size = IN_BATCHES.includes(source) ? random.int(1, BATCH_AT_MOST) : 1;
    const first = weather.inOrder ? 0 : random.int(0, pool[source].length - 1);
    const batch = pool[source].splice(first, size);
    const spared = batch.some(({ Attributes }) => Number(Attributes?.ApproximateReceiveCount) >= SPARED_FROM);
    const worker: Worker = {
      name: `${source}-${++workers}`,
      calls: 0,
      crashesNow: () => !spared && weather.crashes(turns.log.length - callsBefore),
      failsNow: () => !spared && random.chance(weather.faults),
      losesReply: () => random.chance(weather.lostReplies),
      crashed: false,
    };
    const handle = pipeline(source);
    const event = sqsEventOf(batch, `arn:aws:sqs:sa-east-1:000000000000:${source}`);
    const context = { functionName: source, awsRequestId: worker.name } as Context;
    working += 1;
    await turns.start(worker, async () => {
      const ids = batch.map(({ MessageId = '' }) => MessageId);
      let failed: ReadonlySet<string> = new Set(ids);
      try {
        const result = await handle(event, context);
        if (!worker.crashed) failed = failedMessages(JSON.stringify(result), ids);
      } catch (error) {
        if (!(error instanceof SimulatedFault) && !worker.crashed) run.failures.push(error);
      }
      if (worker.crashed) run.crashes += 1;
      working -= 1;
      ended.push({ source, batch, failed });
    });
  };

  /** Deletes what the workers that ended have done, and lets the rest be delivered again. */
  const finish = async () => {
    for (const { source, batch, failed } of ended.splice(0)) {
      mayHaveMore = true;
      const isFailed = ({ MessageId = '' }: Message) => failed.has(MessageId);
      const url = site.queues[source];
      await remove(
        sqs,
        url,
        batch.filter((message) => !isFailed(message)),
      );
      await putBack(sqs, url, batch.filter(isFailed));
    }
  };

  /** Lets one more file arrive or one more worker start, if order or chance will have it. */
  const begin = async (
    drops: (() => Promise<void>)[],
    amid: number,
  ): Promise<'begun' | 'nothing' | 'over'> => {
    if (working >= weather.workersAtOnce) return 'nothing';
    await pull();
    const sources = site.sources.filter((source) => pool[source].length > 0);
    const free = turns.running() === 0;
    const first = sources[0];
    if (first === undefined && free && drops.length === 0) return 'over';
    const isTime = free || (amid > 0 && random.chance(amid));
    const mayDrop =
      drops.length > 0 && (first === undefined ? isTime : !weather.inOrder && random.chance(25));
    if (mayDrop) {
      await drops.shift()?.();
      return 'begun';
    }
    if (first === undefined || !(free || random.chance(40))) return 'nothing';
    await startWorker(weather.inOrder ? first : random.pick(sources));
    return 'begun';
  };

  /** Whose call goes on. A worker that stands still waits until it may again or nobody else is there. */
  const nextTurn = (): number => {
    const waiting = turns.waiting();
    if (random.chance(weather.stalls))
      stalled = { worker: random.pick(waiting), until: turns.log.length + random.int(10, STALLED_AT_MOST) };
    const calls = waiting.map((_, index) => index);
    const moving = calls.filter((at) => waiting[at] !== stalled.worker || turns.log.length >= stalled.until);
    return random.pick(moving.length > 0 ? moving : calls);
  };

  return {
    sent() {
      mayHaveMore = true;
    },
    async drain(drops, amid = 0) {
      for (;;) {
        await finish();
        const step = await begin(drops, amid);
        // A call that failed ends its message, and not what else was under way for it.
        if (step === 'over' && turns.waiting().length === 0) break;
        if (step === 'begun' || turns.waiting().length === 0) continue;
        await turns.give(nextTurn());
        if (/(SendMessage|Publish)Batch/.test(turns.log.at(-1) ?? '')) mayHaveMore = true;
      }
      run.calls = turns.log.length - callsBefore;
    },
  };
}
