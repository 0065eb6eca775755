import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { eachMessage, lambda, logger } from './lambda.ts';

afterEach(() => vi.restoreAllMocks());

const CONTEXT = { functionName: 'f', awsRequestId: 'r1', getRemainingTimeInMillis: () => 1000 } as Context;
const eventOf = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({ messageId: `m${index}`, body }) as SQSRecord),
});
const schema = z.object({ n: z.number() });

test('each message is read and worked off by itself', async () => {
  const seen: [number, string][] = [];
  const work = eachMessage(schema, async ({ n }, { messageId }) => void seen.push([n, messageId]));
  expect(await work(eventOf('{"n":1}', '{"n":2}'), CONTEXT)).toEqual({ batchItemFailures: [] });
  expect(seen).toEqual([
    [1, 'm0'],
    [2, 'm1'],
  ]);
});

test('a message that fails, is no JSON or not of the schema is reported alone; the others are done', async () => {
  vi.spyOn(logger, 'error').mockReturnValue();
  const done: number[] = [];
  const work = eachMessage(schema, async ({ n }) => {
    if (n === 2) throw new Error('throttled');
    done.push(n);
  });
  const result = await work(eventOf('{"n":1}', '{"n":2}', '{', '{"n":"3"}', '{"n":4}'), CONTEXT);
  expect(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual([
    'm1',
    'm2',
    'm3',
  ]);
  expect(done).toEqual([1, 4]);
});

test('when every message fails each is reported, and the invocation itself does not fail', async () => {
  vi.spyOn(logger, 'error').mockReturnValue();
  const work = eachMessage(schema, () => Promise.reject(new Error('down')));
  const { batchItemFailures } = await work(eventOf('{"n":1}', '{"n":2}'), CONTEXT);
  expect(batchItemFailures).toHaveLength(2);
});

test('two events of one environment do not mix their failures', async () => {
  vi.spyOn(logger, 'error').mockReturnValue();
  const work = eachMessage(schema, async ({ n }) => {
    if (n === 2) throw new Error('throttled');
  });
  await work(eventOf('{"n":2}'), CONTEXT);
  expect(await work(eventOf('{"n":1}'), CONTEXT)).toEqual({ batchItemFailures: [] });
});

test('a failure is logged with its message id', async () => {
  const error = vi.spyOn(logger, 'error').mockReturnValue();
  await eachMessage(schema, () => Promise.reject(new Error('down')))(eventOf('{"n":1}'), CONTEXT);
  expect(error).toHaveBeenCalledWith(
    'A message failed and will be delivered again.',
    expect.objectContaining({ messageId: 'm0' }),
  );
});

test('a handler is made once, at its first event, and an error of its work is logged and thrown', async () => {
  const error = vi.spyOn(logger, 'error').mockReturnValue();
  const make = vi.fn(() => async (event: { fail: boolean }) => {
    if (event.fail) throw new Error('down');
    return 'done';
  });
  const handler = lambda(make);
  expect(make).not.toHaveBeenCalled();
  expect(await handler({ fail: false }, CONTEXT)).toBe('done');
  await expect(handler({ fail: true }, CONTEXT)).rejects.toThrow('down');
  expect(make).toHaveBeenCalledTimes(1);
  expect(error).toHaveBeenCalledWith('The invocation failed.', expect.any(Error));
});
