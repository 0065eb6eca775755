import { describe, expect, test } from 'vitest';
import { cents, numbered, opening, readRecords } from '../test-support/cnab400-lines.ts';
import { readAll } from '../test-support/reading.ts';

const HEADER = { ...opening('237BRADESCO'), 27: '00000000000001234567' };
const TITLE = {
  1: '1',
  2: '0212345678000195',
  22: '009',
  38: 'REC-1',
  71: '000000000097',
  108: '9',
  109: '06',
  111: '181126',
  117: 'F-1',
  147: '101126',
  153: cents(1000),
  176: cents(0),
  228: cents(0),
  241: cents(0),
  254: cents(1000),
  267: cents(0),
  296: '191126',
};
const TRAILER = { 1: '9201237' };
const [header = '', title = '', last = ''] = numbered(HEADER, TITLE, TRAILER);
const read = (line: string) => readAll([header, line, last].join('\r\n'));

describe('a line', () => {
  test.each([
    ['401 characters with a blank', `${title} `],
    ['402 characters with blanks', `${title}  `],
  ])('of %s is read as it is', async (_, line) => {
    expect(await read(line)).toMatchObject({ codes: [], entries: [{ paidCents: 1000 }] });
  });

  test('of 401 characters is read up to 400, and told', async () => {
    const { entries, problems } = await read(`${title}X`);
    expect(entries).toMatchObject([{ paidCents: 1000, creditedOn: '2026-11-19' }]);
    expect(problems).toMatchObject([
      { code: 'cnab400.long-line', severity: 'warning', where: { line: 2, column: 401 } },
    ]);
  });

  test.each([399, 341, 302, 301])('cut at %i is read, and told by the number it lacks', async (length) => {
    const { entries, problems } = await read(title.slice(0, length));
    expect(entries).toMatchObject([{ paidCents: 1000, companyUse: 'REC-1', creditedOn: '2026-11-19' }]);
    expect(problems).toMatchObject([{ code: 'cnab400.sequence-gap', where: { line: 2 } }]);
  });

  test('cut at 266 has no date of the credit', async () => {
    const { entries } = await read(title.slice(0, 266));
    expect(entries).toMatchObject([{ paidCents: 1000, paidOn: '2026-11-18' }]);
    expect(entries[0]?.creditedOn).toBeUndefined();
  });

  test.each([
    [265, 'paid', 254],
    [254, 'paid', 254],
    [298, 'creditedOn', 296],
    [160, 'face', 153],
    [75, 'nossoNumero', 71],
  ])('cut at %i, within %s, makes no entry', async (length, name, column) => {
    const { entries, problems } = await read(title.slice(0, length));
    expect(entries).toEqual([]);
    expect(problems).toMatchObject([
      { code: 'cnab400.sequence-gap' },
      { code: 'cnab400.cut-line', severity: 'error', where: { line: 2, column } },
    ]);
    expect(problems[1]?.message).toContain(name);
  });

  test.each([241, 253])('cut at %i, before the amount, makes no entry of a payment', async (length) => {
    const { entries, codes } = await read(title.slice(0, length).replace(/0+$/, ''));
    expect(entries).toEqual([]);
    expect(codes).toContain('cnab400.no-amount');
  });

  test('that lost a character before its end is shifted, and none of it is read', async () => {
    for (const at of [30, 120, 200]) {
      const { entries, problems } = await read(title.slice(0, at) + title.slice(at + 1));
      expect(entries).toEqual([]);
      expect(problems).toMatchObject([
        { code: 'cnab400.shifted-line', severity: 'error', where: { line: 2 } },
      ]);
    }
  });

  test('that has a character too many is shifted, and none of it is read', async () => {
    const { entries, codes } = await read(`${title.slice(0, 50)} ${title.slice(50)}`);
    expect(entries).toEqual([]);
    expect(codes).toEqual(['cnab400.shifted-line']);
  });

  test('far longer than any record is told, and hides nothing', async () => {
    const lines = [header, title, 'X'.repeat(70_000), title, last].join('\n');
    const { entries, codes } = await readAll(lines);
    expect(entries).toHaveLength(2);
    expect(codes).toContain('return-files.line-too-long');
  });

  test('of blanks is no record', async () => {
    expect((await readAll([header, '   ', title, '', last, ''].join('\n'))).codes).toEqual([]);
  });
});

describe('characters', () => {
  const named = { ...TITLE, 38: 'ÁGUA-1' };

  test.each(['latin1', 'utf8'] as const)('in %s count as characters, not bytes', async (encoding) => {
    const text = numbered({ ...HEADER, 47: 'ÁGUAS DA CONCEIÇÃO' }, named, TRAILER).join('\n');
    const { entries, codes } = await readAll(Buffer.from(text, encoding));
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([{ companyUse: 'ÁGUA-1', paidCents: 1000, creditedOn: '2026-11-19' }]);
  });
});

describe('a year of two digits', () => {
  test.each([
    ['191126', '101176', '2076-11-10'],
    ['191126', '101177', '1977-11-10'],
    ['191198', '100101', '2001-01-10'],
    ['050100', '281299', '1999-12-28'],
    ['191179', '100181', '2081-01-10'],
  ])('is the one nearest to the header: %s and %s', async (createdOn, dueOn, expected) => {
    const { entries } = await readRecords({ ...HEADER, 95: createdOn }, { ...TITLE, 147: dueOn }, TRAILER);
    expect(entries[0]?.dueOn).toBe(expected);
  });

  test('is from 1980 to 2079 where the header has no date', async () => {
    const { entries } = await readRecords({ ...HEADER, 95: '000000' }, { ...TITLE, 147: '101180' }, TRAILER);
    expect(entries[0]?.dueOn).toBe('1980-11-10');
  });
});
