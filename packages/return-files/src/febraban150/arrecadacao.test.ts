import { describe, expect, test } from 'vitest';
import { readAll } from '../test-support/reading.ts';
import { at150, fileOf, headerOf, trailerOf } from './test-support/lines.ts';

const HEADER = headerOf('CODIGO DE BARRAS', '07');
/** R$ 87,45, due 2026-11-20. */
const BARCODE = '82650000000874501232026112001000013720261103';

/** A bill of R$ 87,45 that was paid at a branch in cash. */
const bill = (more: Readonly<Record<number, string>> = {}) =>
  at150({
    1: 'G',
    2: '00101234000000012345',
    22: '20261118',
    30: '20261119',
    38: BARCODE,
    82: '000000008745',
    94: '0000135',
    101: '00000001',
    109: '00012345',
    117: '1',
    118: 'E0000000020261118143210',
    141: '1',
    ...more,
  });

const paid = (cents: number) => ({ 82: String(cents).padStart(12, '0') });

/** Reads one bill, of which the trailer says the truth. */
const readBill = (more: Readonly<Record<number, string>>, cents = 8745) =>
  readAll(fileOf(HEADER, bill(more), trailerOf(3, cents)));

test('a bill that was paid is a payment, with what its barcode tells', async () => {
  const { header, entries, problems, totals } = await readBill({});
  expect(problems).toEqual([]);
  expect(header).toEqual({
    format: 'febraban150',
    service: 'arrecadacao',
    bank: '104',
    agreementCodes: ['0000123456', '123456'],
    sequenceNumber: 123,
    createdOn: '2026-11-18',
  });
  expect(entries).toEqual([
    {
      line: 2,
      offset: 152,
      kind: 'payment',
      occurrence: '1',
      reasons: [],
      barcode: BARCODE,
      dueOn: '2026-11-20',
      paidOn: '2026-11-18',
      creditedOn: '2026-11-19',
      faceCents: 8745,
      paidCents: 8745,
      feeCents: 135,
      channel: 'branch',
    },
  ]);
  expect(entries[0]?.netCents).toBeUndefined();
  expect(totals.trailer).toEqual({ declared: { records: 3, paidCents: 8745 }, mismatches: [] });
});

test('what was paid is the column, whatever the barcode says', async () => {
  const { entries, problems } = await readBill(paid(9012), 9012);
  expect(problems).toEqual([]);
  expect(entries[0]).toMatchObject({ faceCents: 8745, paidCents: 9012 });
});

test.each([
  ['1', 'branch'],
  ['2', 'self-service'],
  ['3', 'internet'],
  ['4', 'other'],
  ['5', 'correspondent'],
  ['6', 'telephone'],
  ['7', 'lottery'],
  ['8', 'card'],
  ['9', 'pix'],
  ['a', 'branch'],
  ['b', 'self-service'],
  ['c', 'internet'],
  ['d', 'correspondent'],
  ['e', 'telephone'],
  ['f', 'other'],
  ['g', 'lottery'],
  ['h', 'card'],
  ['i', 'pix'],
  ['l', 'correspondent'],
  [' ', undefined],
])('forma de arrecadação %j is the channel %s', async (code, channel) => {
  const { entries, problems } = await readBill({ 117: code });
  expect(problems).toEqual([]);
  expect(entries[0]?.channel).toBe(channel);
});

test('an unknown forma is told once a file, capitals being other codes than small letters', async () => {
  const lines = [
    bill({ 117: 'A' }),
    bill({ 117: 'A' }),
    bill({ 117: 'j' }),
    bill({ 141: 'X' }),
    bill({ 141: 'X' }),
  ];
  const { entries, problems } = await readAll(fileOf(HEADER, ...lines, trailerOf(7, 5 * 8745)));
  expect(entries.map(({ channel }) => channel)).toEqual([
    undefined,
    undefined,
    undefined,
    'branch',
    'branch',
  ]);
  expect(problems.map(({ code, where }) => [code, where.line, where.column, where.text])).toEqual([
    ['febraban150.unknown-channel', 2, 117, 'A'],
    ['febraban150.unknown-channel', 4, 117, 'j'],
    ['febraban150.unknown-form', 5, 141, 'X'],
  ]);
});

test('a cheque counts, and says that it may come back', async () => {
  const { entries, totals } = await readBill({ 141: '2' });
  expect(entries[0]).toMatchObject({ kind: 'payment', occurrence: '2', held: 'cheque' });
  expect(totals.moneyInCents).toBe(8745);
});

