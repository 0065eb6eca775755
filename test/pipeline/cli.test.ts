import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type BaixaEvent, eventSchemas } from '@baixa/events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baixaIn } from './baixa.ts';
import { BB, CAIXA, CAIXA_TITLES, layOut, PIX_RESPONSE, PIX_WEBHOOK, SANTANDER } from './working-day.ts';

/** A day with the real commands, each a process; every test goes on where the one before it ended. */
const folder = mkdtempSync(join(tmpdir(), 'baixa-cli-'));
const { run, json, up } = baixaIn(folder);
const outputs = join(folder, '.baixa', 'outputs.json');
const LOCAL = {
  region: 'sa-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  forcePathStyle: true,
};
let running: Awaited<ReturnType<typeof up>>;

beforeAll(() => layOut(folder));
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The id of a file by its name. */
async function idOf(name: string): Promise<string> {
  const { files } = await json('files');
  return files.find((file: { name: string }) => file.name === name).id;
}

const movementsOf = async (...ids: string[]) =>
  Promise.all(ids.map(async (id) => (await json('receivable', id)).receivable));

describe('before anything runs', () => {
  test('no deployment is one sentence and exit code 1', async () => {
    const { code, out, err } = await run('files');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^error: .*cli\.no-deployment: There is no \S+, where BAIXA_OUTPUTS points\. Start one with "baixa up".*\n$/,
    );
  });

  test.each([['nonsense'], ['close']])('%s is misuse: exit code 2', async (...args) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: .*\n\(baixa --help shows the commands\)\n$/);
  });
});

