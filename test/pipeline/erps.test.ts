import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { makeDemo } from '@baixa/bank-simulator';
import type { BaixaEvent } from '@baixa/events';
import type { Receivable } from '@baixa/settlement';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBook } from '../../events/examples/book.ts';
import { replayEvents } from '../../packages/cli/src/commands/replay-events.ts';
import { startCloud } from '../../packages/cli/src/commands/up.ts';
import { type Api, apiOf, connect } from '../../packages/cli/src/connection.ts';
import { play } from '../../packages/cli/src/demo/run.ts';
import { onlyErp } from '../../packages/cli/src/erps.ts';
import { deadLetters, drain } from './support.ts';

/** Seven months of two companies, and three ERPs that are told of them; each test goes on where the one before ended. */
const ERPS = `erps:
  - { name: books, companies: [aguas], types: [settlement.applied, settlement.reversed] }
  - { name: escola, companies: [escola] }
  - { name: audit }
`;
const CONSUMER = resolve(import.meta.dirname, '../../events/examples/from-queue.ts');
const demo = makeDemo({ seed: 41, size: 250 });
const folder = mkdtempSync(join(tmpdir(), 'baixa-erps-test-'));
const file = join(folder, 'erp.sqlite');
let started: Awaited<ReturnType<typeof startCloud>>;
let api: Api;
/** Everything that was told, as the ERP without a filter received it. */
let told: BaixaEvent[];
let queue: string;
let consumer: ChildProcess | undefined;

beforeAll(async () => {
  process.env.BAIXA_OUTPUTS = join(folder, 'outputs.json');
  const erps = join(folder, 'erps.yaml');
  writeFileSync(erps, ERPS);
  started = await startCloud({ outputsFile: process.env.BAIXA_OUTPUTS, erps });
  api = apiOf(connect());
  queue = onlyErp(connect(), 'books').queueUrl;
  await play(started.cloud, demo);
  await started.cloud.idle();
  told = distinct(await drain(onlyErp(connect(), 'audit').queueUrl));
});
afterAll(async () => {
  consumer?.kill('SIGKILL');
  await started?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const distinct = (events: BaixaEvent[]) => [...new Map(events.map((event) => [event.id, event])).values()];
const toBooks = ({ company, type }: BaixaEvent) =>
  company === 'aguas' && (type === 'settlement.applied' || type === 'settlement.reversed');
const idsOf = (events: BaixaEvent[]) => events.map(({ id }) => id).sort();

/** The reference consumer of events/examples, a process of its own. */
function startConsumer(): ChildProcess {
  const args = ['--disable-warning=ExperimentalWarning', CONSUMER, queue, file];
  return spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}

function booked() {
  const book = openBook(file);
  const receivables = book.receivables();
  book.close();
  return receivables;
}

/** Waits until nothing is in the ERP's queue any more. */
async function worked(): Promise<void> {
  const name = queue.split('/').at(-1) ?? '';
  for (;;) {
    const { visible = 0, inFlight = 0, delayed = 0 } = (await started.cloud.queueDepths())[name] ?? {};
    if (visible + inFlight + delayed === 0) return;
    await sleep(50);
  }
}

/** Sends everything to the ERP again. */
function replayAll() {
  const days = told.map(({ time }) => time.slice(0, 10)).sort();
  return replayEvents({ erp: 'books', from: days[0] ?? '', to: days.at(-1) ?? '', rate: '3000' });
}

/** What Baixa says of every receivable of a company that money was applied to. */
async function asBaixaSays() {
  const ids = demo.receivables.filter(({ company }) => company === 'aguas').map(({ id }) => id);
  const found = await Promise.all(
    ids.map((id) => api.get<{ receivable: Receivable }>(`/companies/aguas/receivables/${id}`)),
  );
  return found
    .map(({ receivable: { company, id, status, movements } }) => ({
      company,
      id,
      status,
      appliedCents: movements.reduce((sum, { appliedCents }) => sum + appliedCents, 0),
      touched: movements.some(({ appliedCents }) => appliedCents !== 0),
    }))
    .filter(({ touched }) => touched)
    .map(({ touched, ...booked }) => booked)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

describe('an ERP', () => {
  test('is told of its companies and types, and of nothing else', async () => {
    const escola = await drain(onlyErp(connect(), 'escola').queueUrl);
    expect(idsOf(distinct(escola))).toEqual(idsOf(told.filter(({ company }) => company === 'escola')));
    expect(escola.length).toBeGreaterThan(0);
    expect(told.filter(toBooks).length).toBeGreaterThan(60);
    expect(told.some(({ type }) => type === 'settlement.reversed')).toBe(true);
  });

  test('that was killed at work and lost its queue is told all of it again by a replay', async () => {
    consumer = startConsumer();
    while (booked().length < 15) await sleep(10);
    consumer.kill('SIGKILL');
    await once(consumer, 'exit');
    await new SQSClient({}).send(new PurgeQueueCommand({ QueueUrl: queue }));
    expect(booked().length).toBeLessThan((await asBaixaSays()).length);

    consumer = startConsumer();
    const { data } = await replayAll();
    expect(data).toMatchObject({ erp: 'books', sent: told.filter(toBooks).length });
    await worked();
  });

  test('has then booked what Baixa says, nothing lost and nothing doubled', async () => {
    expect(booked()).toEqual(await asBaixaSays());
  });

  test('books nothing again when all is sent once more, and the others are not told', async () => {
    await replayAll();
    await worked();
    expect(booked()).toEqual(await asBaixaSays());
    for (const other of ['escola', 'audit'])
      expect(await drain(onlyErp(connect(), other).queueUrl)).toEqual([]);
    expect(Object.values(await deadLetters(started.cloud)).filter((count) => count > 0)).toEqual([]);
  });

  test('ends when it is told to', async () => {
    consumer?.kill('SIGTERM');
    expect(await once(consumer as ChildProcess, 'exit')).toEqual([0, null]);
  });
});
