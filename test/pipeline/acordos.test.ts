import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, civilDateOf } from '@baixa/core';
import type { BaixaEvent } from '@baixa/events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baixaIn } from './baixa.ts';

/** A customer who cannot pay at once: each test goes on where the one before it ended. */
const folder = mkdtempSync(join(tmpdir(), 'baixa-acordos-'));
const { run, json, up } = baixaIn(folder);
let running: Awaited<ReturnType<typeof up>>;

const today = civilDateOf(new Date().toISOString());
const inDays = (days: number) => addDays(today, days);
/** As people at the bank's system write it. */
const pixOf = (txid: string, valor: string, on: string) =>
  JSON.stringify({
    pix: [
      {
        endToEndId: `E00000000${on.replaceAll('-', '')}1200${txid.padStart(11, '0')}`,
        txid,
        valor,
        horario: `${on}T15:00:00.000Z`,
      },
    ],
  });
const FILES: Record<string, string> = {
  'profile.yaml': `companies:
  - { id: aguas, name: Águas do Exemplo, confirmAboveCents: 100000, breakAcordosAfterDays: 1 }
agreements:
  - { id: aguas-pix, company: aguas, bank: pix, code: aguas-pix }
contracts:
  - id: aguas-cobranca
    company: aguas
    contractor: Cobrança do Exemplo
    start: '${inDays(-60)}'
    targets: { mrep: '80', msex: '95' }
    criticality: { reconnection: 3 }
    measuredValueCents: 10000000
`,
  'receivables.csv': `id,company,account,faceCents,dueOn,txid
F-1,aguas,100,10000,${inDays(-90)},bill1
F-2,aguas,100,5000,${inDays(-60)},bill2
F-3,aguas,200,7000,${inDays(-60)},bill3
`,
  'orders.csv': `kind,type,account,generated,deadline,executed,status
collection-action,debt-notice,100,${inDays(-30)},${inDays(-23)},${inDays(-25)},done
`,
  'acordo.yaml': `acordos:
  - id: AC-1
    account: '100'
    discountCents: 1000
    downPayment: { cents: 4000, dueOn: '${inDays(2)}', identifiers: { txid: down } }
    instalments:
      - { dueOn: '${inDays(30)}', identifiers: { txid: first } }
      - { dueOn: '${inDays(60)}', identifiers: { txid: second } }
`,
  'wrong.yaml': `acordos:
  - id: AC-2
    receivables: [F-3, F-1]
    downPayment: { cents: 4000, dueOn: '2026-13-01' }
    reason: Wrong in many ways
`,
  'others.ndjson': `${JSON.stringify({ id: 'AC-3', receivables: ['F-3', 'F-1'], downPayment: { cents: 7000, dueOn: inDays(1) }, reason: 'Both.' })}\n`,
  'down.json': pixOf('down', '40.00', today),
  'old-bill.json': pixOf('bill1', '100.00', today),
};

