import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { BaixaEvent } from '@baixa/events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baixaIn } from './baixa.ts';
import { BB, layOut, PIX_WEBHOOK, SANTANDER } from './working-day.ts';

/** A day on which files were wrong: each test goes on where the one before it ended. */
const folder = mkdtempSync(join(tmpdir(), 'baixa-undo-'));
const { run, json, up } = baixaIn(folder);
let running: Awaited<ReturnType<typeof up>>;
const AGAIN = 'pix-again.json';
const ids: Record<string, string> = {};

beforeAll(async () => {
  layOut(folder);
  running = await up();
  await run('apply', 'profile.yaml');
  await run('register', 'titles.ndjson');
  await run('register', '--company', 'cartorio', 'titles.csv');
  // The same Pix in a file of other bytes.
  writeFileSync(join(folder, AGAIN), `${readFileSync(join(folder, PIX_WEBHOOK), 'utf-8')}\n`);
  for (const files of [
    [BB, SANTANDER],
    ['--agreement', 'cartorio-pix', PIX_WEBHOOK],
    ['--agreement', 'cartorio-pix', AGAIN],
  ])
    for (const { name, file } of await json('drop', '--wait', ...files)) ids[name] = file.id;
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const idOf = (name: string) => ids[name] ?? '';
const receivable = async (id: string) => (await json('receivable', id)).receivable;
const sumsOf = async (name: string) => (await json('files', idOf(name))).file.sums;
const ZERO = { inCents: 0, outCents: 0, appliedCents: 0, unappliedCents: 0 };

describe('a wrong upload', () => {
  test('is undone with a reason, and its receivables are open again', async () => {
    expect(await receivable('BB-39')).toMatchObject({ status: 'settled' });
    const { code, out, err } = await run('undo', idOf(BB), '--reason', 'Uploaded for the wrong month.');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^bb-2012\.ret is undone\.\nin − out +R\$.0,00 − R\$.0,00\n/);
    expect(out).toContain(`baixa replay ${idOf(BB)} settles it again.`);
    const after = await receivable('BB-39');
    expect(after).toMatchObject({ status: 'open' });
    expect(after.movements.map(({ appliedCents }: { appliedCents: number }) => appliedCents)).toEqual([
      448, -448,
    ]);
    const { file, entries } = await json('files', idOf(BB));
    expect(file).toMatchObject({
      status: 'undone',
      sums: { ...ZERO, entries: 4, outcomes: { undone: 4 } },
      steps: [{ step: 2, what: 'undo', reason: 'Uploaded for the wrong month.' }],
    });
    expect(file.steps[0].by).toMatch(/^arn:aws:/);
    expect(entries.map(({ outcome }: { outcome: string }) => outcome)).toEqual(Array(4).fill('undone'));
  });

  test('undone twice is a sentence, and so is dropping the same content again', async () => {
    const again = await run('undo', idOf(BB), '--reason', 'Once more.');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain(`file.undone: bb-2012.ret is undone already. baixa replay ${idOf(BB)}`);
    const { code, err } = await run('drop', '--wait', BB);
    expect(code).toBe(0);
    expect(err).toContain('The same content came before and was undone: dropping it again settles nothing.');
    expect(await receivable('BB-39')).toMatchObject({ status: 'open' });
  });

  test('is replayed, undone and replayed: what stands is what stood, and no event has the id of another', async () => {
    for (const command of ['replay', 'undo', 'replay'])
      expect((await run(command, idOf(BB), '--reason', 'It was right.')).code).toBe(0);
    expect(await sumsOf(BB)).toMatchObject({ inCents: 68045, appliedCents: 68045, outcomes: { settled: 4 } });
    const bill = await receivable('BB-39');
    expect(bill).toMatchObject({ status: 'settled' });
    expect(bill.movements).toHaveLength(5);
    const { out } = await run('--json', 'events');
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as BaixaEvent);
    const own = events.filter(({ subject, type }) => subject === 'BB-39' && type.startsWith('settlement.'));
    expect(own.map(({ type }) => type).sort()).toEqual([
      'settlement.applied',
      'settlement.applied',
      'settlement.applied',
      'settlement.reversed',
      'settlement.reversed',
    ]);
    expect(own.map(({ sequence }) => sequence).sort()).toEqual([2, 3, 4, 5, 6]);
    expect(new Set(own.map(({ id }) => id)).size).toBe(5);
  });

  test('a replay of what stands is a sentence', async () => {
    const { code, err } = await run('replay', idOf(BB));
    expect(code).toBe(1);
    expect(err).toContain('file.stands');
  });

  test('its open exceptions end with it', async () => {
    const before = await json('exceptions');
    expect(before.exceptions).toHaveLength(1);
    expect((await run('undo', idOf(SANTANDER), '--reason', 'Not ours.')).code).toBe(0);
    expect((await json('exceptions')).exceptions).toEqual([]);
    expect(await sumsOf(SANTANDER)).toMatchObject(ZERO);
  });

  test('what another file told as well counts there from then on', async () => {
    expect(await sumsOf(AGAIN)).toMatchObject({ inCents: 0, toldBeforeCents: 110_00 });
    const { code, out } = await run('undo', idOf(PIX_WEBHOOK), '--reason', 'The wrong days.');
    expect(code).toBe(0);
    expect(out).toContain(`What other files told as well counts there now: ${idOf(AGAIN)}.`);
    await expect
      .poll(() => sumsOf(AGAIN), { timeout: 20_000 })
      .toMatchObject({ inCents: 110_00, toldBeforeCents: 0 });
    expect(await sumsOf(PIX_WEBHOOK)).toMatchObject(ZERO);
    expect((await run('receivable', 'PIX-1')).out).toMatch(/ 2020-09-09 +undone +-R\$.110,00/);
  });
});