describe('the barcode', () => {
  const withValueId = (valueId: string, digit: string, value: string) =>
    `82${valueId}${digit}${value}01232026112001000013720261103`;

  test.each([
    ['8', '7', '00000008745', 8745],
    ['7', '3', '00000008745', undefined],
    ['6', '2', '00000000000', undefined],
  ])('with value identifier %s, digit %s and value %s has the face %s', async (id, digit, value, face) => {
    const { entries, codes } = await readBill({ 38: withValueId(id, digit, value) });
    expect(codes).toEqual([]);
    expect(entries[0]?.faceCents).toBe(face);
  });

  test.each([
    ['a wrong check digit', '82640000000874501232026112001000013720261103', true],
    ['one of a boleto', '00191999900000087450000001234567000010137172', true],
    ['a letter', '8265000000087450123202611200100001372026110X', false],
    ['zeros', '0'.repeat(44), false],
    ['blanks', ' '.repeat(44), false],
  ])('that is %s is told, and the payment counts without what it would say', async (_, barcode, kept) => {
    const { entries, problems, totals } = await readBill({ 38: barcode });
    expect(problems).toMatchObject([
      { code: 'febraban150.bad-barcode', severity: 'warning', where: { line: 2, column: 38, offset: 152 } },
    ]);
    expect(problems[0]?.where.text).not.toMatch(/[1-8B-Z]/);
    expect(entries[0]).toMatchObject({ barcode: kept ? barcode : undefined, paidCents: 8745 });
    expect([entries[0]?.faceCents, entries[0]?.dueOn]).toEqual([undefined, undefined]);
    expect(totals.moneyInCents).toBe(8745);
  });

  test.each([
    ['20261118', '20251118', '2025-11-18'],
    ['20261118', '20251117', undefined],
    ['20261118', '20271118', '2027-11-18'],
    ['20261118', '20271119', undefined],
    ['20261118', '20261131', undefined],
    ['00000000', '20261118', undefined],
  ])('paid on %s has %s for its due date only within a year', async (paidOn, free, dueOn) => {
    const digitOf = [...'0123456789'].map((digit) => `826${digit}000000087450123${free}00001013720261103`);
    const read = await Promise.all(digitOf.map((barcode) => readBill({ 22: paidOn, 38: barcode })));
    const sound = read.filter(({ codes }) => !codes.includes('febraban150.bad-barcode'));
    expect(sound).toHaveLength(1);
    expect(sound[0]?.entries[0]?.dueOn).toBe(dueOn);
  });

  test('of segment 6 has its due date after the root of the CNPJ', async () => {
    const digitOf = [...'0123456789'].map(
      (digit) => `866${digit}0000000874512345678${'202611200000000010137'}`,
    );
    const read = await Promise.all(digitOf.map((barcode) => readBill({ 38: barcode })));
    const [sound] = read.filter(({ codes }) => codes.length === 0);
    expect(sound?.entries[0]).toMatchObject({ dueOn: '2026-11-20', faceCents: 8745 });
  });
});

test.each([
  ['0000000087A5', 'febraban150.no-amount'],
  [' '.repeat(12), 'febraban150.no-amount'],
])('a bill whose amount is %j gives no entry, and does not hide the next', async (amount, code) => {
  const content = fileOf(HEADER, bill({ 82: amount }), bill(), trailerOf(4, 2 * 8745));
  const { entries, problems } = await readAll(content);
  expect(entries.map(({ line }) => line)).toEqual([3]);
  expect(problems).toMatchObject([
    { code, severity: 'error', where: { line: 2, column: 82, offset: 152 } },
    { code: 'febraban150.trailer-amount' },
  ]);
});

test('a line cut within its amount gives no entry: the digits left are another amount', async () => {
  const { entries, codes } = await readAll(fileOf(HEADER, bill().slice(0, 90), trailerOf(3, 8745)));
  expect(entries).toEqual([]);
  expect(codes).toEqual(['febraban150.cut-line', 'febraban150.trailer-amount']);
});

test.each([
  ['0000A35', bill().length],
  ['0000135', 97],
])('a tariff that cannot be read is left out (%s, %i characters)', async (fee, length) => {
  const { entries, codes } = await readAll(
    fileOf(HEADER, bill({ 94: fee }).slice(0, length), trailerOf(3, 8745)),
  );
  expect(codes).toEqual(['febraban150.bad-amount']);
  expect(entries[0]).toMatchObject({ paidCents: 8745, feeCents: undefined });
});

test('a payment without a date is told, and has none', async () => {
  const { entries, codes } = await readBill({ 22: '99999999', 30: '20261131' });
  expect(codes).toEqual(['febraban150.no-payment-date']);
  expect([entries[0]?.paidOn, entries[0]?.creditedOn]).toEqual([undefined, undefined]);
});

test('blank numbers are absent', async () => {
  const { entries, codes } = await readBill({ 94: ' '.repeat(7) });
  expect(codes).toEqual([]);
  expect(entries[0]?.feeCents).toBeUndefined();
});
