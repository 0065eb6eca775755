import type { Entry } from '@baixa/core';
import { describe, expect, test } from 'vitest';
import {
  BANK_LAYOUTS,
  type BankLayout,
  type Found,
  febraban,
  layoutOf,
  segmentYPix,
  TitlePairs,
} from './index.ts';

type T = Parameters<typeof febraban.segmentT.write>[0];
type U = Parameters<typeof febraban.segmentU.write>[0];

const line = (text: string, number: number) => ({
  number,
  offset: (number - 1) * 241,
  text,
  overlong: false,
});

/** Reads one título of a bank, written with the bank's own layout. */
function read(
  bank: string,
  t: T,
  u: U = {},
  ...more: string[]
): { entry?: Entry; codes: string[]; found: Found[] } {
  const layout: BankLayout = layoutOf(bank);
  const common = { bank, lot: '0001', recordType: 3, occurrence: '06' };
  const occurrence = t.occurrence ?? '06';
  const records = [
    layout.segmentT.write({ ...common, segment: 'T', ...t }),
    layout.segmentU.write({ ...common, segment: 'U', occurredOn: '2026-11-18', ...u, occurrence }),
    ...more,
  ];
  const found: Found[] = [];
  const titles = new TitlePairs(bank);
  for (const [at, text] of records.entries()) titles.push(line(text, at + 1), found);
  titles.flush(found);
  const entry = found.find((it) => it.type === 'entry')?.entry;
  return { entry, codes: found.flatMap((it) => (it.type === 'problem' ? [it.problem.code] : [])), found };
}

test('a payment is read whole', () => {
  const { entry, codes } = read(
    '756',
    {
      nossoNumero: '0000000083',
      seuNumero: 'NF 12/1',
      companyUse: 'MATRICULA 10137',
      face: 10000,
      fee: 170,
      dueOn: '2026-11-10',
      reasons: '0000000033',
      payerTaxIdType: '1',
      payerTaxId: '000011122233396',
      payerName: 'MARIA EXEMPLO',
    },
    {
      paid: 10151,
      net: 9979,
      lateCharges: 200,
      discount: 30,
      rebate: 20,
      otherCredits: 1,
      otherExpenses: 2,
      creditedOn: '2026-11-19',
    },
  );
  expect(codes).toEqual([]);
  expect(entry).toEqual({
    line: 1,
    offset: 0,
    kind: 'payment',
    occurrence: '06',
    reasons: ['33'],
    nossoNumero: '0000000083',
    nossoNumeroForms: ['83', '000000008', '8'],
    seuNumero: 'NF 12/1',
    companyUse: 'MATRICULA 10137',
    dueOn: '2026-11-10',
    paidOn: '2026-11-18',
    creditedOn: '2026-11-19',
    faceCents: 10000,
    paidCents: 10151,
    netCents: 9979,
    lateChargesCents: 200,
    discountCents: 30,
    rebateCents: 20,
    otherCreditsCents: 1,
    otherExpensesCents: 2,
    feeCents: 170,
    channel: 'internet',
    payer: { taxId: '11122233396', name: 'MARIA EXEMPLO' },
  });
});

describe('kinds', () => {
  test.each([
    ['001', '06', '', 'payment', undefined],
    ['208', '06', '03', 'payment', 'branch-cash'],
    ['208', '06', '61', 'payment', 'pix'],
    ['208', '06', '02', 'partial-payment', undefined],
    ['104', '06', '020101', 'payment', 'lottery'],
    ['104', '06', '08', 'notary-payment', 'notary'],
    ['237', '06', '18', 'partial-payment', undefined],
    ['756', '06', '18', 'payment', undefined],
    ['208', '06', '08', 'notary-payment', 'notary'],
    ['208', '17', '02', 'unregistered-payment', undefined],
    ['208', '44', '', 'reversal', undefined],
    ['208', '47', '', 'protest', undefined],
    ['208', '50', '', 'advance-notice', undefined],
    ['208', '09', '08', 'write-off', undefined],
    ['104', '44', '', 'reversal', undefined],
    ['104', '46', '06', 'payment', 'internet'],
    ['104', '47', '', 'reversal', undefined],
    ['033', '93', '', 'advance-notice', undefined],
    ['033', '94', '', 'other', undefined],
    ['341', '10', '', 'paid-elsewhere', undefined],
    ['341', '08', '', 'notary-payment', undefined],
    ['341', '06', '02', 'payment', undefined],
    ['341', '95', '', 'advance-notice', undefined],
    ['136', '09', '', 'payment', undefined],
    ['136', '01', '', 'notary-payment', undefined],
    ['041', 'AB', '', 'advance-notice', undefined],
  ])('bank %s occurrence %s motivo %j is %s', (bank, occurrence, reasons, kind, channel) => {
    const { entry, codes } = read(bank, { occurrence, reasons }, { paid: 100 });
    expect(codes).toEqual([]);
    expect(entry).toMatchObject({ kind, occurrence });
    expect(entry?.channel).toBe(channel);
  });

  test.each([
    ['208', 'ZZ'],
    ['341', '01'],
    ['136', '28'],
    ['208', '  '],
  ])('bank %s does not know %s: other, with a problem, and no money', (bank, occurrence) => {
    const { entry, found } = read(bank, { occurrence }, { paid: 100 });
    expect(entry?.kind).toBe('other');
    expect(found[0]).toMatchObject({
      problem: { code: 'cnab240.unknown-occurrence', severity: 'error', where: { line: 1, column: 16 } },
    });
  });
});

