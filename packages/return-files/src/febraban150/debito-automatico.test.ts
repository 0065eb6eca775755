import { describe, expect, test } from 'vitest';
import { readAll } from '../test-support/reading.ts';
import { at150, fileOf, headerOf, trailerOf } from './test-support/lines.ts';

const HEADER = headerOf('DEBITO AUTOMATICO', '04');

/** An order of R$ 87,45 by v04. */
const result = (code: string, more: Readonly<Record<number, string>> = {}) =>
  at150({
    1: 'F',
    2: '0000012345',
    27: '1234',
    31: '000012345678',
    45: '20261120',
    53: '000000000008745',
    68: code,
    70: 'FAT-2026-11-00017',
    150: '0',
    ...more,
  });

/** Reads one line; the trailer adds up orders whatever became of them. */
const readOne = (line: string, cents = 8745, header = HEADER) =>
  readAll(fileOf(header, line, trailerOf(3, cents)));

test.each(['00', '31'])('code %s was debited, on the date of the record', async (code) => {
  const { header, entries, problems, totals } = await readOne(result(code));
  expect(problems).toEqual([]);
  expect(header).toMatchObject({ service: 'debito-automatico', bank: '104', sequenceNumber: 123 });
  expect(entries).toEqual([
    {
      line: 2,
      offset: 152,
      kind: 'payment',
      occurrence: code,
      reasons: [],
      seuNumero: 'FAT-2026-11-00017',
      companyUse: '0000012345',
      paidOn: '2026-11-20',
      faceCents: 8745,
      paidCents: 8745,
      channel: 'direct-debit',
    },
  ]);
  expect(totals.trailer).toEqual({ declared: { records: 3, faceCents: 8745 }, mismatches: [] });
});

const REJECTED = '01 02 04 05 10 12 13 14 15 18 19 20 30 97 98'.split(' ');

test.each([...REJECTED.map((code) => [code, 'rejection']), ['96', 'change'], ['99', 'write-off']])(
  'code %s is a %s: nothing was paid, and the date is that of the order',
  async (code, kind) => {
    const { entries, problems, totals } = await readOne(result(code ?? ''));
    expect(problems).toEqual([]);
    expect(entries[0]).toMatchObject({ kind, occurrence: code, faceCents: 8745, dueOn: '2026-11-20' });
    expect([entries[0]?.paidCents, entries[0]?.paidOn]).toEqual([undefined, undefined]);
    expect(totals.moneyInCents).toBe(0);
  },
);

test('an unknown code settles nothing', async () => {
  const { entries, problems, totals } = await readOne(result('42'));
  expect(entries[0]).toMatchObject({ kind: 'other', occurrence: '42', faceCents: 8745, dueOn: '2026-11-20' });
  expect(problems).toMatchObject([
    {
      code: 'febraban150.unknown-return-code',
      severity: 'error',
      where: { line: 2, column: 68, text: '42' },
    },
  ]);
  expect(totals.moneyInCents).toBe(0);
});

test('the trailer adds up all orders, whatever became of them', async () => {
  const lines = [result('00'), result('01'), result('31')];
  const right = await readAll(fileOf(HEADER, ...lines, trailerOf(5, 3 * 8745)));
  expect(right.codes).toEqual([]);
  expect(right.totals).toMatchObject({ faceCents: 3 * 8745, moneyInCents: 2 * 8745 });
  const paidOnly = await readAll(fileOf(HEADER, ...lines, trailerOf(5, 2 * 8745)));
  expect(paidOnly.codes).toEqual(['febraban150.trailer-amount']);
});

test('a debit whose amount cannot be read gives no entry', async () => {
  const { entries, problems } = await readOne(result('00', { 53: '00000000000874X' }), 0);
  expect(entries).toEqual([]);
  expect(problems).toMatchObject([{ code: 'febraban150.no-amount', where: { line: 2, column: 53 } }]);
});

test('an order that was not debited is told without an amount that cannot be read', async () => {
  const { entries, codes } = await readOne(result('01', { 53: '00000000000874X' }), 0);
  expect(codes).toEqual(['febraban150.bad-amount']);
  expect(entries[0]).toMatchObject({ kind: 'rejection', faceCents: undefined });
});

test('a line cut before its return code gives no entry', async () => {
  const { entries, codes } = await readOne(result('00').slice(0, 68), 0);
  expect(entries).toEqual([]);
  expect(codes).toEqual(['febraban150.cut-line']);
});

