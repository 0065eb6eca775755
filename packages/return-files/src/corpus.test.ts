import type { Entry } from '@baixa/core';
import { describe, expect, test } from 'vitest';
import { fixture, readAll } from './test-support/reading.ts';

/** What two independent readers agree these files amount to, in centavos. */
const CORPUS = [
  {
    file: 'cnab240-001-bb.ret',
    header: {
      bank: '001',
      agreementCodes: ['0023567640014', '23567640014', '002356764', '2356764'],
      taxId: '21408034000190',
      sequenceNumber: 36,
      createdOn: '2012-02-15',
    },
    sums: {
      byKind: { payment: { count: 4, paidCents: 83045 } },
      faceCents: 83045,
      paidCents: 83045,
      netCents: 82045,
      feeCents: 1000,
    },
    moneyInCents: 83045,
    codes: [],
    first: {
      line: 3,
      offset: 482,
      occurrence: '06',
      nossoNumero: '23567642012000002',
      paidOn: '2012-02-15',
      creditedOn: '2012-02-17',
      dueOn: undefined,
      paidCents: 56314,
      netCents: 56064,
      feeCents: 250,
    },
  },
  {
    file: 'cnab240-033-santander.ret',
    header: {
      bank: '033',
      agreementCodes: ['005015243', '5015243'],
      taxId: '12508169000136',
      sequenceNumber: 2,
      createdOn: '2011-08-04',
    },
    sums: {
      byKind: { 'unregistered-payment': { count: 1, paidCents: 4350 } },
      faceCents: 4350,
      paidCents: 4350,
      netCents: 4350,
      feeCents: 264,
    },
    moneyInCents: 4350,
    // Its lot trailer counts two records of four.
    codes: ['cnab240.trailer-count'],
    first: {
      occurrence: '17',
      reasons: ['04'],
      channel: 'clearing',
      nossoNumero: '0000000000060',
      nossoNumeroForms: ['60', '000000000006', '6'],
      dueOn: '2011-08-04',
      paidOn: '2011-08-04',
      creditedOn: '2011-08-05',
    },
  },
  {
    file: 'cnab240-104-caixa.ret',
    header: {
      bank: '104',
      agreementCodes: ['401151'],
      taxId: '08085771000130',
      sequenceNumber: 158,
      createdOn: '2014-08-11',
    },
    sums: {
      byKind: { payment: { count: 9, paidCents: 26798 } },
      faceCents: 26798,
      paidCents: 26798,
      netCents: 26798,
      feeCents: 1395,
    },
    moneyInCents: 26798,
    codes: [],
    first: {
      occurrence: '06',
      reasons: ['02'],
      channel: 'lottery',
      nossoNumero: '241400000010010948',
      nossoNumeroForms: ['24140000001001094'],
      dueOn: '2014-08-11',
      paidOn: '2014-08-11',
      creditedOn: '2014-08-12',
    },
  },
  {
    file: 'cnab240-341-itau.ret',
    header: {
      bank: '341',
      agreementCodes: ['4459176006', '445917600', '4459/17600-6'],
      taxId: '15594050000111',
      sequenceNumber: 4,
      createdOn: '2012-07-05',
    },
    sums: {
      byKind: { registration: { count: 2, paidCents: 0 } },
      faceCents: 30000,
      paidCents: 0,
      netCents: 0,
      feeCents: 700,
    },
    moneyInCents: 0,
    codes: [],
    first: {
      occurrence: '02',
      nossoNumero: '000000050',
      seuNumero: '9999999996',
      dueOn: '2012-07-01',
      processedOn: '2012-07-05',
      paidOn: undefined,
      paidCents: undefined,
      faceCents: 20000,
      feeCents: 350,
      payer: { name: 'PAGADOR EXEMPLO 1' },
    },
  },
  {
    file: 'cnab240-748-sicredi.ret',
    header: {
      bank: '748',
      agreementCodes: ['04346', '4346'],
      taxId: '40599552000102',
      sequenceNumber: 5,
      createdOn: '2017-04-07',
    },
    sums: {
      byKind: { registration: { count: 1, paidCents: 0 }, fee: { count: 1, paidCents: 0 } },
      faceCents: 1990,
      paidCents: 0,
      netCents: 0,
      feeCents: 380,
    },
    moneyInCents: 0,
    codes: [],
    first: {
      occurrence: '02',
      reasons: ['A4'],
      nossoNumero: '172000595',
      nossoNumeroForms: ['17200059'],
      companyUse: '8457',
    },
  },
  {
    file: 'cnab240-756-sicoob-trimmed.ret',
    header: { bank: '756', agreementCodes: ['3039000004'], taxId: '82991308000100' },
    sums: {
      byKind: { payment: { count: 3, paidCents: 600 } },
      faceCents: 600,
      paidCents: 600,
      netCents: 600,
      feeCents: 510,
    },
    moneyInCents: 600,
    codes: [],
    first: {
      occurrence: '06',
      channel: 'branch-cash',
      nossoNumero: '0000000083',
      seuNumero: '000000000000001',
      paidOn: '2015-08-10',
    },
  },
] as const;

