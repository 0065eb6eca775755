import { describe, expect, test } from 'vitest';
import { readAll } from '../test-support/reading.ts';
import * as made from '../test-support/records-750.ts';

const { charge, file750, header, information, numbered, receipt, trailer } = made;
const second = { 2: 'EMB2026110000000000000000002', 632: 'E60701190202611181733aBcDeFgHiJk' };
const money = (cents: number) => String(cents).padStart(17, '0');

describe('the trailer', () => {
  test.each([
    ['details', 4],
    ['movements', 3],
    ['details with header and trailer', 6],
    ['movements with header and trailer', 5],
    ['nothing', 0],
  ])('may count %s', async (_, records) => {
    const all = [header(), charge(), information(), receipt(), receipt(second)];
    expect((await readAll(file750(...all, trailer(22490, records)))).codes).toEqual([]);
  });

  test('may sum the original values of receipts alone', async () => {
    expect((await readAll(file750(header(), charge(), receipt(), trailer(8745, 2)))).codes).toEqual([]);
  });

  test('that sums what was paid is wrong, and so is another count', async () => {
    const { problems, totals } = await readAll(
      file750(header(), receipt(), receipt(second), trailer(17892, 7)),
    );
    expect(problems).toMatchObject([
      { code: 'cnab750.trailer-amount', severity: 'error', where: { line: 4, column: 713 } },
      { code: 'cnab750.trailer-count', severity: 'warning', where: { line: 4, column: 730 } },
    ]);
    expect(totals.trailer.mismatches).toEqual([
      { what: 'faceCents', line: 4, declared: 17892, found: 17490 },
      { what: 'records', line: 4, declared: 7, found: 2 },
    ]);
  });

  test('that is missing is told at the end', async () => {
    const { entries, problems } = await readAll(file750(header(), receipt()));
    expect(entries).toHaveLength(1);
    expect(problems).toMatchObject([{ code: 'cnab750.no-trailer', severity: 'error', where: { line: 2 } }]);
  });

  test('of a file without movements is enough', async () => {
    const { problems } = await readAll(file750(header(), trailer(0, 0)));
    expect(problems).toMatchObject([{ code: 'cnab750.no-movements', severity: 'warning' }]);
  });
});

describe('a file that is not one return', () => {
  test('a remessa is named, and nothing of it is read', async () => {
    const content = file750(header({ 1: '01REMESSA02PIX' }), charge({ 159: '01' }), trailer(1, 9));
    const { entries, problems, header: found } = await readAll(content);
    expect(found).toMatchObject({ format: 'cnab750', bank: '341', sequenceNumber: 42 });
    expect(entries).toEqual([]);
    expect(problems).toMatchObject([
      { code: 'cnab750.remessa', severity: 'error', where: { line: 1, column: 2 } },
    ]);
  });

  test('two files in one are told, and each trailer is held against its own', async () => {
    const one = file750(header(), receipt(), trailer(8745, 1));
    const other = file750(header(), receipt(second), trailer(8745, 1));
    const { entries, problems } = await readAll(one + other);
    expect(entries).toHaveLength(2);
    expect(problems).toMatchObject([
      { code: 'cnab750.second-header', severity: 'error', where: { line: 4 } },
    ]);
  });

  test('a record of another company, and of another institution, is told once', async () => {
    const other = { 37: '60746948', 47: '98765432000198' };
    const content = file750(header(), receipt(other), receipt({ ...second, ...other }), trailer(17490, 2));
    const { entries, problems } = await readAll(content);
    expect(entries).toHaveLength(2);
    expect(problems).toMatchObject([
      {
        code: 'cnab750.other-institution',
        severity: 'warning',
        where: { line: 2, column: 37, text: '60746948' },
      },
      { code: 'cnab750.other-company', severity: 'error', where: { line: 2, column: 47 } },
    ]);
  });

  test('a branch of the company is the company', async () => {
    const content = file750(header(), receipt({ 47: '12345678000276' }), trailer(8745, 1));
    expect((await readAll(content)).codes).toEqual([]);
  });

  test('records of no known type hide none of the others', async () => {
    const content = file750(header(), made.record({ 1: '3' }), receipt(), trailer(8745, 1));
    const { entries, problems } = await readAll(content);
    expect(entries).toHaveLength(1);
    expect(problems).toMatchObject([
      { code: 'cnab750.unknown-record', severity: 'error', where: { line: 2 } },
    ]);
  });
});

