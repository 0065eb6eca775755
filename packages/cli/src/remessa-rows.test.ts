import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Agreement } from '@baixa/profile';
import { afterAll, describe, expect, test } from 'vitest';
import { isRemessa, type RemessaRowsOptions, remessaRows } from './remessa-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'baixa-remessa-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const AGREEMENTS: Agreement[] = [
  { id: 'aguas-itau', company: 'aguas', bank: '341', code: '1234/56789-0', tolerance: { cents: 0 } },
];

/** Texts at columns of a record of CNAB 400. */
function record(cells: Readonly<Record<number, string>>): string {
  let line = ' '.repeat(400);
  for (const [column, text] of Object.entries(cells))
    line = line.slice(0, Number(column) - 1) + text + line.slice(Number(column) - 1 + text.length);
  return line;
}

const header = record({
  1: '01REMESSA01COBRANCA',
  27: '123400567890',
  77: '341',
  95: '050126',
  395: '000001',
});
const trailer = (records: number) => record({ 1: '9', 395: String(records).padStart(6, '0') });
const title = (seuNumero: string, companyUse: string, more: Record<number, string> = {}) =>
  record({
    1: '1',
    38: companyUse,
    63: '00000123',
    84: '109',
    109: '01',
    111: seuNumero,
    121: '200226',
    127: '0000000012345',
    161: '0000000000041',
    174: '000000',
    219: '01',
    221: '00011122233396',
    ...more,
  });

function fileOf(...lines: string[]): string {
  const file = join(folder, 'day.rem');
  writeFileSync(file, lines.join('\r\n'), 'latin1');
  return file;
}

const rowsOf = async (lines: string[], options: RemessaRowsOptions = {}) => {
  const { rows, problems } = await remessaRows(fileOf(...lines), AGREEMENTS, options);
  return { ids: rows.map(({ value }) => value.id), codes: problems.map(({ code }) => code), rows, problems };
};

test('a remessa is told from rows by its first bytes, whatever its name', async () => {
  expect(await isRemessa(fileOf(header))).toBe(true);
  expect(await isRemessa(fileOf('id,company,account'))).toBe(false);
  expect(await isRemessa(fileOf('{"id":"F-1"}'))).toBe(false);
  expect(await isRemessa(fileOf(''))).toBe(false);
});

test('each título is a row of its agreement and company, with the line it stands on', async () => {
  const { rows, problems } = await rowsOf([
    header,
    title('FAT-1', 'LIG-7'),
    title('FAT-2', 'LIG-8'),
    trailer(4),
  ]);
  expect(problems).toEqual([]);
  expect(rows.map(({ line, value }) => [line, value.id, value.account])).toEqual([
    [2, 'FAT-1', 'LIG-7'],
    [3, 'FAT-2', 'LIG-8'],
  ]);
  expect(rows[0]?.value).toMatchObject({
    company: 'aguas',
    identifiers: { agreement: 'aguas-itau', nossoNumero: '00000123' },
    terms: { interest: { centsPerDay: 41 } },
  });
});

test('the user may say which number is the id and which the account', async () => {
  const { rows } = await rowsOf([header, title('FAT-1', 'LIG-7'), trailer(3)], {
    idFrom: 'companyUse',
    accountFrom: 'seuNumero',
  });
  expect(rows.map(({ value }) => [value.id, value.account])).toEqual([['LIG-7', 'FAT-1']]);
});

describe('a título that cannot be registered does not hide the others', () => {
  test.each([
    ['the same id again', title('FAT-1', 'LIG-9'), 'remessa.same-id'],
    ['no amount', title('FAT-2', '', { 127: '0'.repeat(13) }), 'remessa.no-face-value'],
    ['a baixa', title('FAT-2', '', { 109: '02' }), 'remessa.not-registration'],
    ['no number', title('', '', { 63: '00000000' }), 'remessa.no-id'],
  ])('%s', async (_, bad, code) => {
    const { ids, codes, problems } = await rowsOf([
      header,
      title('FAT-1', 'LIG-7'),
      bad,
      title('FAT-3', 'LIG-8'),
      trailer(5),
    ]);
    expect({ ids, codes }).toEqual({ ids: ['FAT-1', 'FAT-3'], codes: [code] });
    expect(problems[0]?.where).toMatchObject({ file: join(folder, 'day.rem'), line: 3 });
  });
});

describe('nothing is registered', () => {
  const whole = [header, title('FAT-1', 'LIG-7'), trailer(3)];

  test('of a remessa that was cut off', async () => {
    const { ids, codes } = await rowsOf(whole.slice(0, 2));
    expect({ ids, codes }).toEqual({ ids: [], codes: ['remessa.no-trailer'] });
  });

  test('of nobody’s agreement, or another than the user says', async () => {
    const others = await rowsOf([header.replace('123400567890', '999900567890'), ...whole.slice(1)]);
    expect(others).toMatchObject({ ids: [], codes: ['register.unknown-agreement'] });
    const said = await rowsOf(whole, { agreement: 'nobody' });
    expect(said).toMatchObject({ ids: [], codes: ['register.unknown-agreement'] });
    expect(said.problems[0]?.wayOut).toMatch(/^Nothing was registered\./);
  });

  test('of a bank whose layout is not known', async () => {
    const { ids, codes } = await rowsOf([header.replace('341', '999'), ...whole.slice(1)]);
    expect({ ids, codes }).toEqual({ ids: [], codes: ['remessa.unknown-bank'] });
  });
});