describe('amounts', () => {
  test('at Itaú are net: what the payer paid is the credit and the tariff', () => {
    const { entry } = read('341', { fee: 350 }, { paid: 9650, net: 9650 });
    expect(entry).toMatchObject({ paidCents: 10000, netCents: 9650, feeCents: 350 });
  });

  test('at Itaú are what the payer paid, where the bank debits its tariffs apart', () => {
    const { entry, codes } = read('341', { face: 10000, fee: 350 }, { paid: 10000, net: 10000 });
    expect(entry).toMatchObject({ paidCents: 10000, netCents: 10000, feeCents: 350 });
    expect(codes).toEqual([]);
  });

  test('that do not fit each other are told at their columns, and the amount paid counts', () => {
    const { entry, found } = read('208', { face: 10000, fee: 100 }, { paid: 10123, net: 9000 });
    expect(entry?.paidCents).toBe(10123);
    expect(found.filter((it) => it.type === 'problem').map((it) => it.problem)).toMatchObject([
      { code: 'cnab240.amounts-differ', severity: 'warning', where: { line: 2, column: 78, text: '10123' } },
      { code: 'cnab240.amounts-differ', severity: 'warning', where: { line: 2, column: 93, text: '9000' } },
    ]);
  });

  test('of what is no payment are undefined, not zero', () => {
    const { entry } = read('208', { occurrence: '02', face: 10000 });
    expect(entry).toMatchObject({ kind: 'registration', faceCents: 10000, processedOn: '2026-11-18' });
    for (const name of ['paidCents', 'netCents', 'feeCents', 'lateChargesCents', 'paidOn'] as const)
      expect(entry?.[name], name).toBeUndefined();
  });

  test('that are not digits give a problem without their letters, and a payment without amount no entry', () => {
    const broken = read('208', { face: 'MARIA 12345' }, { paid: 100 });
    expect(broken.entry).toMatchObject({ paidCents: 100, faceCents: undefined });
    expect(broken.found[0]).toMatchObject({
      problem: { code: 'cnab240.bad-amount', where: { line: 1, column: 82, text: '9999AAAAA 99999' } },
    });
    expect(read('208', {}, { paid: 'XXXXXXXXXXXXXXX' })).toMatchObject({
      codes: ['cnab240.bad-amount', 'cnab240.no-amount'],
    });
    const blank = read('208', {}, { paid: ' '.repeat(15) });
    expect(blank).toMatchObject({ entry: undefined, codes: ['cnab240.no-amount'] });
    expect(read('208', { occurrence: '02' }, { paid: ' '.repeat(15) }).codes).toEqual([]);
  });

  test('without a payment date settle with a warning', () => {
    const { entry, codes } = read('208', {}, { paid: 100, occurredOn: '00000000' });
    expect(codes).toEqual(['cnab240.no-payment-date']);
    expect(entry).toMatchObject({ kind: 'payment', paidCents: 100, paidOn: undefined });
  });
});

