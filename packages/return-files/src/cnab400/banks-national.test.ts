import { describe, expect, test } from 'vitest';
import { cents, opening, readRecords } from '../test-support/cnab400-lines.ts';

/** Columns typed from each bank's manual, not from the layouts that are read with. */
const TAX_ID = { 2: '0212345678000195' };

describe('Banco do Brasil', () => {
  const header = { ...opening('001BANCO DO BRASIL'), 101: '0000017', 150: '7654321' };
  const title = {
    1: '7',
    18: '123400005678907654321',
    39: 'REC-1',
    64: '76543210000000137',
    111: '181126',
    117: 'F-1',
    147: '101126',
    153: cents(1800),
  };
  const paid = { 176: '191126', 182: '0000530', 254: cents(1800), 306: cents(1270), 319: '2', 393: '02' };
  const trailer = { 1: '9201001' };

  test('states what was paid, the tariff and what was booked', async () => {
    const {
      header: found,
      entries,
      codes,
    } = await readRecords(header, { ...title, ...paid, 87: '01', 109: '06' }, trailer);
    expect(codes).toEqual([]);
    expect(found).toMatchObject({ bank: '001', agreementCodes: ['7654321'], sequenceNumber: 17 });
    expect(entries).toMatchObject([
      {
        kind: 'payment',
        occurrence: '06',
        reasons: ['01'],
        nossoNumero: '76543210000000137',
        seuNumero: 'F-1',
        companyUse: 'REC-1',
        dueOn: '2026-11-10',
        paidOn: '2026-11-18',
        creditedOn: '2026-11-19',
        faceCents: 1800,
        paidCents: 1800,
        feeCents: 530,
        netCents: 1270,
        channel: 'internet',
      },
    ]);
    expect(entries[0]?.nossoNumeroForms).toBeUndefined();
  });

  test.each([
    ['06', '02', 'partial-payment'],
    ['06', '05', 'unregistered-payment'],
    ['06', '09', 'notary-payment'],
    ['08', '03', 'payment'],
    ['10', '31', 'paid-elsewhere'],
    ['10', '15', 'write-off'],
    ['03', '02', 'rejection'],
    ['44', '00', 'reversal'],
    ['46', '00', 'advance-notice'],
  ])('comando %s of nature %s is a %s', async (occurrence, nature, kind) => {
    const { entries } = await readRecords(
      header,
      { ...title, ...paid, 87: nature, 109: occurrence },
      trailer,
    );
    expect(entries[0]?.kind).toBe(kind);
  });

  test('what was booked is negative where it is a debit, and unsaid where it is zero', async () => {
    const one = (places: object) => readRecords(header, { ...title, ...paid, 109: '06', ...places }, trailer);
    expect(
      (await one({ 254: cents(100), 182: '0000530', 306: cents(430), 319: '1' })).entries[0],
    ).toMatchObject({
      paidCents: 100,
      netCents: -430,
    });
    expect((await one({ 306: cents(0), 319: '1' })).entries[0]?.netCents).toBeUndefined();
  });

  test('an older convênio of six digits has títulos of type 1, with a check digit', async () => {
    const {
      header: found,
      entries,
      codes,
    } = await readRecords(
      { ...opening('001BANCO DO BRASIL'), 41: '654321', 101: '0000018' },
      {
        1: '1',
        ...TAX_ID,
        32: '654321',
        38: 'REC-2',
        63: '050094014481',
        109: '07',
        111: '181126',
        153: cents(9000),
        176: '191126',
        182: '0000100',
        254: cents(3000),
      },
      trailer,
    );
    expect(codes).toEqual([]);
    expect(found).toMatchObject({ agreementCodes: ['654321'], taxId: '12345678000195' });
    expect(entries).toMatchObject([
      {
        kind: 'partial-payment',
        nossoNumero: '050094014481',
        nossoNumeroForms: ['50094014481', '05009401448', '5009401448'],
        companyUse: 'REC-2',
        paidCents: 3000,
        feeCents: 100,
      },
    ]);
  });
});

