import { describe, expect, test } from 'vitest';
import { cents, opening, readRecords } from '../test-support/cnab400-lines.ts';

const TAX_ID = { 2: '0212345678000195' };

describe('Caixa', () => {
  const header = { ...opening('104C ECON FEDERAL'), 27: '12341654321', 159: '007', 390: '00017' };
  const title = {
    1: '1',
    ...TAX_ID,
    32: 'REC-1',
    57: '14000000000010137',
    111: '181126',
    117: 'F-1',
    153: cents(10000),
    189: '0021',
    294: '201126',
  };
  const trailer = { 1: '9201104' };
  const one = (places: object) => readRecords(header, { ...title, ...places }, trailer);

  test('has codes of its own, the fine beside the interest and the credit at 294', async () => {
    const {
      header: found,
      entries,
      codes,
    } = await one({
      109: '21',
      254: cents(10000),
      267: cents(30),
      280: cents(200),
    });
    expect(codes).toEqual([]);
    expect(found).toMatchObject({ bank: '104', agreementCodes: ['1654321'], sequenceNumber: 17 });
    expect(entries).toMatchObject([
      {
        kind: 'payment',
        nossoNumero: '14000000000010137',
        companyUse: 'REC-1',
        paidCents: 10230,
        interestCents: 30,
        fineCents: 200,
        creditedOn: '2026-11-20',
        channel: 'lottery',
      },
    ]);
    expect(entries[0]?.lateChargesCents).toBeUndefined();
  });

  test('an amount paid that fits with interest and fine has them in it', async () => {
    const { entries, codes } = await one({ 109: '21', 254: cents(10230), 267: cents(30), 280: cents(200) });
    expect(codes).toEqual([]);
    expect(entries[0]?.paidCents).toBe(10230);
  });

  test('an amount paid that fits neither way is doubted, with interest and fine added', async () => {
    const { entries, codes } = await one({ 109: '21', 254: cents(9990), 267: cents(30), 280: cents(200) });
    expect(codes).toEqual(['cnab400.doubtful-paid', 'cnab400.amounts-differ']);
    expect(entries[0]?.paidCents).toBe(10220);
  });

  test.each([
    ['36', 10000, 'reversal'],
    ['33', 10000, 'reversal'],
    ['33', 0, 'other'],
    ['28', 0, 'other'],
    ['02', 0, 'write-off'],
    ['01', 0, 'registration'],
    ['A4', 0, 'other'],
  ])('ocorrência %s of %i centavos is %s', async (occurrence, paid, kind) => {
    const { entries, codes } = await one({ 109: occurrence, 254: cents(paid) });
    expect(codes).toEqual([]);
    expect(entries[0]?.kind).toBe(kind);
  });

  test('a rejection has one code of three characters', async () => {
    expect((await one({ 109: '99', 80: '008' })).entries[0]).toMatchObject({
      kind: 'rejection',
      reasons: ['008'],
    });
  });

  test('before version 007 the beneficiário has six positions', async () => {
    const older = { ...header, 31: '6543210', 159: '006' };
    const { header: found } = await readRecords(older, { ...title, 109: '01' }, trailer);
    expect(found.agreementCodes).toEqual(['654321']);
  });

  test('a number of the SINCO is all that follows its 9', async () => {
    const { entries } = await one({ 57: '982000000000010137', 109: '01' });
    expect(entries[0]?.nossoNumero).toBe('82000000000010137');
  });
});

