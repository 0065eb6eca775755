import { expect, test } from 'vitest';
import { readAll } from '../test-support/reading.ts';
import { at150, fileOf, headerOf, trailerOf } from './test-support/lines.ts';

const HEADER = headerOf('CODIGO DE BARRAS', '05');
const BILL = at150({
  1: 'G',
  22: '20261118',
  30: '20261119',
  38: '82650000000874501232026112001000013720261103',
  82: '000000008745',
  94: '0000135',
  117: '3',
  141: '6',
});

const read = (...lines: string[]) => readAll(fileOf(...lines));

test.each([
  ['small letters', [`a${HEADER.slice(1)}`, `g${BILL.slice(1)}`, `z${trailerOf(3, 8745).slice(1)}`]],
  ['an asterisk in column 150', [HEADER, BILL, trailerOf(3, 8745)].map((line) => `${line.slice(0, 149)}*`)],
  ['151 characters', [HEADER, BILL, trailerOf(3, 8745)].map((line) => `${line} `)],
  ['blank lines', ['', HEADER, '  ', BILL, '', trailerOf(3, 8745), '\x1a']],
  ['no blanks at the end', [HEADER, BILL, trailerOf(3, 8745)].map((line) => line.trimEnd())],
])('a file with %s is read like any other', async (_, lines) => {
  const { codes, totals } = await read(...lines);
  expect(codes).toEqual([]);
  expect(totals).toMatchObject({ entries: 1, moneyInCents: 8745 });
});

test('a character beyond the record is told once', async () => {
  const { codes, totals } = await read(HEADER, `${BILL}*`, `${BILL}*`, trailerOf(4, 2 * 8745));
  expect(codes).toEqual(['febraban150.long-line']);
  expect(totals.moneyInCents).toBe(2 * 8745);
});

test('bytes of Latin-1 and UTF-8 stand in the same columns', async () => {
  const header = headerOf('CODIGO DE BARRAS', '05', { 23: 'ÁGUAS DA CONCEIÇÃO  ' });
  const content = fileOf(header, BILL, trailerOf(3, 8745));
  for (const encoding of ['latin1', 'utf8'] as const) {
    const found = await readAll(Buffer.from(content, encoding));
    expect(found.codes).toEqual([]);
    expect(found.header).toMatchObject({ bank: '104', sequenceNumber: 123, createdOn: '2026-11-18' });
  }
});

test('a remessa is named, and nothing of it is read', async () => {
  const { entries, problems } = await read(headerOf('', '05', { 1: 'A1' }), BILL, trailerOf(3, 8745));
  expect(entries).toEqual([]);
  expect(problems).toMatchObject([
    { code: 'febraban150.remessa', severity: 'error', where: { line: 1, column: 2 } },
  ]);
});

test.each([
  ['another total', trailerOf(3, 8746), 'febraban150.trailer-amount', 'error', 8],
  ['a total of zeros', trailerOf(3, 0), 'febraban150.trailer-amount', 'error', 8],
  ['a blank total', at150({ 1: 'Z000003' }), 'febraban150.trailer-amount', 'error', 8],
  [
    'a total with a letter',
    at150({ 1: 'Z000003', 8: '0000000000000874A' }),
    'febraban150.trailer-amount',
    'error',
    8,
  ],
  ['a total that is cut', trailerOf(3, 87450).slice(0, 23), 'febraban150.trailer-amount', 'error', 8],
  ['another count', trailerOf(2, 8745), 'febraban150.trailer-count', 'warning', 2],
])('a trailer with %s is told', async (_, trailer, code, severity, column) => {
  const { entries, problems } = await read(HEADER, BILL, trailer);
  expect(entries).toHaveLength(1);
  expect(problems).toMatchObject([{ code, severity, where: { line: 3, column, offset: 304 } }]);
});

test('a trailer that does not count is no claim', async () => {
  const { codes, totals } = await read(HEADER, BILL, trailerOf(0, 8745));
  expect(codes).toEqual([]);
  expect(totals.trailer.declared).toEqual({ paidCents: 8745 });
});

test('a file without its trailer is told', async () => {
  const { entries, problems } = await read(HEADER, BILL);
  expect(entries).toHaveLength(1);
  expect(problems).toMatchObject([{ code: 'febraban150.no-trailer', severity: 'error', where: { line: 2 } }]);
});

test('a file with nothing between its frame is told', async () => {
  expect((await read(HEADER, trailerOf(2, 0))).codes).toEqual(['febraban150.no-details']);
});

test('two files in one are told, and each trailer is of its own', async () => {
  const one = [HEADER, BILL, trailerOf(3, 8745)];
  const { entries, problems } = await read(...one, ...one);
  expect(entries.map(({ line }) => line)).toEqual([2, 5]);
  expect(problems).toMatchObject([
    { code: 'febraban150.second-header', severity: 'error', where: { line: 4 } },
  ]);
});

test('a record after the trailer is not read', async () => {
  const { entries, problems } = await read(HEADER, BILL, trailerOf(3, 8745), BILL);
  expect(entries).toHaveLength(1);
  expect(problems).toMatchObject([
    { code: 'febraban150.after-trailer', severity: 'error', where: { line: 4 } },
  ]);
});

test('an unknown record and an endless line do not hide the next', async () => {
  const { entries, problems } = await read(
    HEADER,
    at150({ 1: 'Q' }),
    `G${'0'.repeat(70_000)}`,
    BILL,
    trailerOf(5, 8745),
  );
  expect(entries.map(({ line }) => line)).toEqual([4]);
  expect(problems).toMatchObject([
    { code: 'febraban150.unknown-record', where: { line: 2, column: 1, text: 'Q' } },
    { code: 'return-files.line-too-long', where: { line: 3 } },
  ]);
});

test.each([
  ['CODIGO DE BARRAS', '07', []],
  ['CODIGO DE BARRAS', '08', ['febraban150.newer-version']],
  ['CODIGO DE BARRAS', '  ', []],
  ['DEBITO AUTOMATICO', '08', []],
  ['DEBITO AUTOMATICO', '09', ['febraban150.newer-version']],
])('%s of version %j has the problems %j', async (service, version, codes) => {
  expect((await read(headerOf(service, version), BILL, trailerOf(3, 8745))).codes).toEqual(codes);
});

test('the numbers of a header that are no numbers are absent', async () => {
  const { header } = await read(
    headerOf('', '05', { 3: '0'.repeat(20), 66: '00000000', 74: '00012A' }),
    BILL,
  );
  expect([header.agreementCodes, header.createdOn, header.sequenceNumber]).toEqual([
    [],
    undefined,
    undefined,
  ]);
});