test('a debit without a date is told; zeros identify nobody', async () => {
  const { entries, codes } = await readOne(
    result('00', { 2: '0'.repeat(25), 45: '00000000', 70: '0'.repeat(20) }),
  );
  expect(codes).toEqual(['febraban150.no-payment-date']);
  const { paidOn, companyUse, seuNumero } = entries[0] ?? {};
  expect([paidOn, companyUse, seuNumero]).toEqual([undefined, undefined, undefined]);
});

test.each([
  ['2', 'registration', []],
  ['1', 'change', []],
  ['3', 'other', ['febraban150.unknown-movement']],
])('an option with movement %s is a %s', async (movement, kind, problems) => {
  const option = at150({ 1: 'B', 2: '0000012345', 27: '1234', 45: '20261110', 150: movement });
  const { entries, codes, totals } = await readOne(option, 0);
  expect(codes).toEqual(problems);
  expect(entries[0]).toMatchObject({
    kind,
    occurrence: movement,
    companyUse: '0000012345',
    processedOn: '2026-11-10',
  });
  expect(totals.moneyInCents).toBe(0);
});

test('records that tell of no payment are passed over and counted', async () => {
  const others = [...'CDHIJKLX'].map((type) => at150({ 1: type, 2: '0000012345' }));
  const { entries, codes } = await readAll(
    fileOf(HEADER, ...others, result('00'), trailerOf(others.length + 3, 8745)),
  );
  expect(codes).toEqual([]);
  expect(entries).toHaveLength(1);
});

test('orders that a file repeats are in its total', async () => {
  const order = at150({ 1: 'E', 2: '0000012345', 45: '20261120', 53: '000000000001000', 68: '03', 150: '0' });
  const { entries, codes } = await readOne(order, 1000);
  expect([entries, codes]).toEqual([[], []]);
});

describe('the total of what was debited (record T)', () => {
  const total = (cents: number) => at150({ 1: 'T', 2: '000001', 8: String(cents).padStart(17, '0') });

  test('agrees with the records F', async () => {
    const content = fileOf(HEADER, result('00'), result('01'), total(8745), trailerOf(5, 2 * 8745));
    expect((await readAll(content)).codes).toEqual([]);
  });

  test('tells of debits that no record F lists', async () => {
    const content = fileOf(HEADER, result('01'), total(5000), trailerOf(4, 8745));
    expect((await readAll(content)).problems).toMatchObject([
      { code: 'febraban150.debits-not-listed', severity: 'error', where: { line: 3, column: 8 } },
    ]);
  });
});

describe('the versions', () => {
  test.each([
    ['2', '000011122233396', '11122233396'],
    ['1', '012345678000195', '12345678000195'],
    [' ', '000011122233396', undefined],
  ])('since v05 prove the account by a number of type %j', async (type, taxId, expected) => {
    const line = result('00', { 130: type, 131: taxId });
    for (const version of ['05', '06']) {
      const { entries, codes } = await readOne(line, 8745, headerOf('DEBITO AUTOMATICO', version));
      expect(codes).toEqual([]);
      expect(entries[0]?.payer?.taxId).toBe(expected);
      expect(entries[0]?.seuNumero).toBe('FAT-2026-11-00017');
    }
  });

  test('before v05 have all of 70 to 139 for the company', async () => {
    const { entries } = await readOne(result('00', { 70: 'X'.repeat(70) }));
    expect(entries[0]?.seuNumero).toBe('X'.repeat(70));
    expect(entries[0]?.payer).toBeUndefined();
  });

  test('since v08 have six more characters for the client at the bank, and all after it further on', async () => {
    const lines = ['00', 'DP', '01'].map((code) =>
      at150({
        1: 'F',
        2: '0000012345',
        27: '1234',
        31: '00000000000012345678',
        51: '20261120',
        59: '000000000008745',
        74: code,
        76: 'FAT-17',
        130: '2',
        131: '000011122233396',
        150: '0',
      }),
    );
    const { entries, codes, totals } = await readAll(
      fileOf(headerOf('DEBITO AUTOMATICO', '08'), ...lines, trailerOf(5, 3 * 8745)),
    );
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([
      { kind: 'payment', paidOn: '2026-11-20', paidCents: 8745, faceCents: 8745, seuNumero: 'FAT-17' },
      { kind: 'partial-payment', paidOn: '2026-11-20', paidCents: 8745 },
      { kind: 'rejection', dueOn: '2026-11-20', faceCents: 8745 },
    ]);
    expect(entries[1]?.faceCents).toBeUndefined();
    expect(totals.moneyInCents).toBe(2 * 8745);
  });
});
