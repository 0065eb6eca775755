import { describe, expect, test } from 'vitest';
import * as make from '../test-support/cnab400.ts';
import { amount, at, reading } from '../test-support/lines.ts';

const titleOf = async (bank: string, cells: Record<number, string>, more: string[] = []) => {
  const { titles, codes } = await reading(make.remessa(bank, [make.title(bank, cells), ...more]));
  return { ...titles[0], codes };
};

describe.each([
  ['001', '12345670000000001', '1234567', 42],
  ['033', '00012345', '12340987654300556677', undefined],
  ['104', '14000000000000123', '654321', 42],
  ['237', '00000000123P', '4321098', 42],
  ['341', '00000123', '1234/56789-0', undefined],
  ['748', '262000018', '12345', 42],
  ['756', '000000012345', '1234567', 42],
])('bank %s', (bank, nossoNumero, agreement, sequenceNumber) => {
  test('reads its title and its header', async () => {
    const { header, titles, problems, totals } = await reading(make.remessa(bank, [make.title(bank)]));
    expect(problems).toEqual([]);
    expect(header).toMatchObject({ format: 'cnab400', bank, createdOn: '2026-01-05' });
    expect(header?.sequenceNumber).toBe(sequenceNumber);
    expect(header?.agreementCodes).toContain(agreement);
    expect(titles).toEqual([
      {
        line: 2,
        offset: 402,
        bank,
        agreementCodes: header?.agreementCodes,
        instruction: '01',
        nossoNumero,
        seuNumero: 'FAT-1',
        companyUse: bank === '748' ? undefined : 'LIG-1000123',
        faceCents: 123_45,
        dueOn: '2026-02-20',
        issuedOn: '2026-01-10',
        discounts: [],
        payer: {
          taxId: '11122233396',
          name: 'MARIA DE EXEMPLO',
          ...(bank === '748' || bank === '237' ? {} : { city: 'SAO PAULO', state: 'SP' }),
        },
      },
    ]);
    expect(totals).toEqual({ lines: 3, titles: 1, faceCents: 123_45, otherInstructions: 0 });
  });

  test('reads interest, discount and abatimento where they stand', async () => {
    const interest = bank === '756' ? '015000' : amount(13, 41);
    const title = await titleOf(bank, {
      161: interest,
      174: '150226',
      180: amount(13, 5_00),
      206: amount(13, 1_00),
    });
    expect(title).toMatchObject({
      interest: bank === '756' ? { percentPerMonth: '1.5000' } : { centsPerDay: 41 },
      discounts: [{ until: '2026-02-15', cents: 5_00 }],
      rebateCents: 1_00,
      codes: [],
    });
  });

  test('a number that the bank is to give is absent', async () => {
    const cells: Record<string, Record<number, string>> = {
      '001': { 64: '12345670000000000' },
      '033': { 63: '00000000' },
      '104': { 57: '14000000000000000' },
      '237': { 71: '000000000000' },
      '341': { 63: '00000000' },
      '748': { 48: '000000000' },
      '756': { 63: '000000000000' },
    };
    expect((await titleOf(bank, cells[bank] ?? {})).nossoNumero).toBeUndefined();
  });

  test('what registers nothing is counted', async () => {
    const lines = make.remessa(bank, [make.title(bank), make.title(bank, { 109: '02' })]);
    const { titles, codes, totals } = await reading(lines);
    expect({ count: titles.length, codes, others: totals.otherInstructions }).toEqual({
      count: 1,
      codes: ['remessa.not-registration'],
      others: 1,
    });
  });
});

