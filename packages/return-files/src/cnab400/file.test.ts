import { describe, expect, test } from 'vitest';
import { detect } from '../index.ts';
import { cents, numbered, opening, readRecords, record } from '../test-support/cnab400-lines.ts';
import { readAll } from '../test-support/reading.ts';

const HEADER = { ...opening('748BANSICREDI', '20261119'), 27: '1234512345678000195' };
const TITLE = {
  1: '1',
  48: '262101372',
  109: '06',
  111: '181126',
  153: cents(1000),
  254: cents(1000),
  329: '20261119',
};
const TRAILER = { 1: '9274812345' };

describe('a file', () => {
  test('is a header, its entries and an end', async () => {
    const { header, entries, codes, totals } = await readRecords(HEADER, TITLE, TITLE, TRAILER);
    expect(header).toMatchObject({ format: 'cnab400', service: 'cobranca', bank: '748' });
    expect(entries).toMatchObject([
      { line: 2, offset: 402 },
      { line: 3, offset: 804 },
    ]);
    expect(codes).toEqual([]);
    expect(totals).toMatchObject({ lines: 4, entries: 2, moneyInCents: 2000 });
  });

  test('without títulos is told, and is nothing to worry about', async () => {
    expect((await readRecords(HEADER, TRAILER)).problems).toMatchObject([
      { code: 'cnab400.no-titles', severity: 'warning' },
    ]);
  });

  test('of a header alone was cut off', async () => {
    const { header, codes } = await readRecords(HEADER);
    expect(header).toMatchObject({ bank: '748', agreementCodes: ['12345'] });
    expect(codes).toEqual(['cnab400.no-trailer']);
  });

  test('without trailer keeps its entries, and is an error', async () => {
    const { entries, problems } = await readRecords(HEADER, TITLE);
    expect(entries).toHaveLength(1);
    expect(problems).toMatchObject([{ code: 'cnab400.no-trailer', severity: 'error', where: { line: 2 } }]);
  });

  test('with a second header may be two', async () => {
    const lines = [...numbered(HEADER, TITLE, TRAILER), ...numbered(HEADER, TITLE, TRAILER)];
    const { entries, problems } = await readAll(lines.join('\n'));
    expect(entries.map((it) => it.line)).toEqual([2, 5]);
    expect(problems).toMatchObject([
      { code: 'cnab400.second-header', severity: 'error', where: { line: 4 } },
    ]);
  });

  test('that is a remessa is not read', async () => {
    const remessa = { ...HEADER, 1: '01REMESSA01COBRANCA' };
    const { header, entries, codes } = await readRecords(remessa, TITLE, TRAILER);
    expect(header).toMatchObject({ format: 'cnab400', service: 'cobranca', bank: '748' });
    expect(entries).toEqual([]);
    expect(codes).toEqual(['cnab400.remessa']);
  });

  test.each([
    ['246BANCO ABC', '246'],
    ['SICREDI', undefined],
  ])(
    'of a bank without a layout (%s) is refused in one sentence, and nothing is guessed',
    async (name, bank) => {
      const { header, entries, problems } = await readRecords({ ...HEADER, 77: name }, TITLE, TITLE, TRAILER);
      expect(header).toEqual({ format: 'cnab400', service: 'cobranca', bank, agreementCodes: [] });
      expect(entries).toEqual([]);
      expect(problems).toMatchObject([
        { code: 'cnab400.unknown-bank', severity: 'error', where: { line: 1, column: 77, offset: 0 } },
      ]);
    },
  );

  test('of another service is named with its records', async () => {
    const { entries, problems } = await readRecords(
      { ...HEADER, 1: '02RETORNO04VENDOR  ' },
      TITLE,
      TITLE,
      TRAILER,
    );
    expect(entries).toEqual([]);
    expect(problems).toMatchObject([{ code: 'return-files.not-read-as-settlement', where: { line: 2 } }]);
    expect(problems[0]?.message).toContain('its 2 detail records');
  });

  test('without header names no bank, so none of it is read', async () => {
    const lines = numbered(TITLE, TITLE, TRAILER).join('\n');
    expect(detect(Buffer.from(lines))).toEqual({ format: 'cnab400', service: 'cobranca' });
    const { entries, problems } = await readAll(lines);
    expect(entries).toEqual([]);
    expect(problems).toMatchObject([{ code: 'cnab400.no-header', severity: 'error', where: { line: 1 } }]);
  });

  test('whose header has no code of the service says it in words', async () => {
    for (const service of ['  ', '00']) {
      const { codes } = await readRecords({ ...HEADER, 10: `${service}COBRANCA` }, TITLE, TRAILER);
      expect(codes).toEqual([]);
    }
  });
});