describe('Sicredi', () => {
  const header = { ...opening('748BANSICREDI', '20261119'), 27: '1234512345678000195', 111: '0000005' };
  const title = { 1: '1', 14: 'A', 48: '262101372', 111: '181126', 117: 'F-1', 147: '101126' };
  const trailer = { 1: '9274812345' };

  test('has dates in two orders, and its company in the header', async () => {
    const paid = {
      ...title,
      109: '06',
      127: 'COMPE',
      153: cents(1990),
      254: cents(2050),
      267: cents(20),
      280: cents(40),
      319: 'H5',
      329: '20261120',
    };
    const { header: found, entries, codes } = await readRecords(header, paid, trailer);
    expect(codes).toEqual([]);
    expect(found).toMatchObject({
      bank: '748',
      agreementCodes: ['12345'],
      taxId: '12345678000195',
      createdOn: '2026-11-19',
      sequenceNumber: 5,
    });
    expect(entries).toMatchObject([
      {
        kind: 'payment',
        reasons: ['H5'],
        nossoNumero: '262101372',
        nossoNumeroForms: ['26210137'],
        paidOn: '2026-11-18',
        creditedOn: '2026-11-20',
        paidCents: 2050,
        interestCents: 20,
        fineCents: 40,
        channel: 'clearing',
      },
    ]);
    expect(entries[0]?.companyUse).toBeUndefined();
  });

  test('a record of the tariff has it in the face value, and counts nothing but the tariff', async () => {
    const fee = { ...title, 109: '28', 153: cents(250), 254: cents(1990), 319: 'B3' };
    const { entries, totals } = await readRecords(header, fee, trailer);
    expect(entries[0]).toMatchObject({ kind: 'fee', feeCents: 250 });
    expect(totals).toMatchObject({ faceCents: 0, paidCents: 0, feeCents: 250, moneyInCents: 0 });
  });

  test('a refusal has its motivos', async () => {
    const { entries } = await readRecords(header, { ...title, 109: '03', 319: '0916' }, trailer);
    expect(entries[0]).toMatchObject({ kind: 'rejection', reasons: ['09', '16'], processedOn: '2026-11-18' });
  });
});

describe('Sicoob', () => {
  const header = {
    ...opening('756 - BANCOOB S/A'),
    10: '01COBRANÇA',
    27: '12340000432109567890',
    101: '0000676',
  };
  const title = {
    1: '1',
    ...TAX_ID,
    63: '000000157595',
    75: '01',
    111: '181126',
    117: 'F-1',
    153: cents(40000),
    176: '191126',
    182: '0000189',
  };
  const trailer = (titles: string) => ({ 1: '902756', 156: '19112026', 164: titles });

  test('is laid out as Banco do Brasil, with a trailer that counts', async () => {
    const paid = {
      ...title,
      109: '06',
      241: cents(1000),
      254: cents(39000),
      319: '1',
      343: '12345678000195',
    };
    const { header: found, entries, codes } = await readRecords(header, paid, trailer('00000001'));
    expect(codes).toEqual([]);
    expect(found.agreementCodes).toEqual(['567890', '000432109', '432109', '00043210', '43210']);
    expect(entries).toMatchObject([
      {
        kind: 'payment',
        nossoNumero: '000000157595',
        faceCents: 40000,
        discountCents: 1000,
        paidCents: 39000,
        feeCents: 189,
        creditedOn: '2026-11-19',
        payer: { taxId: '12345678000195' },
      },
    ]);
    expect(entries[0]?.netCents).toBeUndefined();
  });

  test('another count is a warning; three zeros before a number of the payer make it a CPF', async () => {
    const one = { ...title, 81: '04', 109: '09', 343: '00011122233396' };
    const { entries, problems } = await readRecords(header, one, trailer('00000009'));
    expect(entries[0]).toMatchObject({ kind: 'write-off', reasons: ['04'], payer: { taxId: '11122233396' } });
    expect(problems).toMatchObject([
      { code: 'cnab400.trailer-count', severity: 'warning', where: { line: 3, column: 164, text: '9' } },
    ]);
  });
});