describe('the fine', () => {
  const itau = (code: string, value: number) =>
    at(400, { 1: '2', 2: code, 3: '21022026', 11: amount(13, value), 395: '000003' });
  const bb = (code: string, value: number, service = '99') =>
    at(400, { 1: '5', 2: service, 4: code, 5: '210226', 11: amount(12, value), 395: '000003' });

  test.each([
    ['033', { 78: '4', 79: '0200' }, [], { percent: '2.00' }],
    ['033', { 78: '0', 79: '0200' }, [], undefined],
    ['104', { 352: '210226', 358: amount(10, 2_47) }, [], { cents: 2_47 }],
    ['237', { 66: '2', 67: '0200' }, [], { percent: '2.00' }],
    ['237', { 66: '0', 67: '0200' }, [], undefined],
    ['748', { 93: '0200' }, [], { percent: '2.00' }],
    ['756', { 167: '020000' }, [], { percent: '2.0000' }],
    ['341', {}, [itau('2', 2_00)], { percent: '2.00' }],
    ['341', {}, [itau('1', 2_00)], { cents: 2_00 }],
    ['001', {}, [bb('2', 2_00)], { percent: '2.00' }],
    ['001', {}, [bb('1', 2_00)], { cents: 2_00 }],
    ['001', {}, [bb('2', 2_00, '03')], undefined],
  ])('of bank %s, %j', async (bank, cells, more, fine) => {
    const title = await titleOf(bank, cells, more);
    expect(title.fine).toEqual(fine);
    expect(title.codes).toEqual([]);
  });

  test('of a code that nobody knows is left out with a warning', async () => {
    const title = await titleOf('341', {}, [itau('7', 2_00)]);
    expect(title.fine).toBeUndefined();
    expect(title.codes).toEqual(['remessa.unknown-terms']);
  });
});

describe('further discounts', () => {
  test('of Santander: the column of the abatimento, where it has a day', async () => {
    const title = await titleOf('033', {
      71: '100226',
      174: '150226',
      180: amount(13, 5_00),
      206: amount(13, 3_00),
    });
    expect(title.discounts).toEqual([
      { until: '2026-02-15', cents: 5_00 },
      { until: '2026-02-10', cents: 3_00 },
    ]);
    expect(title.rebateCents).toBeUndefined();
  });

  test('of Bradesco: the record after the título, and an amount a day', async () => {
    const second = at(400, {
      1: '2',
      322: '100226',
      328: amount(13, 4_00),
      341: '050226',
      347: amount(13, 3_00),
    });
    const title = await titleOf('237', { 174: '150226', 180: amount(13, 5_00) }, [second]);
    expect(title.discounts).toEqual([
      { until: '2026-02-15', cents: 5_00 },
      { until: '2026-02-10', cents: 4_00 },
      { until: '2026-02-05', cents: 3_00 },
    ]);
    expect((await titleOf('237', { 83: amount(10, 10) })).discounts).toEqual([
      { centsPerDayEarly: 10, days: 'calendar' },
    ]);
  });

  test('of Sicredi: per cent where its kind is B, and an amount a day where it stands alone', async () => {
    expect(await titleOf('748', { 18: 'B', 180: amount(13, 5_00) })).toMatchObject({
      discounts: [{ until: '2026-02-20', percent: '5.00' }],
    });
    expect((await titleOf('748', { 83: amount(10, 10) })).discounts).toEqual([
      { centsPerDayEarly: 10, days: 'calendar' },
    ]);
    const repeated = { 83: amount(10, 5_00), 180: amount(13, 5_00) };
    expect((await titleOf('748', repeated)).discounts).toEqual([{ until: '2026-02-20', cents: 5_00 }]);
    expect((await titleOf('748', { 19: 'B', 161: amount(13, 5) })).interest).toEqual({
      percentPerDay: '0.05',
    });
  });
});

test.each([
  ['033', at(400, { 1: '8', 2: '0001', 43: '5', 44: 'chave', 121: 'TXID0001' })],
  ['341', at(400, { 1: '3', 2: 'chave', 79: 'TXID0001' })],
  ['748', at(400, { 1: '8', 2: '262000018', 18: 'H', 41: 'TXID0001' })],
])('the Pix record of bank %s gives the txid', async (bank, pix) => {
  expect(await titleOf(bank, {}, [pix])).toMatchObject({ txid: 'TXID0001', codes: [] });
});

test('Itaú registers a boleto with Pix by ocorrência 71', async () => {
  expect(await titleOf('341', { 109: '71' })).toMatchObject({ instruction: '71', codes: [] });
});

test('the agreement of Caixa has a seventh digit from version 007 on', async () => {
  const codesOf = async (more: Record<number, string>) =>
    (await reading([make.header('104', more), make.trailer(2)])).header?.agreementCodes;
  expect(await codesOf({ 31: '6543210', 101: '   ' })).toEqual(['654321']);
  expect(await codesOf({ 31: '6543210', 101: '007' })).toEqual(['6543210']);
});

