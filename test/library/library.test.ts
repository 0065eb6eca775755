import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFiles } from '@baixa/bank-simulator';
import { formatBrl } from '@baixa/core';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** `packages/cnab240-parser` as somebody has it who has nothing else of Baixa: packed, and installed into an empty folder. */
const ROOT = join(import.meta.dirname, '../..');
const PACKAGE = join(ROOT, 'packages/cnab240-parser');
const DIST = join(PACKAGE, 'dist');
const INSTALLED = 'node_modules/@baixa/cnab240-parser';
const folder = mkdtempSync(join(tmpdir(), 'baixa-library-'));

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8' });

beforeAll(() => {
  execFileSync(process.execPath, ['build/pack.ts'], { cwd: PACKAGE });
  const tarball = readdirSync(DIST).find((name) => name.endsWith('.tgz')) ?? '';
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', join(DIST, tarball));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('has what a package has, and depends on nothing', () => {
  const files = readdirSync(join(folder, INSTALLED));
  for (const file of ['index.js', 'index.js.map', 'types', 'README.md', 'LICENSE', 'example.mjs'])
    expect(files, file).toContain(file);
  const manifest = JSON.parse(readFileSync(join(folder, INSTALLED, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name: '@baixa/cnab240-parser', license: 'Apache-2.0' });
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).not.toHaveProperty('private');
  expect(readdirSync(join(folder, 'node_modules/@baixa'))).toEqual(['cnab240-parser']);
});

test('the example of its README prints what the customers of a bank paid', () => {
  const example = readFileSync(join(PACKAGE, 'example.mjs'), 'utf8');
  expect(readFileSync(join(PACKAGE, 'README.md'), 'utf8')).toContain(example);
  writeFileSync(join(folder, 'example.mjs'), example);
  const made = makeFiles().filter(({ facts }) => facts.format === 'cnab240' && facts.service === 'cobranca');
  expect(made.length).toBeGreaterThan(10);
  for (const { name, bytes, facts } of made) {
    writeFileSync(join(folder, name), bytes);
    expect(run(process.execPath, 'example.mjs', name), name).toBe(
      `Paid by customers: ${formatBrl(facts.moneyInCents)}\n`,
    );
  }
});

test('its types are whole: a strict program of somebody else is checked against them', () => {
  writeFileSync(
    join(folder, 'consumer.ts'),
    `import { type Entry, type EntryKind, layoutOf, occurrencesOf, readCnab240, readTitles, TitlePairs } from '@baixa/cnab240-parser';

export async function paidOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let cents = 0;
  for await (const item of readCnab240(chunks)) if (item.type === 'entry') cents += item.entry.paidCents ?? 0;
  return cents;
}

export async function kindsOf(text: string): Promise<EntryKind[]> {
  const { entries, problems, header } = await readTitles(text);
  const first: Entry | undefined = entries[0];
  const where: number | undefined = problems[0]?.where.line;
  const known: string | undefined = occurrencesOf(header?.bank ?? '001')[first?.occurrence ?? '']?.label;
  const paid: symbol | number | undefined = layoutOf('341').segmentU.field.paid.read(known ?? '');
  new TitlePairs('341').push({ number: where ?? Number(paid ?? 0), offset: 0, text: '', overlong: false }, []);
  return entries.map(({ kind }) => kind);
}

// @ts-expect-error a number is no source
readTitles(1);
`,
  );
  const options = [
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--noEmit',
    '--noUncheckedIndexedAccess',
  ];
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  expect(run(process.execPath, tsc, ...options, '--types', '', 'consumer.ts')).toBe('');
});

test('a bank names what it has otherwise, as data that comes with it', async () => {
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeFileSync(
    join(folder, 'data', 'banks.mjs'),
    `import { CNAB240_LAYOUTS } from '@baixa/cnab240-parser';
console.log(CNAB240_LAYOUTS.map(({ bank = '' }) => bank).join(' '));
`,
  );
  expect(run(process.execPath, 'data/banks.mjs').trim()).toBe(
    '001 004 033 041 077 085 104 136 208 237 341 422 748 756',
  );
});
