import { enableCompileCache, flushCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** What the pool tells a worker when it makes it. */
export interface WorkerSettings {
  /** Absolute path of the handler's source file. */
  file: string;
  functionName: string;
  functionArn: string;
  memoryMb: number;
}

/** One event for the worker. */
export interface WorkerRequest {
  requestId: string;
  /** JSON, as Lambda hands events over. */
  event: string;
  /** Milliseconds since 1970 at which the pool will end the worker. */
  deadline: number;
}

/** An error as Lambda reports it to whoever invoked the function. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace: string[];
}

/** `ready` once, after the handler is loaded; then one `done` or `failed` for each request. */
export type WorkerReply =
  | { kind: 'ready' }
  | { kind: 'done'; payload: string }
  | { kind: 'failed'; error: FunctionError };

type Handler = (event: unknown, context: object) => unknown;

const settings = workerData as WorkerSettings;
const reply = (message: WorkerReply) => parentPort?.postMessage(message);

function failure(error: unknown, errorType?: string): WorkerReply {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const trace = (stack ?? '').split('\n');
  return { kind: 'failed', error: { errorType: errorType ?? name, errorMessage: message, trace } };
}

async function loadHandler(): Promise<Handler | undefined> {
  try {
    const { handler } = (await import(pathToFileURL(settings.file).href)) as { handler?: Handler };
    if (typeof handler === 'function') return handler;
    reply(failure(new Error('index.handler is undefined or not exported'), 'Runtime.HandlerNotFound'));
  } catch (error) {
    reply(failure(error, 'Runtime.ImportModuleError'));
  }
  return undefined;
}

function contextOf({ requestId, deadline }: WorkerRequest): object {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: settings.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: settings.functionArn,
    memoryLimitInMB: String(settings.memoryMb),
    awsRequestId: requestId,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

// The second worker of any function loads the SDK and the packages in less than half the time.
enableCompileCache();
const handler = await loadHandler();
if (handler !== undefined) {
  parentPort?.on('message', async (request: WorkerRequest) => {
    try {
      const result = await handler(JSON.parse(request.event), contextOf(request));
      reply({ kind: 'done', payload: JSON.stringify(result) ?? 'null' });
    } catch (error) {
      reply(failure(error));
    }
  });
  reply({ kind: 'ready' });
  // The pool ends workers from outside, and then Node would not write the cache.
  flushCompileCache();
}