beforeAll(async () => {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
  running = await up();
  for (const args of [
    ['apply', 'profile.yaml'],
    ['register', 'receivables.csv'],
    ['orders', 'orders.csv'],
  ])
    expect(await run(...args)).toMatchObject({ code: 0, err: '' });
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const receivable = async (id: string) => (await json('receivable', id)).receivable;
const drop = (file: string) => run('drop', '--wait', '--agreement', 'aguas-pix', file);
const assessment = async () => (await json('case', '100')).cases[0].assessment;
const verified = async () => (await run('verify')).code;

describe('an acordo', () => {
  test('replaces the overdue receivables of an account', async () => {
    const { code, out, err } = await run('agree', 'acordo.yaml', '--reason', 'Asked at the counter.');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      'AC-1 is made: 2 receivables of R$ 150,00 (R$ 10,00 discount) become R$ 40,00 down and 2 instalments.\n',
    );
    expect((await run('receivable', 'F-1')).out).toMatch(/status +replaced by acordo AC-1/);
    expect((await run('receivable', 'AC-1.2')).out).toMatch(/part of +acordo AC-1, instalment 2\n/);
    expect((await run('acordos', '--account', '100')).out).toMatch(
      /AC-1 +100 +\S+ +active +2 +2 +R\$ 140,00 +R\$ 0,00 +R\$ 140,00/,
    );
    expect(await verified()).toBe(0);
  });

  test('given again changes nothing', async () => {
    const before = await receivable('F-1');
    expect((await run('agree', 'acordo.yaml', '--reason', 'Asked at the counter.')).out).toContain(
      'AC-1 was made before, nothing changed',
    );
    expect(await receivable('F-1')).toEqual(before);
  });

  test('that cannot be is told in sentences, with the line or the acordo', async () => {
    const wrong = await run('agree', 'wrong.yaml');
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain(
      'wrong.yaml:4 acordo.invalid: acordos[0].downPayment.dueOn: expected a day that exists',
    );
    const others = await run('agree', 'others.ndjson');
    expect(others).toMatchObject({ code: 1, out: 'AC-3: nothing was done.\n' });
    expect(others.err).toContain(
      'others.ndjson:1 acordo.other-account: AC-3: Receivable F-1 is of account 100',
    );
    expect(await receivable('F-3')).toMatchObject({ status: 'open', movements: [] });
  });

  test('recovers the account of a collection case when its down payment is settled', async () => {
    expect(await assessment()).toMatchObject({ status: 'open' });
    expect((await drop('down.json')).code).toBe(0);
    expect(await receivable('AC-1.0')).toMatchObject({ status: 'settled', settledOn: today });
    await expect
      .poll(assessment, { timeout: 20_000 })
      .toMatchObject({ status: 'recovered', recoveredOn: today });
  });

  test('leaves what comes for a replaced receivable to a person', async () => {
    await drop('old-bill.json');
    const { exceptions } = await json('exceptions');
    expect(exceptions).toMatchObject([
      { outcome: 'refused', reason: expect.stringContaining('Acordo AC-1 took the place') },
    ]);
    expect(
      (
        await run(
          'resolve',
          exceptions[0].id,
          '--split',
          'AC-1.1=50.00',
          'AC-1.2',
          '--reason',
          'Paid by the old bill.',
        )
      ).code,
    ).toBe(0);
    expect((await json('acordos', 'AC-1')).standing).toEqual({
      state: 'kept',
      paidCents: 140_00,
      openCents: 0,
    });
    // A night goes through acordos as `break --late` does, which then finds nothing left to tell.
    expect((await run('close', '--on', today)).code).toBe(0);
    await expect
      .poll(async () => (await json('acordos', 'AC-1')).acordo.kept, { timeout: 60_000 })
      .toMatchObject({ on: today });
    expect((await run('break', '--late')).out).toBe('aguas: 0 broken, 0 kept\n');
    const { code, err } = await run('break', 'AC-1', '--reason', 'Too late.');
    expect(code).toBe(1);
    expect(err).toContain('acordo.kept: Every part of acordo AC-1 is paid.');
  });

  test('is broken: what it replaced stands again, and what was paid under it pays that', async () => {
    const file = (await json('files')).files.find(
      ({ name }: { name: string }) => name === 'old-bill.json',
    ).id;
    expect((await run('undo', file, '--reason', 'Not his money.')).code).toBe(0);
    const { code, out } = await run('break', 'AC-1', '--reason', 'Stopped paying.');
    expect(code).toBe(0);
    expect(out).toBe(
      'AC-1 is broken. F-1, F-2 stand again.\nWhat was paid under it, R$ 40,00, pays them now, the oldest first.\n',
    );
    expect((await json('receivable', 'F-1')).due.totalCents).toBe(60_00);
    expect((await json('receivable', 'F-2')).due.totalCents).toBe(50_00);
    expect(await receivable('AC-1.0')).toMatchObject({ status: 'cancelled' });
    expect(
      (await json('files')).files
        .map(({ sums }: { sums: { appliedCents: number } }) => sums.appliedCents)
        .sort(),
    ).toEqual([0, 40_00]);
    expect(await verified()).toBe(0);
  });

  test('leaves a recovery as it is, and was told to the ERP', async () => {
    expect(await assessment()).toMatchObject({ status: 'recovered', recoveredOn: today });
    const { out } = await run('--json', 'events');
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as BaixaEvent);
    const told = new Map(events.map((event) => [event.id, event]));
    expect(
      [...told.values()]
        .filter(({ subject }) => subject === 'AC-1')
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['acordo.broken', 'acordo.kept', 'acordo.made']);
    const moved = [...told.values()].filter(({ data }) => 'acordo' in data && 'appliedCents' in data);
    expect(moved.map(({ subject }) => subject).sort()).toEqual(['AC-1.0', 'F-1']);
  });
});

describe('a promise to pay', () => {
  const promised = ['200', '--cents', '7000', '--on', inDays(3), '--made-on', today, '--channel', 'phone'];

  test('is recorded once, kept by a payment, and changed by other facts', async () => {
    const { code, out, err } = await run('promise', ...promised, '--reason', 'Gets paid then.');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/ is recorded\.\n[\s\S]* 200 +\S+ +phone +R\$ 70,00 .* open +Gets paid then\./);
    const again = await run('promise', ...promised, '--reason', 'Gets paid then.');
    expect(again.out).toContain('recorded before, nothing changed');
    const { id } = (await json('promises', '--account', '200')).promises[0].promise;
    const less = ['--cents', '6999', '--on', inDays(4), '--receivable', 'F-3'];
    await run('promise', '200', '--correct', id, ...less, '--reason', 'Misheard.');
    expect((await json('promises')).promises).toMatchObject([
      { promise: { cents: 6999, receivables: ['F-3'] }, standing: { state: 'open' } },
    ]);
    writeFileSync(join(folder, 'bill3.json'), pixOf('bill3', '70.00', today));
    await drop('bill3.json');
    const { promises } = await json('promises', '--state', 'kept');
    expect(promises).toMatchObject([{ standing: { paidCents: 7000 } }]);
    const cancelled = await json('promise', '200', '--cancel', id, '--reason', 'Another customer.');
    expect(cancelled.standing).toMatchObject({ state: 'cancelled' });
  });

  test('is shown with the cases of its account; what cannot be is told in sentences', async () => {
    await run('promise', '100', '--cents', '1000', '--on', inDays(5));
    expect((await run('case', '100')).out).toMatch(/ 100 +\S+ +R\$ 10,00 /);
    const wrong = await run('promise', '200', '--cents', '7000', '--on', inDays(-3), '--receivable', 'F-1');
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('promise.no-receivable: Account 200 has no receivable F-1.');
    expect(wrong.err).toContain('promise.past');
  });
});
