import { describe, expect, test } from 'vitest';
import {
  cents,
  E2E,
  fileHeader,
  fileTrailer,
  line,
  lotHeader,
  lotTrailer,
  type Places,
  read,
  record,
  tariff,
  whole,
} from '../test-support/statement-lines.ts';

test('a statement is its header, an entry a line, and nothing to say when all agrees', async () => {
  const { header, entries, problems, totals } = await whole(line(), tariff);
  expect(problems).toEqual([]);
  expect(header).toEqual({
    format: 'segment-e',
    service: 'extrato',
    bank: '001',
    agreementCodes: ['12340000000567890', '1234000000056789', '1234/56789-0', 'CONV0001'],
    taxId: '12345678000195',
    sequenceNumber: 42,
    createdOn: '2026-11-19',
  });
  expect(entries).toMatchObject([
    {
      line: 3,
      offset: 484,
      kind: 'payment',
      occurrence: '205',
      reasons: ['0821'],
      endToEndId: E2E,
      paidOn: '2026-11-18',
      creditedOn: '2026-11-19',
      paidCents: 2500,
      netCents: 2500,
      channel: 'pix',
    },
    { line: 4, offset: 726, kind: 'fee', occurrence: '105', reasons: ['0435'], feeCents: 190 },
  ]);
  expect(totals.trailer.declared).toEqual({ debitsCents: 190, creditsCents: 2500, lots: 1, records: 6 });
});

describe('a category tells what its text does not', () => {
  test.each<[string, Places, object]>([
    ['líquido de cobrança never settles', { 170: '202' }, { kind: 'other', otherCreditsCents: 2500 }],
    ['card receivables never settle', { 170: '222' }, { kind: 'other', otherCreditsCents: 2500 }],
    ['estorno never settles', { 170: '204' }, { kind: 'other', otherCreditsCents: 2500 }],
    ['a TED is one', { 170: '2090976RECEBIDA    ', 202: '98765432000198'.padEnd(39) }, { channel: 'ted' }],
    ['a deposit is one', { 170: '2200000DINHEIRO    ', 202: ' '.repeat(39) }, { channel: 'deposit' }],
    [
      'a debit of estorno that names its Pix is a reversal',
      { 169: 'D', 170: '103' },
      { kind: 'reversal', paidCents: 2500 },
    ],
  ])('%s', async (_, change, expected) => {
    const { entries } = await whole(line(change));
    expect(entries[0]).toMatchObject(expected);
  });
});

test('Itaú: one digit of the account, in the column of both, and the document at the end of the line', async () => {
  const account = { 33: '49801'.padEnd(20), 53: '06799', 58: ' ', 59: '000000056789', 71: ' 5' };
  const { header, entries } = await read(
    fileHeader({ 1: '34100000', ...account }),
    lotHeader({ 1: '34100011E0440050', ...account }),
    line({ 1: '3410001300001E1', 135: '        18112026', 202: ' '.repeat(32), 234: '123456' }),
  );
  expect(header.agreementCodes).toEqual(['67990000000567895', '6799000000056789', '6799/56789-5', '49801']);
  expect(entries).toMatchObject([{ kind: 'other', paidOn: '2026-11-18', creditedOn: '2026-11-18' }]);
});

describe('a line that cannot be read gives no entry and hides no other', () => {
  test.each<[string, Places, string, number]>([
    ['without amount', { 151: ' '.repeat(18) }, 'segment-e.no-amount', 151],
    ['with letters in its amount', { 151: 'MARIA' }, 'segment-e.no-amount', 151],
    ['without side', { 169: ' ' }, 'segment-e.no-side', 169],
  ])('%s', async (_, change, code, column) => {
    const { entries, problems } = await whole(line(change), tariff);
    expect(entries).toMatchObject([{ kind: 'fee', line: 4 }]);
    expect(problems[0]).toMatchObject({ code, severity: 'error', where: { line: 3, column, offset: 484 } });
    expect(JSON.stringify(problems)).not.toContain('MARIA');
  });

  test('without date is read without it', async () => {
    const { entries, problems } = await whole(line({ 135: '0000000099999999' }), tariff);
    expect(problems).toMatchObject([{ code: 'segment-e.no-date', severity: 'warning' }]);
    expect(entries[0]).toMatchObject({ kind: 'payment', paidCents: 2500 });
    expect([entries[0]?.paidOn, entries[0]?.creditedOn]).toEqual([undefined, undefined]);
  });

  test('of a category nobody has is told once, and read by its text', async () => {
    const own = line({ 151: cents(1250), 170: '299' });
    const { entries, problems } = await read(
      fileHeader(),
      lotHeader(),
      own,
      own,
      tariff,
      lotTrailer({ 171: '000005' }),
      fileTrailer({ 24: '000007' }),
    );
    expect(problems).toMatchObject([
      {
        code: 'segment-e.unknown-category',
        severity: 'warning',
        where: { line: 3, column: 170, text: '299' },
      },
    ]);
    expect(entries.map(({ kind }) => kind)).toEqual(['payment', 'payment', 'fee']);
  });

  test('of an unknown record type or of a megabyte', async () => {
    const { entries, codes } = await whole(line(), record({ 1: '00100018' }), 'X'.repeat(1_000_000), tariff);
    expect(entries).toHaveLength(2);
    expect(codes).toEqual(expect.arrayContaining(['segment-e.unknown-record', 'return-files.line-too-long']));
  });
});