describe.each(CORPUS)('$file', ({ file, header, sums, moneyInCents, codes, first }) => {
  test('amounts to what others read in it', async () => {
    const { header: found, totals, codes: problems, entries } = await readAll(fixture(file));
    expect(found).toMatchObject({ format: 'cnab240', service: 'cobranca', ...header });
    expect(totals).toMatchObject({ ...sums, moneyInCents, moneyOutCents: 0, bytes: fixture(file).length });
    expect(problems).toEqual(codes);
    expect(entries[0]).toMatchObject(first as Partial<Entry>);
  });

  test('is the same in any chunks and with any line ends', async () => {
    const { items, entries } = await readAll(fixture(file));
    for (const size of [1, 240, 100_000]) expect((await readAll(fixture(file), size)).items).toEqual(items);
    const text = fixture(file).toString('latin1').replaceAll('\r', '');
    const withoutOffset = (list: Entry[]) => list.map(({ offset, ...entry }) => entry);
    for (const variant of [
      text,
      text.replaceAll('\n', '\r\n'),
      `\ufeff${text}`,
      `${text}\x1a`,
      text.trimEnd(),
      text.replaceAll(/ +\n/g, '\n'),
      text.replaceAll('\n', ' \n'),
    ]) {
      const other = await readAll(variant);
      expect(withoutOffset(other.entries)).toEqual(withoutOffset(entries));
      expect(other.codes).toEqual(codes);
    }
  });
});

test.each([
  ['pix-response-1.json', 446, 10000, '2020-09-10', 8, 220],
  ['pix-webhook-1.json', 412, 11000, '2020-09-09', 7, 209],
])(
  '%s is one Pix, and a devolução that gave nothing back yet',
  async (file, bytes, paidCents, paidOn, line, offset) => {
    const { header, entries, problems, totals } = await readAll(fixture(file));
    expect(header).toEqual({ format: 'pix-json', service: 'pix', agreementCodes: [] });
    expect(problems).toEqual([]);
    expect(totals).toMatchObject({
      bytes,
      paidCents,
      moneyInCents: paidCents,
      moneyOutCents: 0,
      byKind: { payment: { count: 1, paidCents }, other: { count: 1, paidCents: 0 } },
    });
    expect(entries[0]).toMatchObject({
      kind: 'payment',
      line: 1,
      offset: 0,
      paidCents,
      paidOn,
      creditedOn: paidOn,
      channel: 'pix',
    });
    expect(entries[1]).toMatchObject({ kind: 'other', occurrence: 'EM_PROCESSAMENTO', line, offset });
    expect(entries[1]?.endToEndId).toBe(entries[0]?.endToEndId);
    expect(fixture(file).toString().charAt(offset)).toBe('{');
  },
);
