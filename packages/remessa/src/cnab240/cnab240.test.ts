import { describe, expect, test } from 'vitest';
import * as make from '../test-support/cnab240.ts';
import { amount, at, reading } from '../test-support/lines.ts';

test('P, Q and R make one título', async () => {
  const lines = make.remessa('001', [make.p('001'), make.q('001'), make.r('001')]);
  const { header, titles, problems, totals } = await reading(lines);
  expect(problems).toEqual([]);
  expect(header).toMatchObject({
    format: 'cnab240',
    bank: '001',
    sequenceNumber: 42,
    createdOn: '2026-01-05',
  });
  expect(header?.agreementCodes).toContain('1234567');
  expect(titles).toEqual([
    {
      line: 3,
      offset: 2 * 242,
      bank: '001',
      agreementCodes: header?.agreementCodes,
      instruction: '01',
      nossoNumero: '12345670000000001',
      seuNumero: 'FAT-1',
      companyUse: 'LIG-1000123',
      faceCents: 123_45,
      dueOn: '2026-02-20',
      issuedOn: '2026-01-10',
      interest: { centsPerDay: 41 },
      fine: { percent: '2.00' },
      discounts: [
        { until: '2026-02-15', cents: 5_00 },
        { until: '2026-02-10', percent: '2.50' },
      ],
      rebateCents: 1_00,
      payer: { taxId: '11122233396', name: 'MARIA DE EXEMPLO', city: 'SAO PAULO', state: 'SP' },
    },
  ]);
  expect(totals).toEqual({ lines: 7, titles: 1, faceCents: 123_45, otherInstructions: 0 });
});

const titleOf = async (bank: string, cells: Record<number, string>, more: string[] = []) => {
  const { titles, codes } = await reading(make.remessa(bank, [make.p(bank, cells), ...more]));
  return { ...titles[0], codes };
};

describe('the nosso número stands where each bank has it', () => {
  test.each([
    ['001', { 38: '12345670000000001   ' }, '12345670000000001'],
    ['001', { 38: '12345670000000000   ' }, undefined],
    ['033', { 38: '00000  0000001234565' }, '0000001234565'],
    ['104', { 38: '00140000000000000123' }, '140000000000000123'],
    ['104', { 38: '00014000000000000012' }, '14000000000000012'],
    ['104', { 38: '00014000000000000000' }, undefined],
    ['237', { 38: '0090000000000000123P' }, '00000000123P'],
    ['237', { 38: '00900000000000000000' }, undefined],
    ['341', { 38: '109000001237        ' }, '000001237'],
    ['756', { 38: '000001234501014     ' }, '0000012345'],
    ['748', { 38: '262000018           ' }, '262000018'],
    ['999', { 38: '00000000000000000777' }, '00000000000000000777'],
    ['999', { 38: '0'.repeat(20) }, undefined],
  ])('bank %s, %j: %s', async (bank, cells, number) => {
    const { nossoNumero } = await titleOf(bank, cells);
    expect(nossoNumero).toBe(number);
  });
});

describe('interest', () => {
  test.each([
    ['001', '1', 41, { centsPerDay: 41 }],
    ['001', '2', 1_50, { percentPerMonth: '1.50' }],
    ['001', '3', 41, undefined],
    ['001', '0', 0, undefined],
    ['033', '2', 150_000, { percentPerMonth: '1.50000' }],
    ['033', '1', 41, { centsPerDay: 41 }],
    ['341', '0', 41, { centsPerDay: 41 }],
  ])('at bank %s, code %s of %i', async (bank, code, value, interest) => {
    const title = await titleOf(bank, { 118: code, 127: amount(15, value) });
    expect(title.interest).toEqual(interest);
    expect(title.codes).toEqual([]);
  });

  test('of a code that nobody knows is left out with a warning', async () => {
    const title = await titleOf('001', { 118: '9' });
    expect(title).toMatchObject({ faceCents: 123_45, codes: ['remessa.unknown-terms'] });
    expect(title.interest).toBeUndefined();
    expect((await titleOf('001', { 118: '0' })).codes).toEqual(['remessa.unknown-terms']);
  });

  test('of 1,000 per cent makes the título unusable', async () => {
    const { titles, codes } = await reading(
      make.remessa('001', [make.p('001', { 118: '2', 127: amount(15, 1000_00) })]),
    );
    expect({ titles, codes }).toEqual({ titles: [], codes: ['remessa.bad-percent'] });
  });
});