describe('the check digit of the nosso número', () => {
  test.each([
    ['104', { nossoNumero: '241400000010010948' }, []],
    ['104', { nossoNumero: '241400000010010945' }, ['cnab240.nosso-numero-digit']],
    ['033', { nossoNumero: '0000000000061' }, ['cnab240.nosso-numero-digit']],
    ['041', { nossoNumero: '0000927422' }, []],
    ['041', { nossoNumero: '0000927423' }, ['cnab240.nosso-numero-digit']],
    ['136', { nossoNumero: '0000000012345678909' }, ['cnab240.nosso-numero-digit']],
    ['237', { product: '009', nossoNumeroZeros: '00000', nossoNumero: '000000000097' }, []],
    [
      '237',
      { product: '009', nossoNumeroZeros: '00000', nossoNumero: '000000000098' },
      ['cnab240.nosso-numero-digit'],
    ],
    ['341', { branch: '0730', account: '03511', itauPortfolio: '109', nossoNumero: '000000114' }, []],
    [
      '341',
      { branch: '0730', account: '03511', itauPortfolio: '109', nossoNumero: '000000115' },
      ['cnab240.nosso-numero-digit'],
    ],
    ['748', { nossoNumero: '172000599' }, []],
  ])('at bank %s of %j', (bank, t, codes) => {
    const { entry, codes: found } = read(bank, t as T, { paid: 1 });
    expect(found).toEqual(codes);
    expect(entry?.nossoNumero).toBe(t.nossoNumero);
  });
});

describe('columns', () => {
  test('that hold only zeros identify nothing', () => {
    const zeros = {
      nossoNumero: '0'.repeat(20),
      seuNumero: '0'.repeat(15),
      companyUse: '0'.repeat(25),
      payerName: '0000',
    };
    const { entry } = read('208', zeros, { paid: 1 });
    for (const name of ['nossoNumero', 'nossoNumeroForms', 'seuNumero', 'companyUse', 'payer'] as const)
      expect(entry?.[name], name).toBeUndefined();
  });

  test('of Santander stand elsewhere, of Unicred are missing', () => {
    const santander = read('033', { nossoNumero: '0000000000060', fee: 264, companyUse: 'X1' }, { paid: 1 });
    expect(santander.entry).toMatchObject({ nossoNumero: '0000000000060', feeCents: 264, companyUse: 'X1' });
    const unicred = read('136', { nossoNumero: '0000000012345678901' }, { paid: 1 });
    expect(unicred.entry).toMatchObject({
      nossoNumero: '0000000012345678901',
      companyUse: undefined,
      payer: undefined,
    });
  });

  test('of Itaú tell the channel apart from the motivos', () => {
    const layout = BANK_LAYOUTS['341'];
    const t = layout.segmentT.write({ segment: 'T', occurrence: '06', settlementCode: 'BL', recordType: 3 });
    const found: Found[] = [];
    const titles = new TitlePairs('341');
    titles.push(line(t, 1), found);
    titles.push(
      line(layout.segmentU.write({ segment: 'U', occurrence: '06', paid: 1, occurredOn: '2026-01-02' }), 2),
      found,
    );
    titles.flush(found);
    expect(found).toMatchObject([{ type: 'entry', entry: { channel: 'internet', reasons: [] } }]);
  });
});

describe('the txid of a segment Y', () => {
  const y = (more: Parameters<typeof segmentYPix.write>[0]) =>
    segmentYPix.write({ segment: 'Y', optionalRecord: '03', keyType: '5', txid: 'ABC123', ...more });

  test.each([
    ['Santander', y({}), 'ABC123'],
    ['Sicredi, with the contact', y({ optionalRecord: '04', payerEmail: 'a@b.com.br' }), 'ABC123'],
    ['right-aligned', y({ txid: 'ABC123'.padStart(35) }), 'ABC123'],
    ['a sacador', y({ optionalRecord: '01' }), undefined],
    ['a payer', y({ payerEmail: '2000012345678000195EMPRESA' }), undefined],
    ['cheques', y({ optionalRecord: '04', payerEmail: '<00100000<0180000015>000000000000:' }), undefined],
    ['no txid', y({ txid: 'NOT A TXID' }), undefined],
  ])('%s', (_, text, txid) => {
    expect(read('033', {}, { paid: 1 }, text).entry?.txid).toBe(txid);
  });
});

test('lines that lost their last blanks are read', () => {
  const found: Found[] = [];
  const titles = new TitlePairs('208');
  const t = febraban.segmentT.write({ segment: 'T', occurrence: '06', recordType: 3, face: 5 });
  const u = febraban.segmentU.write({
    segment: 'U',
    occurrence: '06',
    recordType: 3,
    paid: 5,
    occurredOn: '2026-01-02',
  });
  titles.push(line(t.trimEnd(), 1), found);
  titles.push(line(u.slice(0, 145), 2), found);
  titles.flush(found);
  expect(found).toMatchObject([{ entry: { paidCents: 5, paidOn: '2026-01-02' } }]);
});
