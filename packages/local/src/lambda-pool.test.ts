import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { functionEnv } from './lambda-env.ts';
import { lambdaPool } from './lambda-pool.ts';
import type { FunctionPlan } from './plan.ts';
import type { Endpoints } from './template.ts';

// Real servers on a busy machine: the bound is against hanging, not against slowness.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const ROOT = fileURLToPath(new URL('./fixtures', import.meta.url));
const ENDPOINTS: Endpoints = {
  dynamodb: 'http://d',
  storage: 'http://s',
  sfn: 'http://f',
  secrets: 'http://m',
  api: 'http://a',
};
const plan: FunctionPlan = {
  logicalId: 'Echo',
  name: 'echo',
  arn: 'arn:echo',
  entry: 'echo.ts',
  environment: { TABLE_NAME: 'receivables', NODE_OPTIONS: '--enable-source-maps' },
  timeoutSeconds: 1,
  memoryMb: 256,
  concurrency: 2,
};

const logged: string[] = [];
const poolOf = (change: Partial<FunctionPlan> = {}) => {
  const changed = { ...plan, ...change };
  return lambdaPool(changed, ROOT, functionEnv(changed, ROOT, ENDPOINTS), ({ source, text }) =>
    logged.push(`${source}: ${text}`),
  );
};
const pool = poolOf();
afterAll(() => pool.stop());

async function payload(event: unknown) {
  const invocation = await pool.invoke(event);
  return invocation.ok ? JSON.parse(invocation.payload) : invocation.error;
}

test('a handler sees what it sees on AWS', async () => {
  const { event, env, context, remainingMs, isMainThread } = await payload({ a: [1, null] });
  expect(event).toEqual({ a: [1, null] });
  expect(env).toMatchObject({
    TABLE_NAME: 'receivables',
    AWS_REGION: 'sa-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'echo',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://d',
    AWS_ENDPOINT_URL_S3: 'http://s',
    AWS_ENDPOINT_URL_SFN: 'http://f',
  });
  expect(env).not.toHaveProperty('PATH');
  expect(context).toMatchObject({
    functionName: 'echo',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:echo',
    memoryLimitInMB: '256',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(remainingMs).toBeGreaterThan(500);
  expect(remainingMs).toBeLessThanOrEqual(1000);
  expect(isMainThread).toBe(false);
  // What a worker writes comes a moment after its answer.
  await vi.waitFor(() => expect(logged.join('')).toContain('echo: echo was here\n'));
});

test('an environment is used again, and never by two events at once', async () => {
  const first = await payload({});
  const second = await payload({});
  expect(second.threadId).toBe(first.threadId);
  const together = await Promise.all([1, 2, 3, 4].map(() => payload({ waitMs: 50 })));
  expect(new Set(together.map(({ threadId }) => threadId)).size).toBe(2);
});

test('errors come back as Lambda tells them, and the environment lives on', async () => {
  const { threadId } = await payload({});
  const error = await payload({ ask: 'throw' });
  expect(error).toMatchObject({ errorType: 'RangeError', errorMessage: 'asked to throw' });
  expect(error.trace[1]).toContain('echo.ts');
  expect((await payload({})).threadId).toBe(threadId);
});

test('a result that is undefined is null', async () => {
  expect(await payload({ ask: 'nothing' })).toBeNull();
});

test('a handler that takes too long, or leaves, loses its environment', async () => {
  const before = (await payload({})).threadId;
  expect(await payload({ waitMs: 5000 })).toMatchObject({
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Task timed out after 1.00 seconds$/),
  });
  expect(await payload({ ask: 'exit' })).toMatchObject({ errorType: 'Runtime.ExitError' });
  expect((await payload({})).threadId).not.toBe(before);
});

test('a source file that is absent, or exports no handler, is told as such', async () => {
  const absent = poolOf({ entry: 'absent.ts' });
  const empty = poolOf({ entry: 'template.ts' });
  expect(await absent.invoke({})).toMatchObject({
    ok: false,
    error: { errorType: 'Runtime.ImportModuleError' },
  });
  expect(await empty.invoke({})).toMatchObject({
    ok: false,
    error: { errorType: 'Runtime.HandlerNotFound' },
  });
  await Promise.all([absent.stop(), empty.stop()]);
});

test('a stopped pool answers at once', async () => {
  const stopped = poolOf();
  const late = stopped.invoke({ waitMs: 800 });
  await stopped.stop();
  expect((await late).ok).toBe(false);
  expect((await stopped.invoke({})).ok).toBe(false);
});
