import { createHash } from 'node:crypto';
import { makeFiles } from '@baixa/bank-simulator';
import { problem } from '@baixa/core';
import type { ReadItem } from '@baixa/return-files';
import { expect, test } from 'vitest';
import { readSource } from './reading.ts';
import { SourceFailed } from './source.ts';

const file = makeFiles().find(({ name }) => name === 'cnab240-001.ret');
const bytes = Buffer.from(file?.bytes ?? []);

async function* chunks(upTo = bytes.length, fails = false): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < upTo; at += 500) yield bytes.subarray(at, Math.min(at + 500, upTo));
  if (fails) throw new SourceFailed(problem('archive.broken', {}, 'It ends too early.'));
}

async function reading(source: AsyncIterable<Uint8Array>) {
  const items: ReadItem[] = [];
  const read = await readSource({ name: 'a.ret', bytes: source }, (batch) => {
    items.push(...batch);
  });
  return { ...read, problems: items.flatMap((item) => (item.type === 'problem' ? [item.problem] : [])) };
}

test('a file is told by its own bytes and header', async () => {
  const { file, totals } = await reading(chunks());
  expect(file).toEqual({
    name: 'a.ret',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    format: 'cnab240',
    service: 'cobranca',
    bank: '001',
    agreement: expect.stringMatching(/^\d+$/),
    sequence: expect.any(Number),
    createdOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    lines: bytes.toString('latin1').trimEnd().split('\n').length,
  });
  expect(Object.keys(totals).sort()).toEqual([
    'byKind',
    'entries',
    'faceCents',
    'feeCents',
    'moneyInCents',
    'moneyOutCents',
    'netCents',
    'paidCents',
    'trailer',
  ]);
});

test('a source that fails on the way gives what it had, its problem, and no hash', async () => {
  const { file, totals, problems } = await reading(chunks(3_000, true));
  expect(file).toMatchObject({ bytes: 3_000, format: 'cnab240', sha256: undefined });
  expect(totals.entries).toBeGreaterThan(0);
  expect(problems.at(-1)).toMatchObject({ code: 'archive.broken', where: { file: 'a.ret' } });
});

test('a source that fails at once has no problem but that', async () => {
  const { problems } = await reading(chunks(0, true));
  expect(problems.map(({ code }) => code)).toEqual(['archive.broken']);
});

test('an error of our own is thrown', async () => {
  async function* wrong(): AsyncGenerator<Uint8Array> {
    yield bytes;
    throw new TypeError('ours');
  }
  await expect(reading(wrong())).rejects.toThrow('ours');
});