describe('Banrisul', () => {
  const header = { ...opening('041BANRISUL'), 27: '1234000056789', 386: '000000405' };
  const title = { 1: '1', ...TAX_ID, 38: 'REC-1', 63: '0000927422', 111: '181126', 153: cents(14500) };
  const trailer = { 1: '9', 18: '00000013', 26: '00000000364500' };
  const one = (places: object) => readRecords(header, { ...title, ...places }, trailer);

  test('states what was paid without juros; a due date may be SEMREG', async () => {
    const {
      header: found,
      entries,
      codes,
      totals,
    } = await one({
      109: '06',
      147: 'SEMREG',
      254: cents(14500),
      267: cents(150),
      296: '191126',
      343: '13',
    });
    expect(codes).toEqual([]);
    expect(found).toMatchObject({ agreementCodes: ['1234000056789'], sequenceNumber: 405 });
    expect(entries).toMatchObject([
      {
        kind: 'payment',
        nossoNumero: '0000927422',
        nossoNumeroForms: ['927422', '00009274', '9274'],
        paidCents: 14650,
        lateChargesCents: 150,
        channel: 'internet',
      },
    ]);
    expect(entries[0]?.dueOn).toBeUndefined();
    // Its trailer counts all that the company has in cobrança.
    expect(totals.trailer.declared).toEqual({});
  });

  test('the company may have chosen juros in the amount paid, and expenses are taken from it', async () => {
    expect((await one({ 109: '06', 254: cents(14650), 267: cents(150) })).entries[0]?.paidCents).toBe(14650);
    const less = { 109: '06', 189: cents(300), 254: cents(14200), 267: cents(150) };
    expect(await one(less)).toMatchObject({
      codes: [],
      entries: [{ paidCents: 14650, otherExpensesCents: 300 }],
    });
  });

  test('a part payment has its juros beside it', async () => {
    expect((await one({ 109: '07', 254: cents(5000), 267: cents(150) })).entries[0]).toMatchObject({
      kind: 'partial-payment',
      paidCents: 5150,
    });
  });

  test.each([
    ['25', 'paid-elsewhere'],
    ['30', 'advance-notice'],
    ['47', 'registration'],
    ['41', 'fee'],
  ])('ocorrência %s is a %s', async (occurrence, kind) => {
    expect((await one({ 109: occurrence })).entries[0]?.kind).toBe(kind);
  });

  test('a trailer that counts the títulos of the file is held to their sum', async () => {
    const own = { ...trailer, 18: '00000001', 26: '00000000014501' };
    const { codes } = await readRecords(header, { ...title, 109: '02' }, own);
    expect(codes).toEqual(['cnab400.trailer-amount']);
  });
});

describe('Safra', () => {
  const header = { ...opening('422SAFRA'), 27: '01234000567890', 392: '017' };
  const title = { 1: '1', ...TAX_ID, 63: '000101370', 111: '181126', 117: 'F-0000001', 153: cents(700) };
  const trailer = { 1: '9201422', 392: '017' };

  test('has a number of the document of fifteen characters', async () => {
    const paid = { ...title, 109: '41', 254: cents(700), 296: '191126', 377: 'F-0000001-LONG' };
    const { header: found, entries, codes } = await readRecords(header, paid, trailer);
    expect(codes).toEqual([]);
    expect(found).toMatchObject({ agreementCodes: ['01234000567890', '1234000567890'], sequenceNumber: 17 });
    expect(entries).toMatchObject([
      {
        kind: 'unregistered-payment',
        nossoNumero: '000101370',
        nossoNumeroForms: ['101370', '00010137', '10137'],
        seuNumero: 'F-0000001-LONG',
        paidCents: 700,
      },
    ]);
  });

  test('a refusal has one motivo of three digits', async () => {
    const { entries } = await readRecords(header, { ...title, 105: '009', 109: '03' }, trailer);
    expect(entries[0]).toMatchObject({ kind: 'rejection', reasons: ['009'], seuNumero: 'F-0000001' });
  });
});

