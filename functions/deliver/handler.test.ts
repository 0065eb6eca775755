import { examples } from '@baixa/events';
import { logger } from '@baixa/runtime';
import type { SQSEvent } from 'aws-lambda';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { limits } from '../../infra/limits.ts';
import { CONTEXT } from '../test-support/events.ts';
import { capturedLogs, PERSON, personIn } from '../test-support/logs.ts';
import { create, type DeliverDeps } from './handler.ts';

const EVENT = examples['settlement.applied'];
const BODY = JSON.stringify(EVENT);
const KEY = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const START = Date.now();
const HOUR = 3600;
const retry = {
  waitsSeconds: limits.webhookWaitsSeconds,
  giveUpSeconds: limits.webhookGiveUpSeconds,
};

/** Seconds since the event was published. */
let clock: number;
let posted: { at: number; url: string; headers: Record<string, string>; body: string }[];
let waits: number[];
/** What the ERP does, given the number of the try. */
let answer: (tried: number) => Promise<number>;
const deps: DeliverDeps = {
  url: 'https://erp.example/hook',
  retry,
  keys: async () => [KEY],
  post: async (url, headers, body) => {
    posted.push({ at: clock, url, headers, body });
    return answer(posted.length);
  },
  again: async (_receipt, seconds) => void waits.push(seconds),
  now: () => new Date(START + clock * 1000),
};
beforeEach(() => {
  [clock, posted, waits] = [0, [], []];
  vi.spyOn(logger, 'error').mockReturnValue();
  vi.spyOn(logger, 'warn').mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

const received = (deliveries: number, body = BODY) =>
  ({
    Records: [
      {
        messageId: 'm1',
        receiptHandle: 'r1',
        body,
        attributes: {
          ApproximateReceiveCount: String(deliveries),
          ApproximateFirstReceiveTimestamp: String(START),
        },
      },
    ],
  }) as unknown as SQSEvent;

/**
 * Plays the queue: delivers until it is taken or a dead letter, each time after the wait that was asked for. Some
 * deliveries are lost before the function sees them; the message is there again after the queue's own timeout.
 */
async function play(lost: (deliveries: number) => boolean = () => false): Promise<'taken' | 'dead'> {
  const work = create(deps);
  for (let deliveries = 1; deliveries <= limits.webhookMaxReceives; deliveries++) {
    if (lost(deliveries)) {
      clock += 6 * limits.deliverSeconds;
      continue;
    }
    const { batchItemFailures } = await work(received(deliveries), CONTEXT);
    if (batchItemFailures.length === 0) return 'taken';
    clock += waits.at(-1) ?? Number.NaN;
  }
  return 'dead';
}

describe('an event', () => {
  test('goes to the webhook as it is, signed, under its own id', async () => {
    answer = async () => 204;
    expect(await play()).toBe('taken');
    const [{ url, headers, body } = {}] = posted as [(typeof posted)[0]];
    expect([url, body]).toEqual(['https://erp.example/hook', BODY]);
    expect(headers).toMatchObject({
      'webhook-id': EVENT.id,
      'content-type': 'application/cloudevents+json; charset=utf-8',
    });
    expect(new Webhook(KEY).verify(body ?? '', headers ?? {})).toEqual(EVENT);
  });

  test('that is not taken is tried for three days, ever more seldom, and then is a dead letter', async () => {
    answer = async () => 500;
    expect(await play()).toBe('dead');
    const tries = posted.map(({ at }) => at);
    expect(tries).toHaveLength(12);
    expect(tries.slice(0, 4)).toEqual([0, 5, 305, 2105]);
    expect(tries.at(-1)).toBeGreaterThan(71 * HOUR);
    expect(tries.at(-1)).toBeLessThan(72 * HOUR);
    expect(clock).toBe(72 * HOUR);
    expect(Math.max(...waits)).toBeLessThanOrEqual(12 * HOUR - limits.deliverSeconds);
  });

  test('is tried for three days even when some deliveries are lost', async () => {
    answer = async () => 500;
    expect(await play((deliveries) => [1, 4, 7].includes(deliveries))).toBe('dead');
    expect(posted.at(-1)?.at).toBeGreaterThan(61 * HOUR);
    expect(clock).toBe(72 * HOUR);
  });

  test('is taken when the ERP is back, with a new time and the same id', async () => {
    answer = async (tried) => (tried < 6 ? 503 : 200);
    expect(await play()).toBe('taken');
    expect(new Set(posted.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([EVENT.id]));
    const [first, , , , , last] = posted.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(Number(last) - Number(first)).toBe(5 + 300 + 1800 + 7200 + 18_000);
  });

  test.each([[301], [308], [400], [410], [429]])('answered %d is not taken', async (status) => {
    answer = async () => status;
    expect(await create(deps)(received(1), CONTEXT)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
    expect(waits).toEqual([5]);
  });

  test('whose ERP or keys cannot be reached waits like any other', async () => {
    answer = () => Promise.reject(new Error('connect ECONNREFUSED'));
    await create(deps)(received(2), CONTEXT);
    await create({ ...deps, keys: () => Promise.reject(new Error('down')) })(received(3), CONTEXT);
    expect(waits).toEqual([300, 1800]);
    expect(posted).toHaveLength(1);
  });

  test('leaves nothing of a person in the log', async () => {
    vi.restoreAllMocks();
    const logs = capturedLogs();
    answer = async () => 500;
    const body = JSON.stringify({
      ...EVENT,
      subject: PERSON.name,
      data: { ...EVENT.data, account: PERSON.taxId },
    });
    await create(deps)(received(1, body), CONTEXT);
    expect(logs.text()).toContain('A webhook was not taken.');
    expect(personIn(logs.text())).toEqual([]);
  });
});
