import { describe, expect, test } from 'vitest';
import { readCnab240, readTitles } from './read-cnab240.ts';

/** A line with texts at positions of FEBRABAN's manual, which count from 1. */
function line(cells: Readonly<Record<number, string>>, length = 240): string {
  let text = ' '.repeat(length);
  for (const [from, value] of Object.entries(cells))
    text = text.slice(0, Number(from) - 1) + value + text.slice(Number(from) - 1 + value.length);
  return text;
}

const cents = (value: number, width = 15) => String(value).padStart(width, '0');

const HEADER = line({
  1: '08500000',
  18: '2',
  19: '12345678000195',
  33: '101004',
  143: '2',
  144: '19112026',
  158: '000007',
});
const LOT = line({ 1: '08500011T01' });
const t = (number: string, face: number) =>
  line({
    1: '0850001300001T',
    16: '06',
    38: number,
    59: 'F-1',
    74: '10112026',
    82: cents(face),
    199: cents(250),
  });
const u = (paid: number) =>
  line({
    1: '0850001300002U',
    16: '06',
    18: '0'.repeat(60),
    78: cents(paid),
    93: cents(paid),
    108: '0'.repeat(30),
    138: '0911202610112026',
  });
const lotTrailer = (count: number, face: number) =>
  line({ 1: '08500015', 18: '000006', 24: cents(count, 6), 30: cents(face, 17) });
const TRAILER = line({ 1: '08599999', 18: '000001000008' });

const title = (number: string, value: number) => [t(number, value), u(value)];
const BODY = [HEADER, LOT, ...title('00012345600000001', 1000), ...title('00012345600000002', 2500)];
const file = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n`;
const codes = async (text: string) => (await readTitles(text)).problems.map(({ code }) => code);

test('a file gives its header, its entries and no problem', async () => {
  const { header, entries, problems } = await readTitles(file(...BODY, lotTrailer(2, 3500), TRAILER));
  expect(problems).toEqual([]);
  expect(header).toEqual({
    bank: '085',
    agreementCodes: ['101004'],
    taxId: '12345678000195',
    sequenceNumber: 7,
    createdOn: '2026-11-19',
  });
  expect(entries).toMatchObject([
    {
      line: 3,
      kind: 'payment',
      nossoNumero: '00012345600000001',
      paidCents: 1000,
      feeCents: 250,
      paidOn: '2026-11-09',
    },
    { line: 5, kind: 'payment', nossoNumero: '00012345600000002', paidCents: 2500, dueOn: '2026-11-10' },
  ]);
});

test('text, bytes and chunks give the same, the header first', async () => {
  const text = file(...BODY, lotTrailer(2, 3500), TRAILER);
  const bytes = new TextEncoder().encode(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
  }
  const whole = await readTitles(text);
  expect(await readTitles(bytes)).toEqual(whole);
  expect(await readTitles(chunks())).toEqual(whole);
  const types: string[] = [];
  for await (const { type } of readCnab240(text)) types.push(type);
  expect(types).toEqual(['header', 'entry', 'entry']);
});

describe('problems', () => {
  test('tell of trailers that declare something else', async () => {
    expect(await codes(file(...BODY, lotTrailer(2, 3501), TRAILER))).toEqual(['cnab240.trailer-amount']);
    expect(await codes(file(...BODY, lotTrailer(3, 3500), TRAILER))).toEqual(['cnab240.trailer-count']);
    expect(await codes(file(...BODY, lotTrailer(0, 0), TRAILER))).toEqual([]);
  });

  test('tell of a file that ends too early', async () => {
    expect(await codes(file(...BODY))).toEqual(['cnab240.no-trailer']);
    expect(await codes('')).toEqual(['cnab240.no-trailer']);
  });

  test('tell of a line that is no record, and the next ones are read', async () => {
    const { entries, problems } = await readTitles(
      file(HEADER, LOT, 'garbage XX', ...title('1', 1000), lotTrailer(1, 1000), TRAILER),
    );
    expect(problems).toMatchObject([
      { code: 'cnab240.unknown-record', where: { line: 3, column: 8, offset: 484 } },
    ]);
    expect(entries).toHaveLength(1);
  });

  test('tell of lots of another service, whose records give nothing', async () => {
    const other = [line({ 1: '08500011C20' }), line({ 1: '0850001300001A' }), line({ 1: '08500015' })];
    expect(await codes(file(HEADER, ...other, TRAILER))).toEqual(['cnab240.other-service']);
  });

  test('refuse a remessa and what is no CNAB 240, and read no line of it', async () => {
    const remessa = line({ 1: '08500000', 143: '1' });
    const read = await readTitles(file(remessa, ...BODY.slice(1), TRAILER));
    expect(read).toEqual({ entries: [], problems: [expect.objectContaining({ code: 'cnab240.remessa' })] });
    expect(await codes('a,b,c\n1,2,3\n')).toEqual(['cnab240.no-header']);
  });
});
