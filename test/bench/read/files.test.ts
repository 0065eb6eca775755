import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { patterns } from './patterns.ts';
import { readLinesOnly, readWithBaixa } from './readers.ts';
import { writeCnab240OfSize, writeFileOf } from './write-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'baixa-bench-read-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, 'file.ret');
const all = patterns();

test.each(all)('$name: what is measured is a valid file, an entry a título', async (pattern) => {
  await writeFileOf(pattern, 1000, path);
  expect(await readWithBaixa(path)).toMatchObject({ entries: 1000, problems: 0 });
});

test('a CNAB 240 of a size has lots whose trailers agree with them', async () => {
  const [cnab240] = all;
  await writeCnab240OfSize(cnab240 as (typeof all)[number], 50e6, path);
  const titles = Math.floor(50e6 / 484);
  const { totals, ...reading } = await readWithBaixa(path);
  expect(reading).toEqual({ entries: titles, problems: 0 });
  expect(totals?.trailer.declared).toMatchObject({ lots: 2, entries: titles });
  expect(await readLinesOnly(path)).toBe(2 * titles + 6);
});