describe('a record', () => {
  test('of an unknown type is told, and hides nothing', async () => {
    const { entries, problems } = await readRecords(HEADER, TITLE, { 1: 'X' }, TITLE, TRAILER);
    expect(entries).toHaveLength(2);
    expect(problems).toMatchObject([
      {
        code: 'cnab400.unknown-record',
        severity: 'error',
        where: { line: 3, column: 1, offset: 804, text: 'X' },
      },
    ]);
  });

  test('out of sequence is told once a file', async () => {
    const lines = numbered(HEADER, TITLE, TITLE, TITLE, TITLE, TRAILER);
    const { entries, problems } = await readAll([lines[0], lines[2], lines[4], lines[5]].join('\n'));
    expect(entries).toHaveLength(2);
    expect(problems).toMatchObject([
      { code: 'cnab400.sequence-gap', severity: 'warning', where: { line: 2, column: 395 } },
    ]);
  });

  test('need not be numbered where its header is not', async () => {
    const lines = [HEADER, TITLE, TRAILER].map((one) => record(one));
    expect((await readAll(lines.join('\n'))).codes).toEqual([]);
  });
});

describe('an entry', () => {
  const one = (places: object) => readRecords(HEADER, { ...TITLE, ...places }, TRAILER);

  test('of an unknown ocorrência is kept as other, and settles nothing', async () => {
    const { entries, problems, totals } = await one({ 109: '77' });
    expect(entries).toMatchObject([{ kind: 'other', occurrence: '77', paidCents: 1000 }]);
    expect(problems).toMatchObject([
      { code: 'cnab400.unknown-occurrence', where: { line: 2, column: 109, text: '77' } },
    ]);
    expect(totals.moneyInCents).toBe(0);
  });

  test('is not made of a payment without a readable amount', async () => {
    expect(await one({ 254: ' '.repeat(13) })).toMatchObject({ entries: [], codes: ['cnab400.no-amount'] });
    const { entries, problems } = await one({ 254: '000000MARIA12' });
    expect(entries).toEqual([]);
    expect(problems).toMatchObject([
      { code: 'cnab400.bad-amount', where: { line: 2, column: 254, text: '999999AAAAA99' } },
      { code: 'cnab400.no-amount' },
    ]);
  });

  test('leaves another unreadable amount out', async () => {
    const { entries, problems } = await one({ 241: '00000000 1000' });
    expect(entries).toMatchObject([{ paidCents: 1000 }]);
    expect(entries[0]?.discountCents).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'cnab400.bad-amount', where: { column: 241 } }]);
  });

  test.each(['000000', '      ', '310226', '999999'])('has no payment date where it is %j', async (date) => {
    const { entries, problems } = await one({ 111: date });
    expect(entries[0]?.paidOn).toBeUndefined();
    expect(problems).toMatchObject([
      { code: 'cnab400.no-payment-date', severity: 'warning', where: { column: 111 } },
    ]);
  });

  test('whose amounts do not fit is told at its column', async () => {
    expect((await one({ 254: cents(1001) })).problems).toMatchObject([
      { code: 'cnab400.amounts-differ', severity: 'warning', where: { line: 2, column: 254, text: '1001' } },
    ]);
  });

  test('whose nosso número ends in another digit is told, and keeps it', async () => {
    const header = { ...opening('237BRADESCO'), 27: '00000000000001234567' };
    const title = { ...TITLE, 22: '009', 48: '', 71: '000000000098', 108: '9', 329: '' };
    const { entries, problems } = await readRecords(header, title, { 1: '9201237' });
    expect(entries[0]?.nossoNumero).toBe('000000000098');
    expect(problems).toMatchObject([{ code: 'cnab400.nosso-numero-digit', where: { column: 71 } }]);
    const blank = await readRecords(header, { ...title, 82: ' ' }, { 1: '9201237' });
    expect(blank).toMatchObject({ codes: [], entries: [{ nossoNumero: '00000000009' }] });
  });

  test('has blank numbers absent, and zeros where nothing was paid', async () => {
    const { entries, codes } = await one({ 109: '02', 153: ' '.repeat(13), 254: cents(0) });
    expect(codes).toEqual([]);
    expect(entries[0]).toMatchObject({ kind: 'registration', processedOn: '2026-11-18' });
    for (const name of ['faceCents', 'paidCents', 'feeCents', 'paidOn', 'dueOn', 'seuNumero'] as const)
      expect(entries[0]?.[name], name).toBeUndefined();
  });
});
