import { AsyncLocalStorage } from 'node:async_hooks';
import type { Readable } from 'node:stream';
import { setImmediate as nextLoop } from 'node:timers/promises';

/** The process of a worker ends here: nothing of it goes on, and nobody hears of it. */
export class SimulatedCrash extends Error {}

/** A call fails: a timeout, when it may have taken effect. The worker lives on. */
export class SimulatedFault extends Error {}

/** One invocation of a function, with what will befall it. */
export interface Worker {
  name: string;
  /** The calls to AWS it has made so far. */
  calls: number;
  /**
   * Whether it crashes when a call has taken effect, before the reply arrives. A crash before a call is the one after
   * the call before it: nothing that lasts happens in between.
   */
  crashesNow: () => boolean;
  /** Whether a call fails after it has taken effect. */
  failsNow: () => boolean;
  /** Whether the reply to a call is lost, so that the SDK makes the same request again. */
  losesReply: () => boolean;
  crashed: boolean;
}

interface Waiting {
  worker: Worker;
  name: string;
  go(): void;
  refuse(error: Error): void;
}

/** The content of a reply, where it comes as a stream. */
interface Body {
  once(event: 'close', listener: () => void): void;
}

type Next = (args: object) => Promise<{ output?: unknown; response?: unknown }>;
interface Stack {
  add(
    middleware: (next: Next, context: { commandName?: string }) => Next,
    options: { step: string; priority: string; name: string },
  ): void;
}

/**
 * Lets one call to AWS through at a time. Every call of every worker waits here until it is given its turn, so whoever
 * gives the turns decides how the workers' calls interleave, and the same choices give the same run.
 */
export function newTurns() {
  const current = new AsyncLocalStorage<Worker>();
  const waiting: Waiting[] = [];
  let running = 0;
  let callEnded = () => {};
  const log: string[] = [];

  const crash = (worker: Worker): SimulatedCrash => {
    const error = new SimulatedCrash(`${worker.name} crashed after call ${worker.calls}.`);
    worker.crashed = true;
    for (const one of waiting.filter((other) => other.worker === worker)) one.refuse(error);
    waiting.splice(0, waiting.length, ...waiting.filter((other) => other.worker !== worker));
    return error;
  };

  /** Until nothing more happens by itself: every worker waits for its turn or has ended. */
  const settle = async () => {
    for (let loops = 0; loops < 2 || (waiting.length === 0 && running > 0); loops++) await nextLoop();
    // Calls made at once come to wait in the order in which their clients are ready, which is another on each engine.
    waiting.sort((a, b) => compare(a.worker.name, b.worker.name) || compare(a.name, b.name));
  };

  /** Makes a call once its worker has the turn, and lets the worker have the reply, or what befalls it instead. */
  async function inTurn<T>(
    name: string,
    call: () => Promise<T>,
    bodyOf: (reply: T) => Body | undefined,
  ): Promise<T> {
    const worker = current.getStore();
    if (worker === undefined) return call();
    if (worker.crashed) throw new SimulatedCrash(`${worker.name} crashed before.`);
    await new Promise<void>((go, refuse) => waiting.push({ worker, name, go, refuse }));
    worker.calls += 1;
    log.push(`${worker.name} ${name}`);
    // A refusal is a reply as well: a condition that does not hold, an object that is not there.
    const reply = await call().then(
      (result) => () => result,
      (error: unknown) => () => {
        throw error;
      },
    );
    let body: Body | undefined;
    try {
      if (worker.crashesNow()) throw crash(worker);
      if (worker.failsNow()) throw new SimulatedFault(`Call ${worker.calls} of ${worker.name} failed.`);
      const result = reply();
      body = bodyOf(result);
      return result;
    } finally {
      // A call whose reply is a stream ends with the stream.
      if (body === undefined) callEnded();
      else body.once('close', callEnded);
    }
  }

  const losesReply = () => current.getStore()?.losesReply() === true;

  return {
    /** What was called, by whom, in order. */
    log,
    /** Forgets what was called before: a new run begins. */
    forget(): void {
      log.length = 0;
    },
    inTurn,
    /** Whether the reply to the call that is under way is lost, so that it is made again. */
    losesReply,
    /** Makes the calls of one of the SDK's clients wait for their turn, when they are a worker's. */
    control(client: { middlewareStack: unknown }): void {
      const stack = client.middlewareStack as Stack;
      const turned =
        (next: Next, { commandName = '' }: { commandName?: string }): Next =>
        (args) =>
          inTurn(
            commandName,
            () => next(args),
            ({ output }) => (output as { Body?: Readable } | undefined)?.Body,
          );
      const sentAgain =
        (next: Next): Next =>
        async (args) => {
          if (losesReply()) {
            const { response } = await next(args);
            (response as { body?: Readable }).body?.resume();
          }
          return next(args);
        };
      stack.add(turned, { step: 'initialize', priority: 'high', name: 'turns' });
      stack.add(sentAgain, { step: 'deserialize', priority: 'low', name: 'lostReplies' });
    },
    /** Starts a worker; it runs up to its first call. */
    async start(worker: Worker, work: () => Promise<void>): Promise<void> {
      running += 1;
      void current.run(worker, work).finally(() => {
        running -= 1;
      });
      await settle();
    },
    /** Does a part of a worker's work as another worker, which makes its own calls and may crash alone. */
    async asWorker<T>(worker: Worker, work: () => Promise<T>): Promise<T> {
      running += 1;
      try {
        return await current.run(worker, work);
      } finally {
        running -= 1;
      }
    },
    running: () => running,
    /** The names of the workers that wait, one for each call. */
    waiting: () => waiting.map(({ worker }) => worker.name),
    /** Gives the turn to one of those that wait, and waits until its call is over and all is still again. */
    async give(index: number): Promise<void> {
      const [one] = waiting.splice(index, 1);
      if (one === undefined) throw new Error('Nobody waits for a turn.');
      const ended = new Promise<void>((done) => {
        callEnded = done;
      });
      one.go();
      await ended;
      await settle();
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export type Turns = ReturnType<typeof newTurns>;
