import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkFolder } from './check-folder.ts';
import { expectedFiles, readExpected } from './expected.ts';
import { made } from './made.ts';

const here = import.meta.dirname;

/** The project's own files, and real ones where they stand beside the project. */
const folders = [
  { folder: join(here, 'files'), expectedFile: join(here, 'files', 'expected.json') },
  { folder: resolve(here, '../../../shared/corpus'), expectedFile: join(here, 'corpus.expected.json') },
].filter(({ folder }) => existsSync(folder));

for (const { folder, expectedFile } of folders) {
  const expected = readExpected(expectedFile);
  const checked = await checkFolder(folder, expected, expectedFile);

  describe(folder, () => {
    test('every file that is expected was read', () => {
      expect(checked.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(expected)));
      expect(Object.keys(expected).length).toBeGreaterThan(0);
    });

    test.each(checked)('$name', ({ differences }) => expect(differences).toEqual([]));
  });
}

describe('npm run conformance', () => {
  const file = 'cnab240-001.ret';
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baixa-conformance-'));
    writeFileSync(join(folder, file), made().get(file) ?? '');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((done) => {
      execFile(process.execPath, [join(here, 'main.ts'), ...args], (error, out, err) =>
        done({ code: error === null ? 0 : Number(error.code), out, err }),
      );
    });
  const expecting = (expected: object) =>
    writeFileSync(join(folder, 'expected.json'), JSON.stringify({ [file]: expected }));

  test('a file that is as expected has its line and exit code 0', async () => {
    expecting({ bank: '001', entries: 18, problems: {} });
    const { code, out } = await run(folder);
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ +cnab240-001\.ret +cnab240 +18 +R\$.[\d.]+,\d\d/m);
    expect(out).toContain('1 files, all as expected');
  });

  test('what differs is told, one line a difference, with exit code 1', async () => {
    expecting({
      bank: '104',
      paidCents: 1,
      byKind: { payment: 5, protest: 0 },
      occurrences: { '99': 1 },
      problems: { 'cnab240.unpaired-u': 1 },
      first: { line: 4 },
      at: { '3': { kind: 'other' }, '9999': { kind: 'payment' } },
    });
    const { code, out } = await run(folder);
    expect(code).toBe(1);
    for (const sentence of [
      /^✗ +cnab240-001\.ret/m,
      /^ +bank is 001, expected 104$/m,
      /^ +paidCents is R\$.[\d.]+,\d\d, expected R\$.0,01$/m,
      /^ +payment is 4, expected 5$/m,
      /^ +protest is 1, expected 0$/m,
      /^ +write-off is 1, expected 0$/m,
      /^ +occurrence 06 is \d+, expected 0$/m,
      /^ +occurrence 99 is 0, expected 1$/m,
      /^ +problem cnab240\.unpaired-u is 0, expected 1$/m,
      /^ +first entry: line is 3, expected 4$/m,
      /^ +line 3: kind is payment, expected other$/m,
      /^ +line 9999: kind is absent, expected payment$/m,
    ])
      expect(out).toMatch(sentence);
  });

  test('an error nobody expects and a file that is not there are differences', async () => {
    writeFileSync(join(folder, 'expected.json'), JSON.stringify({ 'gone.ret': {} }));
    writeFileSync(join(folder, 'report.txt'), 'a report');
    const { code, out } = await run(folder);
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ +gone\.ret\n +it is expected, and not there$/m);
    expect(out).toContain('problem return-files.unknown-format is 1, expected 0');
    expect(out).toMatch(/^✓ +cnab240-001\.ret/m);
  });

  test('--expected names another file of expectations', async () => {
    const other = join(folder, '.other.json');
    writeFileSync(other, JSON.stringify({ [file]: { entries: 17 } }));
    const { code, out } = await run(folder, '--expected', other);
    expect(code).toBe(1);
    expect(out).toContain('entries is 18, expected 17');
  });

  test.each([
    [[]],
    [['nowhere']],
    [['.', 'another']],
    [['.', '--unknown']],
    [['.', '--expected', 'nowhere.json']],
  ])('%j is misuse: exit code 2', async (args) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('usage: npm run conformance');
  });

  test('an expectation with a misspelt name is refused', () => {
    expect(expectedFiles.safeParse({ [file]: { paidCent: 1 } }).success).toBe(false);
  });
});