describe('a day with Baixa', () => {
  test('up says where it is', async () => {
    running = await up();
    expect(running.out).toMatch(
      /^Baixa runs on this machine\. Stop it with Ctrl-C\.\n\nAPI +http:\/\/127\.0\.0\.1/,
    );
    expect(running.out).toContain(join(folder, 'data'));
  });

  test('a wrong profile is told with line, path and reason, and nothing changes', async () => {
    const { code, out, err } = await run('apply', 'wrong.yaml');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    const [start, target] = err.trim().split('\n');
    expect(start).toMatch(
      /wrong\.yaml:15 profile\.invalid: contracts\[0\]\.start: expected a day that exists/,
    );
    expect(target).toMatch(
      /wrong\.yaml:16 profile\.invalid: contracts\[0\]\.targets\.mrep: expected a percentage/,
    );
    expect((await run('cycles')).err).toContain('No profile has a contract yet.');
  });

  test('a file of an agreement that nobody applied waits for it', async () => {
    const { code, out, err } = await run('drop', '--wait', BB);
    expect(code).toBe(1);
    expect(out).toContain('quarantined');
    expect(err).toContain('file.unknown-agreement: No profile has the agreement that this file names');
  });

  test('apply', async () => {
    expect((await run('apply', 'profile.yaml')).out).toContain('companies: 2, agreements: 4');
    expect(await json('apply', 'profile.yaml')).toEqual({ companies: 2, agreements: 4, contracts: 1 });
  });

  test('register takes the good rows of CSV and NDJSON and tells the line of each bad one', async () => {
    const csv = await run('register', '--company', 'cartorio', 'titles.csv');
    expect(csv.code).toBe(1);
    expect(csv.out).toContain('4 registered');
    expect(csv.err).toMatch(/^error: titles\.csv:4 rows\.invalid: faceCents: expected whole centavos\..*\n$/);

    const ndjson = await run('register', 'titles.ndjson');
    expect(ndjson.code).toBe(1);
    expect(ndjson.out).toContain('12 registered');
    const [notJson, unknown, ...more] = ndjson.err.trim().split('\n');
    expect(notJson).toContain('titles.ndjson:3 rows.not-json');
    expect(unknown).toContain('titles.ndjson:8 receivable.unknown-company');
    expect(more).toEqual([]);
  });

  test('registered again, nothing changes', async () => {
    const again = await json('register', '--company', 'cartorio', 'titles.csv', 'titles.ndjson');
    expect(again.map(({ counts }: { counts: object }) => counts)).toEqual([
      { registered: 0, unchanged: 4 },
      { registered: 0, unchanged: 12 },
    ]);
  });

  const settled = ['BB-39', 'CX-2', 'PIX-1'];

  test('files of banks settle what they tell, and dropped again change nothing', async () => {
    const first = await run('drop', '--wait', BB, CAIXA, PIX_RESPONSE);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(
      /bb-2012\.ret +processed +\w{24} +4 +4 +R\$.680,45 +R\$.0,00 +R\$.680,45 +R\$.0,00\n/,
    );
    expect(first.out).toMatch(/caixa-2014\.ret +processed +\w{24} +9 +9 +R\$.264,80 +R\$.0,00 +R\$.264,80/);
    const [webhook] = await json('drop', '--wait', '--agreement', 'cartorio-pix', PIX_WEBHOOK);
    expect(webhook.arrival.outcome).toBe('accepted');
    expect(webhook.file.sums).toMatchObject({ appliedCents: 110_00, outcomes: { settled: 1, noted: 1 } });

    const before = await movementsOf(...settled);
    for (const { status, movements, settledOn } of before) {
      expect(status).toBe('settled');
      expect(movements).toHaveLength(1);
      expect(settledOn).toBe(movements[0].on);
    }
    const listed = await json('files');

    // Under another name it is the same file.
    copyFileSync(join(folder, CAIXA), join(folder, 'caixa-de-novo.ret'));
    const again = await json('drop', '--wait', BB, 'caixa-de-novo.ret', PIX_RESPONSE);
    for (const { arrival, file } of again) {
      expect(arrival.outcome).toBe('duplicate');
      expect(listed.files).toContainEqual(file);
    }
    expect(await json('files')).toEqual(listed);
    expect(await movementsOf(...settled)).toEqual(before);
  });

  test('a file that no reader settles is named in one sentence', async () => {
    const { code, out, err } = await run('drop', '--wait', 'report.txt', 'payments.ret');
    expect(code).toBe(1);
    expect(out.match(/quarantined/g)).toHaveLength(2);
    const [unknown, payments, ...more] = err.trim().split('\n');
    expect(unknown).toContain(
      'report.txt:1:1 return-files.unknown-format: The file begins like no return file',
    );
    expect(payments).toMatch(
      /payments\.ret:3:1 .*: This is a CNAB 240 file of bank 237 with payments the company makes: its 2 detail records/,
    );
    expect(more).toEqual([]);
  });

  test('money that matches nothing is an exception', async () => {
    const { code, out } = await run('drop', '--wait', SANTANDER);
    expect(code).toBe(0);
    expect(out).toMatch(/processed +\w{24} +1 +0 +R\$.38,70 +R\$.0,00 +R\$.0,00 +R\$.38,70/);
    const { exceptions, quarantined } = await json('exceptions');
    expect(exceptions).toMatchObject([
      { company: 'cartorio', outcome: 'unmatched', unappliedCents: 38_70, line: 3 },
    ]);
    expect(quarantined.map(({ name }: { name: string }) => name).sort()).toEqual([
      'payments.ret',
      'report.txt',
    ]);
    expect((await run('exceptions')).out).toMatch(/unmatched +cartorio +\d d +R\$.38,70/);
    expect(await json('exceptions', '--company', 'prefeitura')).toEqual({ exceptions: [], quarantined: [] });
  });

  test('files ID and receivable ID lead back to the line and byte of the bank', async () => {
    const id = await idOf('caixa-2014.ret');
    const { entries } = await json('files', id);
    expect(
      entries.map(({ line, offset, receivable, matchedBy }: never) => [
        line,
        offset,
        (receivable as { id: string }).id,
        matchedBy,
      ]),
    ).toEqual(
      // A header, a batch header, and two lines of 240 characters, CR and LF for each title.
      CAIXA_TITLES.map((_, index) => [
        2 * index + 3,
        (2 * index + 2) * 242,
        `CX-${index + 1}`,
        'nossoNumero',
      ]),
    );
    expect((await run('files', id)).out).toMatch(
      /\n +5 +968 +payment +settled +CX-2 +nossoNumero +2014-08-1\d +R\$.12,50/,
    );
    const { code, out } = await run('receivable', 'CX-2');
    expect(code).toBe(0);
    expect(out).toContain('CX-2 of prefeitura');
    expect(out).toMatch(new RegExp(`settled +R\\$.12,50 +R\\$.12,50 +${id} +5 +968`));
    expect(await run('receivable', 'NOBODY')).toMatchObject({ code: 1, out: '' });
  });

  test('orders open cases, case shows them', async () => {
    const { code, out, err } = await run('orders', 'orders.csv');
    expect(code).toBe(1);
    expect(out).toContain('4 taken');
    expect(err).toMatch(/^error: orders\.csv:6 rows\.invalid: deadline: .*\n$/);
    expect((await json('orders', 'orders.csv'))[0].counts).toEqual({ taken: 0, unchanged: 4 });
    const { cases } = await json('case', '3001');
    expect(cases).toMatchObject([
      {
        receivables: ['PIX-1'],
        window: { windowEndsOn: '2020-10-19', termEndsOn: '2020-10-24' },
        actions: [{ type: 'debt-notice', deadlineOn: '2020-08-20', executedOn: '2020-08-22', lateDays: 2 }],
        assessment: { status: 'recovered', paidOn: '2020-09-09', dayOfWindow: 27, inPaymentTerm: false },
      },
    ]);
    expect((await run('case', '3001')).out).toMatch(
      /^Recovered: paid on 2020-09-09, day 27 of a window of 67, after an action\./,
    );
  });

  test('close closes the cycles that have ended; cycles shows them, and every reading of them', async () => {
    const { code, out } = await run('close', '--on', '2020-11-17');
    expect(code).toBe(0);
    // Cycle 2: 1 of 1 recovered, 100 % of a target of 80 %. Cycle 4: 0 of 1; NSAP 1, NTSA 1 + 2; 2 of 2 services, MSEX
    // 95 %: 0.25 × 85 + 0.60 × 85 + 0.15 × 100 ÷ 0.95 = 88.0394…
    expect(out).toMatch(
      /\n +2 +2020-08-16 to 2020-09-15 +1\/1 .* 125\.00 → 125\.00 +115\.00 +R\$.100\.000,00\n/,
    );
    expect(out).toMatch(
      /\n +4 .* 0\/1 .* 33\.33 → 85\.00 +105\.26 → 105\.26 +0\.00 → 85\.00 +88\.04 +R\$.88\.039,47\n/,
    );
    const { cycles } = await json('cycles');
    expect(cycles.map(({ result }: { result: { cycle: number } }) => result.cycle)).toEqual([1, 2, 3, 4]);
    const withReadings = await json('cycles', '--readings');
    expect(withReadings.cycles[3].readings.length).toBeGreaterThan(1);
    expect(withReadings.cycles[3].readings[0].score).toEqual(cycles[3].result.score);
  });

  test('verify proves the ledger, and names what somebody changed in it', async () => {
    const { code, out, err } = await run('verify');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/\n agreements\/cartorio-bb +2 +[0-9a-f]{64}\n/);
    expect(out).toMatch(/\n cartorio-santander +1 +1 +R\$.38,70 +R\$.0,00 +R\$.0,00 +R\$.38,70 +R\$.38,70\n/);
    expect(out).toContain('16 receivables stand as the ledger tells');
    const { chains, differences } = await json('verify', '--agreement', 'cartorio-bb');
    expect([chains.length, differences]).toEqual([1, []]);
    const kept = ['--agreement', 'cartorio-bb', '--head', chains[0].sha256];
    expect((await run('verify', '--bucket-only', ...kept)).code).toBe(0);
    expect((await run('verify', '--agreement', 'nobody')).err).toContain('cli.no-chain');

    const { environment, ...stacks } = JSON.parse(readFileSync(outputs, 'utf-8'));
    const Bucket = Object.values<{ LedgerBucket: string }>(stacks)[0]?.LedgerBucket;
    const s3 = new S3Client({ endpoint: environment.AWS_ENDPOINT_URL_S3, ...LOCAL });
    const Key = `outcomes/${await idOf('bb-2012.ret')}/000001.ndjson`;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const text = (await Body?.transformToString()) ?? '';
    const put = (changed: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: changed }));
    await put(text.replace('"appliedCents":448', '"appliedCents":440'));
    const tampered = await run('verify');
    expect(tampered.code).toBe(1);
    expect(tampered.out).toContain('differences.');
    expect(tampered.err).toContain(
      `ledger.object-changed: ${Key}, number 2 of agreements/cartorio-bb, is not what was`,
    );
    await put(text);
    expect((await run('verify')).code).toBe(0);
  });

  test('stopped and started again with the same data, everything is still there', async () => {
    const questions = [['files'], ['receivable', 'PIX-1'], ['exceptions'], ['cycles']];
    const ask = () => Promise.all(questions.map((question) => json(...question)));
    const before = await ask();
    expect(await running.stop()).toBe(0);
    expect(existsSync(outputs)).toBe(false);
    running = await up();
    expect(await ask()).toEqual(before);
    const again = await run('drop', '--wait', BB);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toMatch(/came before +\w{24} +4 +4 +R\$.680,45/);
  });

  test('events tells all of it to the ERP, as its schemas say, and once more when asked', async () => {
    const { code, out } = await run('--json', 'events');
    expect(code).toBe(0);
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as BaixaEvent);
    for (const event of events) eventSchemas[event.type].parse(event);
    const count = Object.fromEntries(
      Object.entries(Object.groupBy(events, ({ type }) => type)).map(([type, each]) => [type, each.length]),
    );
    expect(count).toEqual({
      'settlement.applied': 4 + 9 + 2,
      'receivable.settled': 4 + 9 + 2,
      'return-file.processed': 5,
      'exception.opened': 1,
      'account.recovered': 1,
      'cycle.closed': 4,
    });
    const days = events.map(({ time }) => time.slice(0, 10)).sort();
    const replayed = await run('events', 'replay', '--from', days[0] ?? '', '--to', days.at(-1) ?? '');
    expect(replayed).toMatchObject({ code: 0, err: '' });
    expect(replayed.out).toContain(`${events.length} events of ${days[0]}`);
    const again = await run('--json', 'events');
    const idsOf = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as BaixaEvent).id)
        .sort();
    expect(idsOf(again.out)).toEqual(idsOf(out));
  });
});
