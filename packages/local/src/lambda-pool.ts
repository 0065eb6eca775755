import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FunctionError, WorkerReply, WorkerRequest, WorkerSettings } from './lambda-worker.ts';
import type { FunctionPlan } from './plan.ts';

/** What an invocation gave: the JSON of the handler's result, or the error as Lambda reports it. */
export type Invocation = { ok: true; payload: string } | { ok: false; error: FunctionError };

/** What a function's invocations used. */
export interface FunctionUsage {
  invocations: number;
  /** Milliseconds from the start of each invocation to its end, added up: what Lambda bills. */
  durationMs: number;
  /** Milliseconds of processor time, with loading. */
  cpuMs: number;
  /** Megabytes of memory it is configured with. */
  memoryMb: number;
}

/** A line or a piece of one that a function or a part wrote to its output. */
export type OnLog = (entry: { source: string; text: string }) => void;

export interface LambdaPool {
  /** Workers at most; one more event waits. */
  readonly size: number;
  /** What the function has used since it was loaded. Threads that ended by a timeout or a crash are not in it. */
  usage(): Promise<FunctionUsage>;
  /** Invokes the function with an event (any JSON value) and waits for its end. Never rejects. */
  invoke(event: unknown): Promise<Invocation>;
  stop(): Promise<void>;
}

/** Workers of a function at most when the template does not bound them: enough for a machine of a few cores. */
export const DEFAULT_POOL_SIZE = Math.max(2, availableParallelism());

/** An execution environment: a thread, and how it is told of the reply or the end that it waits for. */
interface Environment {
  worker: Worker;
  settle?: (reply: WorkerReply | { kind: 'gone'; reason: string }) => void;
}

const FILE = new URL('./lambda-worker.ts', import.meta.url);

/**
 * Runs a function as Lambda does: each thread works on one event at a time, is started when an event finds none
 * idle, is used again, and ends when an event takes longer than the function's timeout.
 */
export function lambdaPool(
  plan: FunctionPlan,
  root: string,
  env: Record<string, string>,
  onLog: OnLog,
): LambdaPool {
  const size = Math.max(1, plan.concurrency ?? DEFAULT_POOL_SIZE);
  const idle: Environment[] = [];
  const all = new Set<Environment>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  let stopped = false;
  const used = { invocations: 0, durationMs: 0 };

  async function start(): Promise<Environment | FunctionError> {
    const settings: WorkerSettings = {
      file: resolve(root, plan.entry),
      functionName: plan.name,
      functionArn: plan.arn,
      memoryMb: plan.memoryMb,
    };
    const worker = new Worker(FILE, { workerData: settings, env, execArgv: [], stdout: true, stderr: true });
    const environment: Environment = { worker };
    all.add(environment);
    for (const stream of [worker.stdout, worker.stderr])
      stream.on('data', (chunk: Buffer) => onLog({ source: plan.name, text: String(chunk) }));
    worker.on('message', (reply: WorkerReply) => environment.settle?.(reply));
    worker.on('error', (error) => gone(environment, String(error)));
    worker.on('exit', (code) => gone(environment, `Runtime exited with exit status ${code}`));
    const reply = await next(environment);
    if (reply.kind === 'ready') return environment;
    await worker.terminate();
    return reply.kind === 'failed'
      ? reply.error
      : exitError('Runtime.ExitError', 'The function did not load.');
  }

  function gone(environment: Environment, reason: string): void {
    all.delete(environment);
    const index = idle.indexOf(environment);
    if (index >= 0) idle.splice(index, 1);
    environment.settle?.({ kind: 'gone', reason });
  }

  function next(environment: Environment): Promise<WorkerReply | { kind: 'gone'; reason: string }> {
    return new Promise((settle) => {
      environment.settle = (reply) => {
        delete environment.settle;
        settle(reply);
      };
    });
  }

  async function run(event: unknown): Promise<Invocation> {
    const environment = idle.pop() ?? (await start());
    if (!('worker' in environment)) return { ok: false, error: environment };
    const requestId = randomUUID();
    const timeoutMs = plan.timeoutSeconds * 1000;
    const request: WorkerRequest = {
      requestId,
      event: JSON.stringify(event) ?? 'null',
      deadline: Date.now() + timeoutMs,
    };
    const replied = next(environment);
    environment.worker.postMessage(request);
    const timer = setTimeout(() => {
      environment.settle?.({ kind: 'gone', reason: 'timeout' });
      void environment.worker.terminate();
    }, timeoutMs);
    const started = performance.now();
    const reply = await replied;
    used.invocations++;
    used.durationMs += performance.now() - started;
    clearTimeout(timer);
    if (reply.kind === 'gone' || reply.kind === 'ready') {
      const timedOut = reply.kind === 'gone' && reply.reason === 'timeout';
      const message = timedOut
        ? `Task timed out after ${plan.timeoutSeconds.toFixed(2)} seconds`
        : `Error: ${reply.kind === 'gone' ? reply.reason : 'two replies'}`;
      const type = timedOut ? 'Sandbox.Timedout' : 'Runtime.ExitError';
      return { ok: false, error: exitError(type, `RequestId: ${requestId} ${message}`) };
    }
    idle.push(environment);
    return reply.kind === 'done' ? { ok: true, payload: reply.payload } : { ok: false, error: reply.error };
  }

  return {
    size,
    async usage() {
      const threads = await Promise.all([...all].map(({ worker }) => worker.cpuUsage()));
      const cpuMs = threads.reduce((sum, { user, system }) => sum + (user + system) / 1000, 0);
      return { ...used, cpuMs, memoryMb: plan.memoryMb };
    },
    async invoke(event) {
      if (busy >= size) await new Promise<void>((go) => waiting.push(go));
      else busy++;
      try {
        if (stopped)
          return { ok: false, error: exitError('Runtime.ExitError', 'The local cloud has stopped.') };
        const invocation = await run(event);
        if (!invocation.ok) onLog({ source: plan.name, text: `${JSON.stringify(invocation.error)}\n` });
        return invocation;
      } finally {
        const following = waiting.shift();
        if (following === undefined) busy--;
        else following();
      }
    },
    async stop() {
      stopped = true;
      await Promise.all([...all].map(({ worker }) => worker.terminate()));
    },
  };
}

function exitError(errorType: string, errorMessage: string): FunctionError {
  return { errorType, errorMessage, trace: [] };
}