describe('dead letters', () => {
  const outputs = () =>
    Object.values(JSON.parse(readFileSync(join(folder, '.baixa', 'outputs.json'), 'utf-8'))).find(
      (each) => typeof each === 'object' && each !== null && 'ApiUrl' in each,
    ) as Record<string, string>;
  const bury = async (queue: string, body: string) => {
    const { environment } = JSON.parse(readFileSync(join(folder, '.baixa', 'outputs.json'), 'utf-8'));
    Object.assign(process.env, environment);
    await new SQSClient({}).send(
      new SendMessageCommand({ QueueUrl: outputs()[`DeadLetters${queue}Url`], MessageBody: body }),
    );
  };

  test('there are none', async () => {
    expect(await run('dead-letters')).toMatchObject({ code: 0, out: '(none)\n' });
    expect((await run('dead-letters', '--redrive')).out).toBe('No dead letter was there.\n');
  });

  test('are listed with what they were about, and nothing of whom', async () => {
    const row = { id: 'X', identifiers: { payerTaxId: '12345678909' } };
    await bury('Commands', JSON.stringify({ command: 'register-receivables', id: 'c1', rows: [row] }));
    await bury('Commands', 'broken');
    const { code, out } = await run('dead-letters');
    expect(code).toBe(0);
    expect(out).toMatch(/Commands +\S+ +0 min +\d +command register-receivables c1: 1 rows +See the log/);
    expect(out).toMatch(/Commands .* no message of Baixa +Nobody can read it\./);
    expect(out).not.toContain('12345678909');
    expect((await json('dead-letters')).deadLetters).toHaveLength(2);
  });

  test('go back to their queue, and are worked off there', async () => {
    const chunk = { file: idOf(BB), chunk: 1, chunks: 1, company: 'cartorio', agreement: 'cartorio-bb' };
    await bury('Chunks', JSON.stringify(chunk));
    expect(await run('dead-letters', '--redrive', 'nowhere')).toMatchObject({ code: 1 });
    expect((await run('dead-letters', '--redrive', 'chunks')).out).toBe('1 sent back to Chunks.\n');
    const left = (await json('dead-letters')).deadLetters.map(({ queue }: { queue: string }) => queue);
    expect(left).toEqual(['Commands', 'Commands']);
    expect(await receivable('BB-39')).toMatchObject({ status: 'settled' });
    expect((await receivable('BB-39')).movements).toHaveLength(5);
  });
});
