import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { makeFiles } from '@baixa/bank-simulator';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zipOf } from '../../packages/cli/src/read/test-support/zip.ts';
import { baixa, MAIN, told } from './support.ts';

/** `baixa read` as people run it: a process, with files of the simulator. */
const folder = mkdtempSync(join(tmpdir(), 'baixa-read-'));
const files = new Map(makeFiles().map((file) => [file.name, file]));
const bytesOf = (name: string) => Buffer.from(files.get(name)?.bytes ?? []);
const BB = 'cnab240-001.ret';
const CAIXA = 'cnab240-104.ret';
/** What `--json` must tell of a file of the simulator. */
function factsOf(name: string) {
  const made = files.get(name);
  if (made === undefined) throw new Error(`The simulator makes no ${name}`);
  const { format, service, bank, ...totals } = made.facts;
  return { file: bank === undefined ? { format, service } : { format, service, bank }, totals };
}

const run = (...args: string[]) => baixa(folder, ['read', ...args]);

beforeAll(() => {
  mkdirSync(join(folder, 'day', 'pix'), { recursive: true });
  writeFileSync(join(folder, 'day', BB), bytesOf(BB));
  writeFileSync(join(folder, 'day', `${CAIXA}.gz`), gzipSync(bytesOf(CAIXA)));
  writeFileSync(join(folder, 'day', 'pix', 'pix.json'), bytesOf('pix-webhook.json'));
  writeFileSync(join(folder, 'day', '.lock'), 'x');
  writeFileSync(
    join(folder, 'day.zip'),
    zipOf([BB, CAIXA].map((name) => ({ name, content: bytesOf(name) }))),
  );
  writeFileSync(join(folder, 'report.txt'), 'A report of things.\n');
  writeFileSync(join(folder, 'cut.ret'), bytesOf(BB).subarray(0, 3_000));
  writeFileSync(join(folder, 'locked.zip'), zipOf([{ name: BB, content: bytesOf(BB), encrypted: true }]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('--json', () => {
  test('is one object a file, of the shape that is promised', async () => {
    const ran = await run('--json', join('day', BB));
    expect(ran).toMatchObject({ code: 0, err: '' });
    const [only, ...more] = told(ran);
    expect(more).toEqual([]);
    expect(Object.keys(only ?? {})).toEqual(['file', 'totals', 'problems', 'entries']);
    expect(Object.keys(only?.file ?? {})).toEqual([
      'name',
      'sha256',
      'bytes',
      'format',
      'service',
      'bank',
      'agreement',
      'sequence',
      'createdOn',
      'lines',
    ]);
    expect(only).toMatchObject(factsOf(BB));
    expect(only?.file).toMatchObject({
      name: `day/${BB}`,
      sha256: createHash('sha256').update(bytesOf(BB)).digest('hex'),
      bytes: bytesOf(BB).length,
    });
    expect(only?.problems).toEqual([]);
    expect(only?.entries).toHaveLength(factsOf(BB).totals.entries);
    expect(only?.totals.trailer.mismatches).toEqual([]);
  });

  test('before the command it is the same', async () => {
    const file = join('day', BB);
    expect((await baixa(folder, ['--json', 'read', file])).out).toBe((await run(file, '--json')).out);
  });

  test('folders, gz and zip come as the files that are in them', async () => {
    const ran = await run('--json', 'day', 'day.zip');
    expect(ran.code).toBe(0);
    const all = told(ran);
    expect(all.map(({ file }) => file.name)).toEqual([
      `day/${BB}`,
      `day/${CAIXA}.gz`,
      'day/pix/pix.json',
      `day.zip!${BB}`,
      `day.zip!${CAIXA}`,
    ]);
    [BB, CAIXA, 'pix-webhook.json', BB, CAIXA].forEach((name, at) => {
      expect(all[at]).toMatchObject(factsOf(name));
      expect(all[at]?.file.bytes).toBe(bytesOf(name).length);
    });
  });

  test.each<[string, Uint8Array, string]>([
    ['a file', bytesOf(CAIXA), 'stdin'],
    ['gzip', gzipSync(bytesOf(CAIXA)), 'stdin'],
    ['a zip', zipOf([{ name: 'a.ret', content: bytesOf(CAIXA) }]), 'stdin!a.ret'],
  ])('%s may be piped in', async (_what, bytes, name) => {
    const ran = await baixa(folder, ['read', '--json', '-'], bytes);
    expect(ran).toMatchObject({ code: 0, err: '' });
    const [only] = told(ran);
    expect(only).toMatchObject(factsOf(CAIXA));
    expect(only?.file.name).toBe(name);
  });

  test('a locked member is told, with exit code 1', async () => {
    const ran = await run('--json', 'locked.zip');
    expect(ran.code).toBe(1);
    expect(told(ran)).toMatchObject([
      { file: { name: `locked.zip!${BB}`, format: 'unknown' }, problems: [{ code: 'archive.encrypted' }] },
    ]);
  });
});

describe('rows', () => {
  test('--ndjson is a line an entry with the name of its file; problems are sentences beside them', async () => {
    const [cut] = told(await run('--json', 'cut.ret'));
    const { code, out, err } = await run('--ndjson', 'cut.ret', join('day', BB));
    expect(code).toBe(1);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const own = lines.filter(({ file }) => file === 'cut.ret').map(({ file, ...entry }) => entry);
    expect(own).toEqual(cut?.entries);
    expect(lines).toHaveLength(own.length + factsOf(BB).totals.entries);
    expect(err).toMatch(/^error: cut\.ret:\d+:\d+ cnab240\.no-trailer: The file ends without its trailer/m);
  });

  test('--csv is one header and a row an entry', async () => {
    const { code, out, err } = await run('--csv', 'day');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const rows = parse(out, { columns: true }) as Record<string, string>[];
    const paid = Map.groupBy(rows, ({ file }) => file);
    expect([...paid.keys()]).toEqual([`day/${BB}`, `day/${CAIXA}.gz`, 'day/pix/pix.json']);
    const sum = (paid.get(`day/${BB}`) ?? []).reduce((all, row) => all + Number(row.paidCents), 0);
    expect(sum).toBe(factsOf(BB).totals.paidCents);
  });

  test('whoever stops reading is no error', async () => {
    const all = Array.from({ length: 40 }, () => join('day', BB)).join(' ');
    const command = `"$0" "$1" read --ndjson ${all} | head -1`;
    const shell = ['-o', 'pipefail', '-c', command, process.execPath, MAIN];
    const { stdout, stderr } = await promisify(execFile)('bash', shell, { cwd: folder });
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('');
  });
});

describe('for people', () => {
  test('a file has its heading, a table of its kinds, sums and what its trailer says', async () => {
    const { code, out, err } = await run(join('day', BB));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^day\/cnab240-001\.ret\n {2}CNAB 240 cobrança · bank 001 · agreement \d+ · sequence \d+ · of 20\d\d-\d\d-\d\d · \d+ lines\n\n {2}kind +entries +paid\n/,
    );
    expect(out).toMatch(/\n {2}payment +4 +R\$.2\.014,91\n/);
    expect(out).toMatch(/\n {2}all +18 +R\$.5\.971,42\n/);
    expect(out).toMatch(/\n {2}money in R\$.3\.922,91 · money out R\$.904,95 · face R\$.9\.201,15/);
    expect(out).toMatch(/\n {2}trailer agrees: /);
  });

  test('no payer is shown', async () => {
    const pix = {
      endToEndId: 'E12345678202611191200abcdef01234',
      valor: '12.34',
      horario: '2026-11-19T15:00:00.000Z',
      pagador: { cpf: '11122233396', nome: 'PESSOA INVENTADA' },
    };
    writeFileSync(join(folder, 'payer.json'), JSON.stringify({ pix: [pix] }));
    const [read] = told(await run('--json', 'payer.json'));
    expect(read?.entries).toMatchObject([{ payer: { taxId: '11122233396', name: 'PESSOA INVENTADA' } }]);
    const { out } = await run('payer.json');
    expect(out).toMatch(/payment +1 +R\$.12,34/);
    expect(out).not.toMatch(/11122233396|PESSOA/);
  });

  test('problems are sentences with their place, and many files have a summary', async () => {
    const { code, out } = await run('day', 'report.txt', 'cut.ret');
    expect(code).toBe(1);
    expect(out).toContain(
      'report.txt\n  error  line 1, column 1  return-files.unknown-format\n    The file begins like no return file',
    );
    expect(out).toMatch(/\n {2}error {2}line \d+, column 1 {2}cnab240\.no-trailer\n/);
    expect(out).toMatch(
      /\n\n5 files · \d+ entries · money in R\$.* · 2 with errors.*\nwith errors: report\.txt · cut\.ret\n$/,
    );
  });

  test('of very many problems twenty are shown', async () => {
    const header = bytesOf(BB)
      .subarray(0, 242 * 2)
      .toString('latin1');
    const wrong = `${'00100013'.padEnd(240, '?')}\r\n`.repeat(50);
    const { code, out } = await baixa(folder, ['read', '-'], Buffer.from(header + wrong, 'latin1'));
    expect(code).toBe(1);
    expect(out.match(/^ {2}(error|warning) {2}/gm)).toHaveLength(20);
    expect(out).toMatch(/\n {2}and \d+ more; --json has them all\n/);
  });
});

describe('misuse is a sentence and exit code 2', () => {
  test.each([
    [[], "missing required argument 'file'"],
    [['--unknown', 'day'], "unknown option '--unknown'"],
    [['--json', '--csv', 'day'], 'choose one of --json, --ndjson and --csv'],
    [['nowhere.ret', 'day'], 'there is no file nowhere.ret'],
  ])('%j', async (args, sentence) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(`error: ${sentence}\n(baixa --help shows the commands)\n`);
  });
});
