import type { Entry } from '@baixa/core';
import { describe, expect, test } from 'vitest';
import { MADE, made, readAll } from './test-support/reading.ts';

/** Text of a file, whatever its bank writes it in. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

const withoutOffset = (list: Entry[]) => list.map(({ offset, ...entry }) => entry);

/** Formats whose records are lines: their line ends are the bank's affair. */
const ofLines = MADE.filter(({ name }) => name.endsWith('.ret'));

describe.each(MADE)('$name', ({ bytes, facts }) => {
  test('amounts to what the simulator put into it, and has no problem', async () => {
    const { header, totals, problems } = await readAll(bytes);
    expect(problems).toEqual([]);
    expect({ ...header, ...totals }).toMatchObject({ ...facts, bytes: bytes.length });
    expect(Object.keys(totals.byKind).sort()).toEqual(Object.keys(facts.byKind).sort());
  });

  test('is the same in any chunks', async () => {
    const { items } = await readAll(bytes);
    for (const size of [1, 240, 100_000]) expect((await readAll(bytes, size)).items).toEqual(items);
  });
});

describe.each(ofLines)('$name', ({ bytes }) => {
  test('is the same with any line ends', async () => {
    const { entries, codes } = await readAll(bytes);
    const text = textOf(bytes).replace('\ufeff', '').replaceAll('\r', '').replace('\x1a', '');
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

/** Who each is for, and its first payment, typed from the file by hand. */
test.each([
  [
    'cnab240-001.ret',
    { agreementCodes: ['007654321001417019', '7654321001417019', '007654321', '7654321'] },
    {
      line: 3,
      offset: 484,
      occurrence: '06',
      nossoNumero: '76543210000010137',
      seuNumero: 'F000001',
      dueOn: '2026-10-08',
      paidOn: '2026-10-07',
      creditedOn: '2026-10-08',
      netCents: 72_587,
      feeCents: 259,
      paidCents: 72_846,
    },
  ],
  [
    'cnab240-033.ret',
    { agreementCodes: ['007654321', '7654321'] },
    {
      reasons: ['04'],
      channel: 'clearing',
      nossoNumero: '0000000101370',
      nossoNumeroForms: ['101370', '000000010137', '10137'],
      txid: 'BAIXA0000000000000000000000001',
    },
  ],
  [
    'cnab240-104.ret',
    { agreementCodes: ['654321'] },
    {
      reasons: ['02'],
      channel: 'lottery',
      nossoNumero: '140000000000101376',
      nossoNumeroForms: ['14000000000010137'],
    },
  ],
  [
    'cnab240-341.ret',
    { agreementCodes: ['1234567895', '123456789', '1234/56789-5'] },
    {
      line: 3,
      offset: 482,
      nossoNumero: '000101370',
      paidCents: 62_366,
      netCents: 61_971,
      feeCents: 395,
      payer: { taxId: '52998224725', name: 'JOÃO DA CONCEIÇÃO' },
    },
  ],
  [
    'cnab240-748.ret',
    { agreementCodes: ['12345'] },
    { nossoNumero: '262101372', nossoNumeroForms: ['26210137'], companyUse: 'REC-000001' },
  ],
  [
    'cnab240-756.ret',
    { agreementCodes: ['567890'] },
    { offset: 382, nossoNumero: '0000101375', nossoNumeroForms: ['101375', '000010137', '10137'] },
  ],
] as const)('%s names its company and its titles', async (file, header, first) => {
  const { header: found, entries } = await readAll(made(file));
  expect(found).toMatchObject({
    ...header,
    taxId: '12345678000195',
    sequenceNumber: 7,
    createdOn: '2026-11-19',
  });
  expect(entries[0]).toMatchObject({ kind: 'payment', ...first });
});

/** One Pix as the API Pix shows it, indented, and a devolução that is an object where the standard has an array. */
const DEVOLUCAO = {
  id: 'DEV1',
  rtrId: 'D00000000202009091000abcABCabc01',
  valor: '7.89',
  horario: { solicitacao: '2020-09-11T15:25:59.411Z' },
  status: 'EM_PROCESSAMENTO',
};

test.each([
  ['an array', [DEVOLUCAO]],
  ['an object', DEVOLUCAO],
])('a devolução in %s that gave nothing back yet is told, and moves nothing', async (_, devolucoes) => {
  const pix = {
    endToEndId: 'E00000000202009092100aBcDeFgHiJk',
    txid: 'cobranca0001',
    valor: '110.00',
    horario: '2020-09-10T00:15:00.358Z',
    infoPagador: 'Conta 0001',
    devolucoes,
  };
  const content = JSON.stringify({ pix: [pix] }, undefined, 2);
  const { header, entries, problems, totals } = await readAll(content);
  expect(header).toEqual({ format: 'pix-json', service: 'pix', agreementCodes: [] });
  expect(problems).toEqual([]);
  expect(totals).toMatchObject({
    bytes: content.length,
    moneyInCents: 11_000,
    moneyOutCents: 0,
    byKind: { payment: { count: 1, paidCents: 11_000 }, other: { count: 1, paidCents: 0 } },
  });
  expect(entries[0]).toMatchObject({
    kind: 'payment',
    paidOn: '2020-09-09',
    creditedOn: '2020-09-09',
    channel: 'pix',
  });
  const offset = content.lastIndexOf('{', content.indexOf('"DEV1"'));
  const line = content.slice(0, offset).split('\n').length;
  expect(entries[1]).toMatchObject({ kind: 'other', occurrence: 'EM_PROCESSAMENTO', line, offset });
  expect(entries[1]?.endToEndId).toBe(entries[0]?.endToEndId);
});