describe('damaged lines', () => {
  const lines = numbered(header(), receipt(), receipt(second), trailer(17490, 2));
  const withSecond = (line: string) => [lines[0], line, lines[2], lines[3]].join('\n');

  test.each([
    ['within what was paid', 310, ['cnab750.cut-record', 'cnab750.no-amount'], undefined],
    ['before what was paid', 300, ['cnab750.no-amount'], undefined],
    ['within the endToEndId', 650, ['cnab750.bad-end-to-end-id'], { paidCents: 8946, feeCents: undefined }],
    ['within the tarifa', 743, ['cnab750.cut-record'], { paidCents: 8946, feeCents: undefined }],
    ['before its number', 744, [], { paidCents: 8946, feeCents: 95 }],
  ])('cut %s: no number is read that was cut in two', async (_, length, codes, entry) => {
    const reading = await readAll(withSecond(lines[1]?.slice(0, length) ?? ''));
    expect(reading.codes.filter((code) => code !== 'cnab750.sequence-gap')).toEqual(codes);
    expect(reading.codes).toContain('cnab750.sequence-gap');
    expect(reading.entries).toHaveLength(entry === undefined ? 1 : 2);
    expect(reading.entries.at(-1)).toMatchObject({ txid: second[2], paidCents: 8946 });
    if (entry !== undefined) expect(reading.entries[0]).toMatchObject(entry);
  });

  test.each([
    ['missing', `${lines[1]?.slice(0, 198)}${lines[1]?.slice(199)}`],
    ['too many', `${lines[1]?.slice(0, 198)}0${lines[1]?.slice(198)}`],
  ])('a character %s shifts all columns, so that none is read', async (_, line) => {
    const { entries, problems } = await readAll(withSecond(line));
    expect(entries).toMatchObject([{ txid: second[2] }]);
    expect(problems).toMatchObject([
      { code: 'cnab750.shifted-record', severity: 'error', where: { line: 2, offset: 751 } },
      { code: 'cnab750.trailer-amount' },
      { code: 'cnab750.trailer-count' },
    ]);
  });

  test('a lost record shows in the numbers of the others', async () => {
    const { problems } = await readAll([lines[0], lines[2], lines[3]].join('\n'));
    expect(problems[0]).toMatchObject({ code: 'cnab750.sequence-gap', where: { line: 2, column: 745 } });
  });

  test('blanks and other text after a record are no part of it', async () => {
    const blank = await readAll(lines.map((line) => `${line}    `).join('\n'));
    expect(blank.codes).toEqual([]);
    const more = await readAll(lines.map((line) => `${line} x`).join('\n'));
    expect(more.codes).toEqual(['cnab750.long-line']);
    expect(more.entries).toHaveLength(2);
  });

  test('accents are one character each in both encodings', async () => {
    const named = numbered(header(), receipt({ 350: 'JOÃO DA CONCEIÇÃO' }), trailer(8745, 1)).join('\r\n');
    for (const encoding of ['utf8', 'latin1'] as const) {
      const { entries, codes } = await readAll(Buffer.from(named, encoding));
      expect(codes).toEqual([]);
      expect(entries[0]).toMatchObject({ payer: { name: 'JOÃO DA CONCEIÇÃO' }, feeCents: 95 });
    }
  });
});

describe('records in blocks without line ends', () => {
  const receipts = Array.from({ length: 200 }, (_, at) =>
    receipt({ 350: at === 100 ? 'JOÃO DA CONCEIÇÃO' : 'PADARIA EXEMPLO', 301: money(at === 150 ? 0 : 8946) }),
  );
  const lines = numbered(header(), ...receipts, trailer(200 * 8745, 200));

  test.each(['utf8', 'latin1'] as const)('are read in %s, each at its byte and column', async (encoding) => {
    const bytes = Buffer.from(lines.join(''), encoding);
    for (const size of [100, 4096, 1_000_000]) {
      const { entries, problems, totals } = await readAll(bytes, size);
      expect(entries).toHaveLength(199);
      expect(entries[100]?.payer?.name).toBe('JOÃO DA CONCEIÇÃO');
      expect(entries[198]).toMatchObject({ line: 1, offset: bytes.length - 2 * 750 });
      expect(problems).toMatchObject([
        {
          code: 'cnab750.no-amount',
          where: {
            line: 1,
            column: 151 * 750 + 301,
            offset: entries[149]?.offset && entries[149].offset + 750,
          },
        },
      ]);
      expect(totals).toMatchObject({ lines: 1, moneyInCents: 199 * 8946 });
    }
  });

  test('one that lost a character shifts all after it: none of them is read', async () => {
    const [head, first, ...rest] = lines;
    const { entries, codes } = await readAll(
      `${head}${first}${rest[0]?.slice(0, 210)}${rest[0]?.slice(211)}${rest.slice(1).join('')}`,
    );
    expect(entries).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['cnab750.shifted-record', 'cnab750.no-trailer']));
  });
});