describe('what is no statement of this account is named', () => {
  test('a lot of another service', async () => {
    const { entries, problems } = await read(
      fileHeader(),
      lotHeader(),
      line(),
      tariff,
      lotTrailer(),
      record({ 1: '00100021T01' }),
      record({ 1: '0010002300001T' }),
      record({ 1: '0010002300002U' }),
      record({ 1: '00100025' }),
      fileTrailer({ 18: '000002000010' }),
    );
    expect(entries).toHaveLength(2);
    expect(problems).toMatchObject([
      { code: 'return-files.not-read-as-settlement', severity: 'error', where: { line: 7 } },
    ]);
    expect(problems[0]?.message).toContain('its 2 detail records');
  });

  test('a lot of another account', async () => {
    const { problems } = await read(
      fileHeader(),
      lotHeader(),
      line(),
      tariff,
      lotTrailer(),
      lotHeader({ 59: '000000099999' }),
      lotTrailer({ 151: cents(100_000), 171: '000002', 177: cents(0), 195: cents(0) }),
      fileTrailer({ 18: '000002000008' }),
    );
    expect(problems).toMatchObject([
      { code: 'segment-e.other-agreement', severity: 'error', where: { line: 6, column: 33 } },
    ]);
  });

  test('an account in another currency', async () => {
    const { entries, problems } = await read(
      fileHeader(),
      lotHeader({ 171: 'USD' }),
      line(),
      lotTrailer(),
      fileTrailer({ 24: '000005' }),
    );
    expect(entries).toEqual([]);
    expect(problems).toMatchObject([{ code: 'segment-e.other-currency', where: { line: 2, text: 'USD' } }]);
  });

  test('a segment that holds no movement', async () => {
    const other = record({ 1: '0010001300002F' });
    const { entries, problems } = await read(
      fileHeader(),
      lotHeader(),
      line(),
      other,
      tariff,
      lotTrailer({ 171: '000005' }),
      fileTrailer({ 24: '000007' }),
    );
    expect(entries).toHaveLength(2);
    expect(problems).toMatchObject([{ code: 'segment-e.other-segment', where: { line: 4, text: 'F' } }]);
  });
});

describe('a file', () => {
  test('that was cut off says so', async () => {
    const { entries, codes } = await read(fileHeader(), lotHeader(), line());
    expect(entries).toHaveLength(1);
    expect(codes).toEqual(['segment-e.no-trailer']);
  });

  test('without header is read by its lot', async () => {
    const { header, codes } = await read(
      lotHeader(),
      line(),
      tariff,
      lotTrailer(),
      fileTrailer({ 24: '000005' }),
    );
    expect(header).toMatchObject({ bank: '001', taxId: '12345678000195' });
    expect(header.agreementCodes).toContain('1234/56789-0');
    expect(codes).toEqual(['segment-e.no-header']);
  });

  test('joined with another one says where', async () => {
    const one = [fileHeader(), lotHeader(), line(), tariff, lotTrailer(), fileTrailer()];
    const { problems } = await read(...one, ...one);
    expect(problems[0]).toMatchObject({ code: 'segment-e.second-header', where: { line: 7, column: 8 } });
  });

  test('with more than its record in a line says so', async () => {
    const { entries, problems } = await whole(`${line()}X`, tariff);
    expect(entries).toHaveLength(2);
    expect(problems).toMatchObject([{ code: 'segment-e.long-line', where: { line: 3, column: 241 } }]);
  });
});
