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
  go(): void;
  refuse(error: Error): void;
}

type Next = (args: object) => Promise<{ output?: unknown; response?: unknown }>;
interface Stack {
  add(middleware: (next: Next) => Next, options: { step: string; priority: string; name: string }): void;
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
    for (let loops = 0; loops < 3 || (waiting.length === 0 && running > 0); loops++) await nextLoop();
  };

  const inTurn =
    (next: Next): Next =>
    async (args) => {
      const worker = current.getStore();
      if (worker === undefined) return next(args);
      if (worker.crashed) throw new SimulatedCrash(`${worker.name} crashed before.`);
      await new Promise<void>((go, refuse) => waiting.push({ worker, go, refuse }));
      worker.calls += 1;
      // A refusal is a reply as well: a condition that does not hold, an object that is not there.
      const reply = await next(args).then(
        (result) => () => result,
        (error: unknown) => () => {
          throw error;
        },
      );
      let body: Readable | undefined;
      try {
        if (worker.crashesNow()) throw crash(worker);
        if (worker.failsNow()) throw new SimulatedFault(`Call ${worker.calls} of ${worker.name} failed.`);
        const result = reply();
        body = (result.output as { Body?: Readable } | undefined)?.Body;
        return result;
      } finally {
        // A call whose reply is a stream ends with the stream.
        if (body === undefined) callEnded();
        else body.once('close', callEnded);
      }
    };

  const sentAgain =
    (next: Next): Next =>
    async (args) => {
      if (current.getStore()?.losesReply() === true) {
        const { response } = await next(args);
        (response as { body?: Readable }).body?.resume();
      }
      return next(args);
    };

  return {
    /** What was called, by whom, in order. */
    log,
    /** Makes a client's calls wait for their turn, when they are a worker's. */
    control(client: { middlewareStack: unknown }): void {
      const stack = client.middlewareStack as Stack;
      const named = (next: Next, context?: { commandName?: string }): Next =>
        inTurn(async (args) => {
          const worker = current.getStore();
          if (worker !== undefined) log.push(`${worker.name} ${context?.commandName ?? ''}`);
          return next(args);
        });
      stack.add(named, { step: 'initialize', priority: 'high', name: 'turns' });
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

export type Turns = ReturnType<typeof newTurns>;