describe('Unicred', () => {
  const header = {
    ...opening('136UNICREDDOBRASIL'),
    27: '12340000567890',
    101: '0000007',
    108: '00000123456789',
  };
  const title = { 1: '1', ...TAX_ID, 46: '00000000000000019', 111: '181126', 153: cents(900) };
  const trailer = { 1: '9' };

  test('has seu número where others have other credits, and a net amount', async () => {
    const paid = {
      ...title,
      109: '09',
      176: '191126',
      182: '0000120',
      254: cents(900),
      280: 'F-1',
      306: cents(780),
      319: '00000000',
    };
    const { header: found, entries, codes } = await readRecords(header, paid, trailer);
    expect(codes).toEqual([]);
    expect(found.agreementCodes).toEqual(['00000123456789', '123456789']);
    expect(entries).toMatchObject([
      {
        kind: 'payment',
        nossoNumero: '00000000000000019',
        nossoNumeroForms: ['19', '0000000000000001', '1'],
        seuNumero: 'F-1',
        paidCents: 900,
        netCents: 780,
        feeCents: 120,
        creditedOn: '2026-11-19',
      },
    ]);
    expect(entries[0]?.otherCreditsCents).toBeUndefined();
  });

  test('02 confirms and 03 refuses', async () => {
    const of = async (occurrence: string) =>
      (await readRecords(header, { ...title, 109: occurrence, 319: 'A301' }, trailer)).entries[0];
    expect(await of('02')).toMatchObject({ kind: 'registration' });
    expect(await of('03')).toMatchObject({ kind: 'rejection', reasons: ['A3', '01'] });
  });
});

describe('Banco do Nordeste', () => {
  const header = {
    ...opening('004B. DO NORDESTE'),
    27: '123400005678',
    33: '00056789',
    109: '00194',
    120: '201126',
  };
  const title = { 1: '1', ...TAX_ID, 63: '09908714', 111: '181126', 117: '12530/01', 153: cents(44281) };
  // All that the company has in cobrança, as a delivered file has it.
  const trailer = { 1: '9201004', 26: '00000217438474' };

  test('has the date of the credit in its header', async () => {
    const paid = { ...title, 109: '06', 254: cents(44281) };
    const { header: found, entries, codes } = await readRecords(header, paid, trailer);
    expect(codes).toEqual([]);
    expect(found.agreementCodes).toEqual(['123400056789', '12340005678', '1234/5678-9']);
    expect(entries).toMatchObject([
      {
        kind: 'payment',
        nossoNumero: '09908714',
        nossoNumeroForms: ['9908714', '0990871', '990871'],
        paidCents: 44281,
        paidOn: '2026-11-18',
        creditedOn: '2026-11-20',
      },
    ]);
  });

  test.each([
    ['51', 'rejection'],
    ['08', 'notary-payment'],
    ['02', 'registration'],
  ])('ocorrência %s is a %s', async (occurrence, kind) => {
    const one = { ...title, 109: occurrence, 254: cents(44281) };
    expect((await readRecords(header, one, trailer)).entries[0]?.kind).toBe(kind);
  });
});

describe('Inter', () => {
  const header = opening('077INTER');
  const title = {
    1: '1',
    21: '1120001000056789',
    37: '0',
    38: 'REC-1',
    71: '00000101370',
    92: '181126',
    98: 'F-1',
    119: '101126',
    125: cents(1000),
  };
  const trailer = { 1: '9201077', 18: '00000001' };

  test('has its ocorrência at 90 and its account in the títulos; charges are not told', async () => {
    const paid = { ...title, 90: '06', 160: cents(1050), 173: '191126' };
    const { header: found, entries, codes } = await readRecords(header, paid, trailer);
    expect(codes).toEqual([]);
    expect(found).toMatchObject({
      bank: '077',
      agreementCodes: ['00010000567890', '0001000056789', '0001/56789-0'],
      createdOn: '2026-11-19',
    });
    expect(entries).toMatchObject([
      {
        kind: 'payment',
        nossoNumero: '00000101370',
        seuNumero: 'F-1',
        companyUse: 'REC-1',
        dueOn: '2026-11-10',
        paidOn: '2026-11-18',
        creditedOn: '2026-11-19',
        faceCents: 1000,
        paidCents: 1050,
      },
    ]);
  });

  test('07 is a baixa, and an error is told in words', async () => {
    const of = async (places: object) =>
      (await readRecords(header, { ...title, ...places }, trailer)).entries[0];
    expect(await of({ 90: '07' })).toMatchObject({ kind: 'write-off', reasons: [] });
    expect(await of({ 90: '03', 241: 'Título   em duplicidade' })).toMatchObject({
      kind: 'rejection',
      reasons: ['Título em duplicidade'],
    });
  });
});