describe('discounts', () => {
  test.each([
    ['001', '1', { until: '2026-02-15', cents: 500 }],
    ['001', '2', { until: '2026-02-15', percent: '5.00' }],
    ['001', '3', { centsPerDayEarly: 500, days: 'calendar' }],
    ['001', '4', { centsPerDayEarly: 500, days: 'business' }],
    ['001', '5', { percentPerDayEarly: '5.00', days: 'calendar' }],
    ['001', '6', { percentPerDayEarly: '5.00', days: 'business' }],
    ['341', '0', { until: '2026-02-15', cents: 500 }],
  ])('at bank %s, code %s', async (bank, code, discount) => {
    const { discounts, codes } = await titleOf(bank, { 142: code });
    expect({ discounts, codes }).toEqual({ discounts: [discount], codes: [] });
  });

  test('of a cancelled discount there is none, and one without a day is up to the due date', async () => {
    expect((await titleOf('001', { 142: '7' })).discounts).toEqual([]);
    expect((await titleOf('001', { 142: '1', 143: '00000000' })).discounts).toEqual([
      { until: '2026-02-20', cents: 500 },
    ]);
  });
});

test.each([
  ['1', 5_00, { cents: 5_00 }],
  ['2', 2_00, { percent: '2.00' }],
  ['0', 0, undefined],
  ['2', 0, undefined],
])('a fine of code %s and %i', async (code, value, fine) => {
  const title = await titleOf('237', {}, [make.r('237', { 66: code, 75: amount(15, value) })]);
  expect(title.fine).toEqual(fine);
  expect(title.codes).toEqual([]);
});

test('the Pix of segment Y gives the txid', async () => {
  const y = at(240, {
    1: '03300013',
    9: '00004Y',
    16: '01',
    18: '03',
    81: '5',
    82: 'chave',
    159: 'TXID0001',
  });
  expect((await titleOf('033', {}, [make.q('033'), y])).txid).toBe('TXID0001');
});

describe('the agreement', () => {
  const only = async (bank: string, cells: Record<number, string>, lot: Record<number, string> = {}) => {
    const lines = [
      make.header(bank, { 33: ' '.repeat(20), ...cells }),
      make.lotHeader(bank, { 34: ' '.repeat(20), ...lot }),
    ];
    return (await reading(lines)).header?.agreementCodes;
  };

  test('of Santander is in the código de transmissão', async () => {
    expect(await only('033', { 18: ' ', 33: '123400000987654' })).toEqual(['123400000987654', '987654']);
    expect(await only('033', {}, { 54: '123400000987654' })).toEqual(['123400000987654', '987654']);
  });

  test('of Itaú is the account, of Caixa the beneficiário', async () => {
    expect(await only('341', { 53: '01234 000000056789 0' })).toContain('1234/56789-0');
    expect(await only('104', { 33: '0'.repeat(20), 59: '65432100000000' })).toEqual(['654321']);
  });

  test('of another lot than the first must be the same', async () => {
    const other = make.lotHeader('001', { 34: '00765432100141735019' });
    const { titles, codes } = await reading([
      make.header('001'),
      make.lotHeader('001'),
      make.p('001'),
      make.lotTrailer('001', 3),
      other,
      make.p('001', { 63: 'FAT-2' }),
      make.lotTrailer('001', 3),
      make.fileTrailer('001', 8, { 18: amount(6, 2) }),
    ]);
    expect(titles.map(({ seuNumero }) => seuNumero)).toEqual(['FAT-1']);
    expect(codes).toEqual(['remessa.other-agreement']);
  });
});

describe('what is not a registration', () => {
  test('is told once a kind, with how many there are', async () => {
    const others = ['02', '02', '06'].map((code) => make.p('001', { 16: code }));
    const { titles, problems, totals } = await reading(make.remessa('001', [make.p('001'), ...others]));
    expect(titles).toHaveLength(1);
    expect(totals.otherInstructions).toBe(3);
    expect(
      problems.map(({ code, severity, where, message }) => [code, severity, where.line, message]),
    ).toEqual([
      ['remessa.not-registration', 'warning', 4, expect.stringContaining('2 títulos have instruction "02"')],
      ['remessa.not-registration', 'warning', 6, expect.stringContaining('1 título has instruction "06"')],
    ]);
  });

  test('a lot of payments is refused, whatever its segments', async () => {
    const lines = make.remessa('001', [make.p('001')]);
    lines[1] = make.lotHeader('001', { 9: 'C20' });
    const { titles, codes } = await reading(lines);
    expect({ titles, codes }).toEqual({ titles: [], codes: ['remessa.other-service'] });
  });
});