describe('Itaú', () => {
  const header = { ...opening('341BANCO ITAU SA'), 27: '073000035110', 109: '00025', 114: '201126' };
  const title = {
    1: '1',
    ...TAX_ID,
    18: '073000035110',
    38: 'REC-1',
    83: '109000000114',
    111: '181126',
    117: '00000011',
    153: cents(4000),
    176: cents(210),
  };
  const trailer = (titles: number, face: number) => ({
    1: '9201341',
    213: String(titles).padStart(8, '0'),
    221: String(face).padStart(14, '0'),
  });

  test('states the credit, so that the payer paid the tariff too', async () => {
    const {
      header: found,
      entries,
      codes,
      totals,
    } = await readRecords(
      header,
      { ...title, 109: '06', 254: cents(3790), 296: '201126', 325: 'MARIA EXEMPLO', 393: 'B5' },
      trailer(1, 4000),
    );
    expect(codes).toEqual([]);
    expect(found).toMatchObject({ agreementCodes: ['0730035110', '073003511', '0730/3511-0'] });
    expect(entries).toMatchObject([
      {
        kind: 'payment',
        nossoNumero: '000000114',
        nossoNumeroForms: ['114', '00000011', '11'],
        paidCents: 4000,
        netCents: 3790,
        feeCents: 210,
        creditedOn: '2026-11-20',
        channel: 'correspondent',
        payer: { name: 'MARIA EXEMPLO' },
      },
    ]);
    expect(totals.trailer).toEqual({ declared: { entries: 1, faceCents: 4000 }, mismatches: [] });
  });

  test('a tariff that is debited apart is not paid by the payer', async () => {
    const late = { ...title, 109: '06', 254: cents(4100), 267: cents(100) };
    const { entries, codes } = await readRecords(header, late, trailer(1, 4000));
    expect(codes).toEqual([]);
    expect(entries[0]).toMatchObject({ paidCents: 4100, netCents: 4100, lateChargesCents: 100 });
  });

  test('a baixa states what is booked, and nothing as paid', async () => {
    const { entries } = await readRecords(header, { ...title, 109: '09', 254: cents(210) }, trailer(1, 4000));
    expect(entries[0]).toMatchObject({ kind: 'write-off', netCents: 210, feeCents: 210 });
    expect(entries[0]?.paidCents).toBeUndefined();
  });

  test.each([
    ['10', 'paid-elsewhere'],
    ['69', 'reversal'],
    ['71', 'registration'],
    ['95', 'advance-notice'],
  ])('ocorrência %s is a %s', async (occurrence, kind) => {
    const { entries } = await readRecords(
      header,
      { ...title, 109: occurrence, 254: cents(3790) },
      trailer(1, 4000),
    );
    expect(entries[0]?.kind).toBe(kind);
  });

  test('errors have two characters, an alegação of the payer has four', async () => {
    const one = async (occurrence: string) =>
      (await readRecords(header, { ...title, 109: occurrence, 378: '18420000' }, trailer(1, 4000)))
        .entries[0];
    expect(await one('03')).toMatchObject({ kind: 'rejection', reasons: ['18', '42'] });
    expect(await one('25')).toMatchObject({ kind: 'other', reasons: ['1842'] });
  });

  test('another sum of face values is an error, another count a warning', async () => {
    const { codes } = await readRecords(header, { ...title, 109: '02' }, trailer(2, 4001));
    expect(codes).toEqual(['cnab400.trailer-count', 'cnab400.trailer-amount']);
  });
});