test('the agreement of Santander is the código de transmissão, or one of its accounts', async () => {
  const { header } = await reading([make.header('033'), make.trailer(2)]);
  expect(header?.agreementCodes).toEqual([
    '12340987654300556677',
    '09876543',
    '9876543',
    '00556677',
    '556677',
  ]);
});

test('a year of two digits is the nearest to the date of the header', async () => {
  const lines = [make.header('341', { 95: '150199' }), make.title('341', { 121: '200298' }), make.trailer(3)];
  expect((await reading(lines)).titles[0]?.dueOn).toBe('1998-02-20');
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
    [{ 127: 'X000000012345' }, ['remessa.bad-amount', 'error', 2, 127]],
    [{ 127: amount(13, 0) }, ['remessa.no-face-value', 'error', 2, 127]],
    [{ 121: '999999' }, ['remessa.no-due-date', 'error', 2, 121]],
    [{ 161: 'X000000000041' }, ['remessa.bad-amount', 'error', 2, 161]],
    [{ 206: 'X000000000041' }, ['remessa.bad-amount', 'error', 2, 206]],
  ])('a título with %j, and the next is read', async (cells, found) => {
    const lines = make.remessa('237', [make.title('237', cells), make.title('237', { 111: 'FAT-2' })]);
    expect(await problemsOf(lines)).toEqual([found]);
    expect((await reading(lines)).titles.map(({ seuNumero }) => seuNumero)).toEqual(['FAT-2']);
  });

  test('a record that follows no título, and one of no known type', async () => {
    const lines = make.remessa('237', [at(400, { 1: '2' }), make.title('237'), at(400, { 1: 'Z' })]);
    expect(await problemsOf(lines)).toEqual([
      ['remessa.stray-record', 'error', 2, 1],
      ['remessa.unknown-record', 'error', 4, 1],
    ]);
  });

  test('a título of another convênio of Banco do Brasil is not read', async () => {
    const other = make.title('001', { 32: '7654321', 111: 'FAT-2' });
    const { titles, problems } = await reading(make.remessa('001', [make.title('001'), other]));
    expect(titles.map(({ seuNumero }) => seuNumero)).toEqual(['FAT-1']);
    expect(problems).toMatchObject([{ code: 'remessa.other-agreement', where: { line: 3, column: 32 } }]);
  });

  test('a trailer that says otherwise', async () => {
    const lines = [make.header('033'), make.title('033'), make.trailer(4)];
    expect(await problemsOf(lines)).toEqual([['remessa.trailer-count', 'warning', 3, 395]]);
    const total = (documents: number, face: number) => [
      make.header('033'),
      make.title('033'),
      make.trailer(3, { 2: amount(6, documents), 8: amount(13, face) }),
    ];
    expect(await problemsOf(total(1, 123_45))).toEqual([]);
    expect(await problemsOf(total(3, 123_45))).toEqual([]);
    expect(await problemsOf(total(2, 123_46))).toEqual([
      ['remessa.trailer-count', 'warning', 3, 2],
      ['remessa.trailer-amount', 'error', 3, 8],
    ]);
  });

  test('a file cut off, two joined, and a bank that is not known', async () => {
    const lines = make.remessa('341', [make.title('341')]);
    expect(await problemsOf(lines.slice(0, 2))).toEqual([['remessa.no-trailer', 'error', 2, 1]]);
    expect((await problemsOf([...lines, ...lines]))[0]).toEqual(['remessa.second-header', 'error', 4, 1]);
    const { header, titles, problems } = await reading([make.header('422'), make.title('341')]);
    expect({ header, titles }).toEqual({ header: undefined, titles: [] });
    expect(problems).toMatchObject([
      { code: 'remessa.unknown-bank', message: expect.stringContaining('bank 422') },
    ]);
  });
});

test('the key of a nota fiscal behind a record is passed over, other text is told once', async () => {
  const key = '1'.repeat(44);
  const withKey = make.remessa('341', [make.title('341') + key, make.title('341', { 111: 'B' }) + key]);
  expect((await reading(withKey)).codes).toEqual([]);
  const withText = make.remessa('341', [`${make.title('341')}X`, `${make.title('341')}X`]);
  expect((await reading(withText)).codes).toEqual(['remessa.long-line']);
});
