import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Counted, Verified } from '@baixa/audit';
import { AGUAS_BB, CYCLES, exactPayment, importRows, makeDemo, writeCnab240 } from '@baixa/bank-simulator';
import { addDays, canonicalJson } from '@baixa/core';
import { type BaixaEvent, eventSchemas, eventTypes } from '@baixa/events';
import type { FileRecord } from '@baixa/intake';
import { type Explanation, emptyMeasure } from '@baixa/scoring';
import type { CommittedCycle } from '@baixa/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeOn, cyclesOf } from '../../packages/cli/src/commands/collect.ts';
import { outcomeOf, putInInbox } from '../../packages/cli/src/commands/drop.ts';
import { explain } from '../../packages/cli/src/commands/explain.ts';
import { type KpiOptions, kpis } from '../../packages/cli/src/commands/kpis.ts';
import { rebuild } from '../../packages/cli/src/commands/rebuild.ts';
import { report as measurementReport } from '../../packages/cli/src/commands/report.ts';
import { startCloud } from '../../packages/cli/src/commands/up.ts';
import { verify } from '../../packages/cli/src/commands/verify.ts';
import { type Api, apiOf, connect, type Outputs } from '../../packages/cli/src/connection.ts';
import { report } from '../../packages/cli/src/demo/report.ts';
import { type Found, play } from '../../packages/cli/src/demo/run.ts';
import { onlyErp } from '../../packages/cli/src/erps.ts';
import type { CompanyKpis } from '../../packages/cli/src/kpis/company-kpis.ts';
import { deadLetters, drain } from './support.ts';

/** The demonstration, played once; every test goes on where the one before it ended. */
const demo = makeDemo({ seed: 2026, size: 250 });
const CONTRACT = 'aguas-cobranca';
const folder = mkdtempSync(join(tmpdir(), 'baixa-demo-test-'));
let started: Awaited<ReturnType<typeof startCloud>>;
let outputs: Outputs;
let api: Api;
let found: Found;
let events: BaixaEvent[];
/** Every object of the closed cycles in the ledger, as text by its key. */
let evidence: Map<string, string>;

beforeAll(async () => {
  process.env.BAIXA_OUTPUTS = join(folder, 'outputs.json');
  started = await startCloud({ outputsFile: process.env.BAIXA_OUTPUTS });
  outputs = connect();
  api = apiOf(outputs);
  found = await play(started.cloud, demo);
  await started.cloud.idle();
  evidence = await readEvidence();
  events = await drain(onlyErp(outputs).queueUrl);
});
afterAll(async () => {
  await started?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function readEvidence(): Promise<Map<string, string>> {
  const s3 = new S3Client({ forcePathStyle: true });
  const Bucket = String(started.cloud.outputs.LedgerBucket);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'cycles/' }));
  const read = await Promise.all(
    Contents.map(async ({ Key = '' }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return [Key, (await Body?.transformToString()) ?? ''] as const;
    }),
  );
  return new Map(read);
}

const cycleFolder = (cycle: number) => `cycles/${CONTRACT}/${String(cycle).padStart(6, '0')}/`;

/** Adds whole counts, in whatever depth they stand. */
function addUp(sum: Record<string, unknown>, counts: object): Record<string, unknown> {
  for (const [name, value] of Object.entries(counts))
    if (typeof value === 'number') sum[name] = Number(sum[name] ?? 0) + value;
    else sum[name] = addUp({ ...(sum[name] as object | undefined) }, value);
  return sum;
}

/** Holds the evidence of a cycle against its committed result. */
function checkEvidence({ result, sha256 }: CommittedCycle, objects: Map<string, string>) {
  const own = cycleFolder(result.cycle);
  const body = objects.get(`${own}result.json`) ?? '';
  expect(createHash('sha256').update(body).digest('hex')).toBe(sha256);
  expect(JSON.parse(body)).toEqual(result);
  const bookings = [...objects]
    .filter(([key]) => key.startsWith(`${own}bookings-`))
    .flatMap(([, text]) => text.split('\n').filter(Boolean))
    .map((line) => JSON.parse(line) as { measure: object; correctsCycle?: number });
  expect(bookings).toHaveLength(result.bookings);
  const nothing: Record<string, unknown> = { ...emptyMeasure() };
  expect(bookings.reduce((sum, { measure }) => addUp(sum, measure), nothing)).toEqual(result.score.measure);
  const corrected = bookings.filter(({ correctsCycle }) => correctsCycle !== undefined);
  expect(new Set(corrected.map(({ correctsCycle }) => correctsCycle))).toEqual(
    new Set(result.adjustments.map(({ correctsCycle }) => correctsCycle)),
  );
}