describe('Bradesco', () => {
  const header = { ...opening('237BRADESCO'), 27: '00000000000001234567', 109: '00103' };
  const title = {
    1: '1',
    ...TAX_ID,
    22: '009012340056789',
    71: '000000000097',
    108: '9',
    111: '181126',
    117: '15',
    147: '101126',
    153: cents(500),
  };
  const trailer = (places = {}) => ({ 1: '9201237', ...places });

  test('states what was paid before the tariff, and where', async () => {
    const paid = { ...title, 109: '06', 254: cents(500), 296: '191126', 302: '078', 319: '0000000000' };
    const { header: found, entries, codes } = await readRecords(header, paid, trailer());
    expect(codes).toEqual([]);
    expect(found).toMatchObject({ agreementCodes: ['00000000000001234567', '1234567'] });
    expect(entries).toMatchObject([
      {
        kind: 'payment',
        reasons: [],
        nossoNumero: '000000000097',
        nossoNumeroForms: ['97', '00000000009', '9'],
        paidCents: 500,
        creditedOn: '2026-11-19',
        channel: 'clearing',
      },
    ]);
    expect(entries[0]?.netCents).toBeUndefined();
  });

  test.each([
    ['06', '1800000000', 'partial-payment', ['18']],
    ['17', '0000000000', 'unregistered-payment', []],
    ['10', '1400000000', 'write-off', ['14']],
    ['03', '0908000000', 'rejection', ['09', '08']],
    ['40', '', 'reversal', []],
    ['55', '', 'protest', []],
  ])('ocorrência %s with motivos %s is a %s', async (occurrence, reasons, kind, found) => {
    const one = { ...title, 109: occurrence, 254: cents(500), 319: reasons };
    const { entries } = await readRecords(header, one, trailer());
    expect(entries[0]).toMatchObject({ kind, reasons: found });
  });

  test('a tariff on an entry of its own is a fee, and nothing is paid', async () => {
    const one = { ...title, 109: '28', 176: cents(252), 254: cents(500), 319: '0400000000' };
    const { entries, totals } = await readRecords(header, one, trailer());
    expect(entries[0]).toMatchObject({ kind: 'fee', feeCents: 252 });
    expect(totals).toMatchObject({ paidCents: 0, feeCents: 252 });
  });

  test('the trailer totals by ocorrência, payments by their face value or by what was paid', async () => {
    const titles = [
      { ...title, 109: '02' },
      { ...title, 109: '06', 254: cents(480), 241: cents(20) },
      { ...title, 109: '17', 254: cents(500) },
    ];
    const totals = (payment: string) =>
      trailer({
        18: '0000000900000000099999',
        58: '00001000000000500',
        75: payment,
        87: '00001',
        92: payment,
      });
    const read = async (payment: string) => (await readRecords(header, ...titles, totals(payment))).codes;
    expect(await read('000000000480')).toEqual([]);
    expect(await read('000000000500')).toEqual([]);
    expect(await read('000000000481')).toEqual(['cnab400.trailer-amount', 'cnab400.trailer-amount']);
  });

  test('its carteira may stand in column 108 only, and Cresol writes the same', async () => {
    const one = { ...title, 22: '019', 109: '06', 254: cents(500) };
    expect((await readRecords(header, one, trailer())).codes).toEqual([]);
    const cresol = await readRecords(
      { ...header, 77: '133' },
      { ...title, 109: '06', 254: cents(500) },
      trailer(),
    );
    expect(cresol).toMatchObject({ header: { bank: '133' }, entries: [{ kind: 'payment', paidCents: 500 }] });
  });
});

describe('Santander', () => {
  const header = { ...opening('353SANTANDER'), 27: '12340005678900012345' };
  const title = { 1: '1', ...TAX_ID, 63: '00000019', 111: '181126', 117: 'F-1', 153: cents(4350) };
  const trailer = { 1: '9201353' };

  test('is read by bank 353 too', async () => {
    const paid = {
      ...title,
      109: '17',
      176: cents(264),
      254: cents(4400),
      267: cents(50),
      296: '191126',
      302: 'CONDOMINIO EXEMPLO',
      367: cents(4136),
      380: 'C',
    };
    const { header: found, entries, codes } = await readRecords(header, paid, trailer);
    expect(codes).toEqual([]);
    expect(found).toMatchObject({
      bank: '033',
      agreementCodes: ['12340005678900012345', '00056789', '56789', '00012345', '12345'],
    });
    expect(entries).toMatchObject([
      {
        kind: 'notary-payment',
        nossoNumero: '00000019',
        nossoNumeroForms: ['19', '0000001', '1'],
        paidCents: 4400,
        lateChargesCents: 50,
        netCents: 4136,
        feeCents: 264,
        payer: { name: 'CONDOMINIO EXEMPLO' },
      },
    ]);
  });

  test.each([
    ['03', 'rejection', ['009', '012']],
    ['16', 'other', []],
    ['93', 'advance-notice', []],
    ['94', 'other', []],
  ])('ocorrência %s is %s, with errors of three characters', async (occurrence, kind, reasons) => {
    const one = {
      ...title,
      109: occurrence,
      137: kind === 'rejection' ? '009012000' : '000000000',
      254: cents(1),
    };
    const { entries, totals } = await readRecords(header, one, trailer);
    expect(entries[0]).toMatchObject({ kind, reasons });
    expect(totals.moneyInCents).toBe(0);
  });
});
