import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SNSClient } from '@aws-sdk/client-sns';
import { type BaixaEvent, examples } from '@baixa/events';
import { snsPublisher } from '@baixa/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBook } from '../../events/examples/book.ts';
import { webhookServer } from '../../events/examples/from-webhook.ts';
import { webhookKey } from '../../packages/cli/src/commands/erps.ts';
import { startCloud } from '../../packages/cli/src/commands/up.ts';
import { deadLetters } from './support.ts';

/** An ERP without a queue of its own, on this machine; each test goes on where the one before ended. */
const folder = mkdtempSync(join(tmpdir(), 'baixa-webhooks-'));
const data = join(folder, 'data');
const erps = join(folder, 'erps.yaml');
const book = openBook(':memory:');
let started: Awaited<ReturnType<typeof startCloud>>;
let server: Server | undefined;
/** Answers of the ERP, and what it took. */
let statuses: number[] = [];
let taken: BaixaEvent[] = [];

/** The reference receiver at a port, the same one each time, that knows these keys. */
async function listen(keys: string[], port = 0): Promise<number> {
  server?.close();
  server = webhookServer(keys, (event) => {
    if (broken > 0) {
      broken--;
      throw new Error('The ERP is broken.');
    }
    taken.push(event);
    book.take(event);
  });
  server.on('request', (_request, response) => {
    response.on('finish', () => statuses.push(response.statusCode));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
/** How many events the ERP fails to take from now on. */
let broken = 0;
let port: number;

async function start(): Promise<void> {
  process.env.BAIXA_OUTPUTS = join(folder, 'outputs.json');
  started = await startCloud({ outputsFile: process.env.BAIXA_OUTPUTS, erps, data });
}
async function keys(options: { rotate?: boolean } = {}): Promise<string[]> {
  return ((await webhookKey('legacy', options)).data as { keys: string[] }).keys;
}
/** Publishes events and waits until the ERP took those it is told of. Of a few, others find nothing: they are examples. */
async function publish(...events: BaixaEvent[]): Promise<void> {
  [statuses, taken] = [[], []];
  await snsPublisher(new SNSClient({}), String(started.cloud.outputs.SettlementsTopicArn)).publish(events);
  const told = events.filter(({ company }) => company === 'aguas').length;
  while (taken.length < told) await sleep(20);
  // What it should not be told of would have come with them.
  await sleep(200);
}

beforeAll(async () => {
  port = await listen(['bm9ib2R5']);
  writeFileSync(
    erps,
    `erps: [{ name: legacy, companies: [aguas], webhook: 'http://127.0.0.1:${port}/events' }]`,
  );
  await start();
  await listen(await keys(), port);
});
afterAll(async () => {
  await started?.stop();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a webhook', () => {
  test('brings the events that the ERP is told of, signed with its key', async () => {
    const all = Object.values(examples) as BaixaEvent[];
    const foreign = { ...examples['settlement.applied'], id: 'foreign', company: 'escola' };
    await publish(...all, foreign);
    expect(statuses).toEqual(all.map(() => 204));
    expect(taken.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
    expect(taken.find(({ type }) => type === 'settlement.applied')).toEqual(examples['settlement.applied']);
    expect(book.receivables()).toEqual([
      { company: 'aguas', id: 'FAT-2026-10-000123', status: 'open', appliedCents: 0 },
    ]);
  });

  test('that is not taken comes again some seconds later, under the same id', async () => {
    broken = 1;
    const event = { ...examples['settlement.applied'], id: 'again', sequence: 5 };
    const at = performance.now();
    await publish(event);
    expect(statuses).toEqual([500, 204]);
    expect(taken).toEqual([event]);
    expect(performance.now() - at).toBeGreaterThan(4900);
    expect(Object.values(await deadLetters(started.cloud)).filter((count) => count > 0)).toEqual([]);
  });

  test('is signed with both keys after a rotation: whoever knows either takes it, others do not', async () => {
    const [old = ''] = await keys();
    const [current = '', previous] = await keys({ rotate: true });
    expect(previous).toBe(old);
    expect(current).not.toBe(old);
    // A restart, since a function uses the keys that it has read for some minutes.
    await started.stop();
    await start();
    expect(await keys()).toEqual([current, old]);
    for (const [index, key] of [old, current].entries()) {
      await listen([key], port);
      await publish({ ...examples['settlement.applied'], id: `rotated-${index}` });
      expect(statuses).toEqual([204]);
    }
    await listen(['bm9ib2R5'], port);
    const published = publish({ ...examples['settlement.applied'], id: 'stranger' });
    while (statuses.length === 0) await sleep(20);
    expect([statuses, taken]).toEqual([[401], []]);
    await listen([current], port);
    await published;
    expect(taken.map(({ id }) => id)).toEqual(['stranger']);
  });
});