describe('the demonstration', () => {
  test('differs in no figure from what the bank simulator knew', () => {
    const { text, checks } = report(demo, found);
    expect(checks.differed, text).toBe(0);
    // Of each file 7 figures, of each cycle 6, and the days of the recoveries.
    expect(checks.agreed).toBe(
      demo.drops.length * 7 + demo.closes.length * 6 + Object.keys(demo.truth.recoveriesByDay).length,
    );
  });

  test('no centavo is made or lost: over all files in − out = applied + unapplied', async () => {
    const { files } = await api.get<{ files: FileRecord[] }>('/files');
    expect(files.map(({ status }) => status)).toEqual(demo.drops.map(() => 'processed'));
    const total = (name: 'inCents' | 'outCents' | 'appliedCents' | 'unappliedCents') =>
      files.reduce((sum, { sums }) => sum + (sums?.[name] ?? Number.NaN), 0);
    expect(total('inCents') - total('outCents')).toBe(total('appliedCents') + total('unappliedCents'));
    const { inCents, outCents, appliedCents, unappliedCents } = demo.truth;
    expect([total('inCents'), total('outCents'), total('appliedCents'), total('unappliedCents')]).toEqual([
      inCents,
      outCents,
      appliedCents,
      unappliedCents,
    ]);
  });

  test('every event is as its schema says, of every type that happens, and an id stands for one payload', () => {
    const payloads = new Map<string, string>();
    for (const event of events) {
      expect(eventSchemas[event.type].parse(event)).toEqual(event);
      const payload = canonicalJson(event);
      expect(payloads.get(event.id) ?? payload, `two events have the id ${event.id}`).toBe(payload);
      payloads.set(event.id, payload);
    }
    expect(new Set(payloads.values()).size).toBe(payloads.size);
    // Nobody makes an acordo in the demonstration. An exception ends where the bank takes a credit back.
    const told = eventTypes.filter((type) => !type.startsWith('acordo.'));
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(told));
  });

  test('the events alone tell the money that the files tell', () => {
    const once = [...new Map(events.map((event) => [event.id, event])).values()];
    const appliedCents = once.reduce(
      (sum, { data }) => ('receivable' in data && 'appliedCents' in data ? sum + data.appliedCents : sum),
      0,
    );
    expect(appliedCents).toBe(demo.truth.appliedCents);
    expect(once.filter(({ type }) => type === 'return-file.processed')).toHaveLength(demo.drops.length);
    expect(once.filter(({ type }) => type === 'cycle.closed')).toHaveLength(demo.closes.length);
    expect(once.filter(({ type }) => type === 'account.recovered')).toHaveLength(
      Object.values(demo.truth.recoveriesByDay).flat().length,
    );
  });

  test("the ledger's evidence adds up to every committed result", () => {
    expect(found.cycles).toHaveLength(demo.closes.length);
    for (const cycle of found.cycles) checkEvidence(cycle, evidence);
  });

  test('the ledger is proved: every chain is whole, and every figure adds up again', async () => {
    const { differences, chains, receivables, outside, cycles } = (await verify({})).data as Verified;
    expect(differences).toEqual([]);
    expect(cycles).toBe(demo.closes.length);
    expect(outside).toEqual({ notTaken: 0, underWay: 0 });
    expect(receivables).toBe(demo.receivables.length);
    const figures = chains.flatMap(({ figures: of }) => of ?? []);
    const total = (name: 'inCents' | 'outCents' | 'appliedCents' | 'unappliedCents') =>
      figures.reduce((sum, of) => sum + of[name], 0);
    const { inCents, outCents, appliedCents, unappliedCents } = demo.truth;
    expect([total('inCents'), total('outCents'), total('appliedCents'), total('unappliedCents')]).toEqual([
      inCents,
      outCents,
      appliedCents,
      unappliedCents,
    ]);
    expect(chains.find(({ chain }) => chain === `contracts/${CONTRACT}`)?.links).toBe(demo.closes.length);
  });

  test('every cycle is explained, down to the accounts and orders that make it', async () => {
    for (const truth of demo.truth.cycles) {
      const { result } = found.cycles.find((each) => each.result.cycle === truth.cycle)!;
      const asked = { explain: true, accounts: true, orders: true };
      const { data, problems } = await explain(CONTRACT, String(truth.cycle), asked);
      const { explanation, accounts, orders } = data as Counted & { explanation: Explanation };
      expect(problems).toEqual([]);
      expect([explanation.irg, explanation.invoiceCents]).toEqual([truth.irg, truth.invoiceCents]);
      const sum = <T>(rows: T[], part: (row: T) => number) => rows.reduce((all, row) => all + part(row), 0);
      const { measure } = result.score;
      expect(sum(accounts, ({ collected }) => collected)).toBe(truth.withAdjustments.collected);
      expect(sum(accounts, ({ recovered }) => recovered)).toBe(truth.withAdjustments.recovered);
      expect(sum(orders, ({ finishedOnTime }) => finishedOnTime)).toBe(measure.finishedOnTime);
      expect(sum(orders, ({ finishedCycles }) => finishedCycles)).toBe(measure.finishedCycles);
      for (const [type, { demanded, executed }] of Object.entries(measure.services)) {
        const own = orders.filter((order) => order.type === type);
        expect([sum(own, (row) => row.demanded), sum(own, (row) => row.executed)]).toEqual([
          demanded,
          executed,
        ]);
      }
      expect(sum(accounts, ({ recoveredCents }) => recoveredCents)).toBe(result.debt?.recoveredCents);
      expect(accounts.every(({ stratum }) => stratum.municipality !== undefined)).toBe(true);
    }
  });

  test('every cycle made again from the ledger is the same to the byte', async () => {
    for (const { result, sha256 } of found.cycles) {
      const { data, problems } = await rebuild(CONTRACT, String(result.cycle), { facts: true });
      expect(problems).toEqual([]);
      expect(data).toMatchObject({ same: true, sha256, committed: sha256, facts: { differences: [] } });
    }
  });

  test('the measurement report of a cycle has its figures, and the same bytes when it is made again', async () => {
    const at = (name: string) => join(folder, name);
    const asked = { pdf: at('5.pdf'), xlsx: at('5.xlsx'), csv: at('5.csv') };
    const { data } = await measurementReport(CONTRACT, '5', asked);
    expect((await measurementReport(CONTRACT, '5', asked)).data).toEqual(data);
    expect(readFileSync(asked.pdf).subarray(0, 5).toString()).toBe('%PDF-');
    const { score, debt } = found.cycles[4]!.result;
    const csv = readFileSync(asked.csv, 'utf-8');
    expect(csv).toContain(`,summary,invoice,Valor da fatura,value,centavos,${score.invoiceCents},`);
    expect(csv).toContain(`,strata-district,total,Total,recovered-value,centavos,${debt?.recoveredCents},`);
  });

  describe('has key indicators', () => {
    const LAST = '2024-07-20';
    const ask = async (options: KpiOptions) => (await kpis(options)).data as CompanyKpis[];
    const total = (
      all: CompanyKpis[],
      name: 'openBills' | 'billedCents' | 'collectedCents' | 'recoveredCases',
    ) => all.reduce((sum, { figures }) => sum + figures[name], 0);
    const facesOf = (isIn: (each: (typeof demo.receivables)[number]) => boolean) =>
      demo.receivables.filter(isIn).reduce((sum, { faceCents }) => sum + faceCents, 0);

    test('that over all time are what the bank simulator knew', async () => {
      const all = await ask({ asOf: LAST, months: '120' });
      expect(all.map(({ company }) => company)).toEqual(['aguas', 'escola']);
      expect(total(all, 'billedCents')).toBe(facesOf(() => true));
      expect(total(all, 'collectedCents')).toBe(demo.truth.appliedCents);
      expect(total(all, 'openBills')).toBe(demo.receivables.length - demo.truth.settledReceivables);
      expect(total(all, 'recoveredCases')).toBe(Object.values(demo.truth.recoveriesByDay).flat().length);
    });

    test.each(['2024-01-31', '2024-02-29', '2024-05-13'])('as of %s', async (asOf) => {
      const [aguas] = await ask({ company: 'aguas', asOf, months: '3', by: 'district' });
      const from = aguas?.from ?? '';
      const isIn = (on: string | undefined) => on !== undefined && on >= from && on <= asOf;
      const inDistrict = (name?: string) =>
        facesOf(
          ({ company, dueOn, strata }) =>
            company === 'aguas' && isIn(dueOn) && (name === undefined || strata?.district === name),
        );
      expect(aguas?.figures.billedCents).toBe(inDistrict());
      for (const { name, figures } of aguas?.parts ?? []) expect(figures.billedCents).toBe(inDistrict(name));
      const costs = importRows(demo.orders).flatMap(({ kind, type, status, executed }) =>
        kind === 'collection-action' && status !== 'cancelled' && isIn(executed)
          ? (demo.profile.contracts[0]?.actionCostCents[type] ?? Number.NaN)
          : [],
      );
      expect(aguas?.figures.actions).toBe(costs.length);
      expect(aguas?.figures.costCents).toBe(costs.reduce((sum, cost) => sum + cost, 0));
    });

    test('that people read, as a table, of each district, beside an earlier day, day by day and as CSV', async () => {
      const asOf = '2024-05-13';
      const { text } = await kpis({ company: 'aguas', asOf, by: 'district' });
      expect(text).toMatch(/^aguas as of 2024-05-13, over the period from 2023-05-14$/m);
      expect(text).toMatch(/^ DSO +\d+,\d\d days +R\$ [\d.,]+ open ÷ R\$ [\d.,]+ billed × 360$/m);
      expect(text).toMatch(/^ Morro Alto, Porto Manso +\d+ +R\$ /m);
      expect((await kpis({ company: 'aguas', asOf, by: 'action-type' })).text).toMatch(
        /^ cut-off +\d+ +R\$ /m,
      );
      expect((await kpis({ asOf, compare: '2024-03-13' })).text).toMatch(/^freed by the DSO +-?R\$ /m);
      const days = (await kpis({ company: 'escola', asOf, since: '2024-05-10', csv: true })).text.split('\n');
      expect(days.map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([
        'company asOf',
        ...[10, 11, 12, 13].map((day) => `escola 2024-05-${day}`),
      ]);
      expect(new Set(days.map((line) => line.split(',').length)).size).toBe(1);
    });
  });

  test('no message is dead', async () => {
    const dead = await deadLetters(started.cloud);
    expect(Object.keys(dead).length).toBeGreaterThanOrEqual(5);
    expect(Object.values(dead).filter((count) => count > 0)).toEqual([]);
  });
});