describe('told with line and column', () => {
  const problemsOf = async (lines: string[]) =>
    (await reading(lines)).problems.map(({ code, severity, where: { line, column } }) => [
      code,
      severity,
      line,
      column,
    ]);

  test.each([
    [{ 86: '0000000000A2345' }, ['remessa.bad-amount', 'error', 3, 86]],
    [{ 86: amount(15, 0) }, ['remessa.no-face-value', 'error', 3, 86]],
    [{ 78: '00000000' }, ['remessa.no-due-date', 'error', 3, 78]],
    [{ 78: '31022026' }, ['remessa.no-due-date', 'error', 3, 78]],
    [{ 151: '00000000000X500' }, ['remessa.bad-amount', 'error', 3, 151]],
    [{ 181: '00000000000X500' }, ['remessa.bad-amount', 'error', 3, 181]],
  ])('a P with %j, and the next título is read', async (cells, found) => {
    const lines = make.remessa('001', [make.p('001', cells), make.p('001', { 63: 'FAT-2' })]);
    expect(await problemsOf(lines)).toEqual([found]);
    expect((await reading(lines)).titles.map(({ seuNumero }) => seuNumero)).toEqual(['FAT-2']);
  });

  test('a Q without its P, an unknown segment, an unknown record', async () => {
    const odd = [make.q('001'), make.p('001', { 14: 'Z' }), make.p('001', { 8: '7' })];
    expect(await problemsOf(make.remessa('001', odd))).toEqual([
      ['remessa.stray-record', 'error', 3, 14],
      ['remessa.unknown-record', 'error', 4, 14],
      ['remessa.unknown-record', 'error', 5, 8],
      ['remessa.trailer-count', 'warning', 6, 18],
    ]);
  });

  test('a trailer that says another amount or count', async () => {
    const lines = make.remessa('001', [make.p('001')]);
    lines[3] = make.lotTrailer('001', 3, { 24: amount(6, 2), 30: amount(17, 123_46) });
    lines[4] = make.fileTrailer('001', 6);
    expect(await problemsOf(lines)).toEqual([
      ['remessa.trailer-count', 'warning', 4, 24],
      ['remessa.trailer-amount', 'error', 4, 30],
      ['remessa.trailer-count', 'warning', 5, 24],
    ]);
  });

  test('a file cut off, or two joined', async () => {
    const lines = make.remessa('001', [make.p('001')]);
    expect(await problemsOf(lines.slice(0, -1))).toEqual([['remessa.no-trailer', 'error', 4, 1]]);
    expect((await problemsOf([...lines, ...lines]))[0]).toEqual(['remessa.second-header', 'error', 6, 1]);
  });

  test('no personal data stands in a problem', async () => {
    const q = make.q('001', { 16: 'ZZ' });
    const { problems } = await reading(make.remessa('001', [q, make.p('001', { 86: '11122233396MARI' })]));
    expect(problems.length).toBeGreaterThan(1);
    expect(JSON.stringify(problems)).not.toMatch(/MARI|11122233396/);
  });
});

test('lines as programs write them: cut at the last blank, LF, byte order mark, Latin-1, 0x1A', async () => {
  const lines = make.remessa('001', [make.p('001'), make.q('001', { 34: 'JOSÉ DE EXEMPLO ' })]);
  const text = `${lines.map((line) => line.trimEnd()).join('\n')}\n\x1a`;
  const latin1 = await reading(Buffer.from(text, 'latin1'));
  expect(latin1.titles[0]?.payer?.name).toBe('JOSÉ DE EXEMPLO');
  const utf8 = await reading(Buffer.from(`\ufeff${text}`));
  expect(utf8.titles[0]?.payer?.name).toBe('JOSÉ DE EXEMPLO');
  expect([...latin1.problems, ...utf8.problems]).toEqual([]);
});