describe('after the demonstration', () => {
  test('closing again as of the same day changes nothing', async () => {
    await closeOn(api, demo.closes.at(-1)?.on ?? '');
    await started.cloud.idle();
    expect(await cyclesOf(api, CONTRACT)).toEqual(found.cycles);
    expect(await readEvidence()).toEqual(evidence);
    expect(await drain(onlyErp(outputs).queueUrl)).toEqual([]);
  });

  test('a file that comes after the close adjusts the next cycle and leaves the closed ones alone', async () => {
    // Never paid, and counted as not recovered in cycle 5; now a payment of day 30 of its window is told.
    const forgotten = demo.cases.find(({ fate, cycle }) => fate === 'never-paid' && cycle === 5);
    if (forgotten === undefined) throw new Error('The demonstration has no such case any more.');
    const { noticeOn, receivables, lines } = forgotten;
    const paid = new Set(lines.map(({ receivable }) => receivable?.id));
    const on = addDays(noticeOn, 30);
    const paidIn = CYCLES.find(({ from, to }) => from <= on && on <= to)?.cycle;
    const name = 'aguas-bb-late.ret';
    const bytes = writeCnab240({
      agreement: AGUAS_BB,
      sequence: 9,
      createdOn: '2024-07-10',
      lines: receivables.filter(({ id }) => !paid.has(id)).map((receivable) => exactPayment(receivable, on)),
    });
    const { file } = await outcomeOf(api, await putInInbox(outputs, name, bytes));
    expect(file).toMatchObject({
      status: 'processed',
      sums: { outcomes: { settled: 1 }, unappliedCents: 0 },
    });
    await started.cloud.idle();
    expect(await cyclesOf(api, CONTRACT)).toEqual(found.cycles);

    await closeOn(api, '2024-07-17');
    const after = await cyclesOf(api, CONTRACT);
    expect(after.slice(0, -1)).toEqual(found.cycles);
    const objects = await readEvidence();
    for (const [key, text] of evidence) expect(objects.get(key), key).toBe(text);
    const last = after.at(-1) as CommittedCycle;
    // Recovered in the cycle of the payment, and no longer not recovered in the cycle that had counted it.
    expect(last.result).toMatchObject({
      cycle: 8,
      adjustments: [
        { correctsCycle: paidIn, measure: { recovered: 1, collected: 1 } },
        { correctsCycle: 5, measure: { recovered: 0, collected: -1 } },
      ],
    });
    checkEvidence(last, objects);
  });
});
