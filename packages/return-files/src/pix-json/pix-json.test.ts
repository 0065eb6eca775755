import { describe, expect, test } from 'vitest';
import { readAll } from '../test-support/reading.ts';
import { MAX_JSON_BYTES } from './reader.ts';

const E2E = 'E00000000202611181732aBcDeFgHiJk';
const RTR = 'D00000000202611181800qWeRtYuIoPa';
const pix = (more: object = {}) => ({
  endToEndId: E2E,
  txid: 'FATURA202611',
  valor: '89.46',
  chave: 'key-1',
  horario: '2026-11-18T17:32:05.120Z',
  ...more,
});
const refund = (more: object = {}) => ({
  id: 'DEV1',
  rtrId: RTR,
  valor: '10.00',
  horario: { solicitacao: '2026-11-18T18:00:00Z', liquidacao: '2026-11-20T02:59:59Z' },
  status: 'DEVOLVIDO',
  ...more,
});
const json = (value: unknown) => JSON.stringify(value);

describe('every shape gives the same payments', () => {
  const two = [pix(), pix({ endToEndId: E2E.replace('k', 'z'), chave: 'key-2' })];
  test.each([
    ['webhook body', json({ pix: two })],
    [
      'page of GET /pix',
      JSON.stringify({ parametros: { paginacao: { paginaAtual: 0 } }, pix: two }, null, 2),
    ],
    ['array', JSON.stringify(two, null, '\t')],
    ['NDJSON of Pix', two.map(json).join('\n')],
    ['NDJSON of webhook bodies', two.map((it) => json({ pix: [it] })).join('\r\n')],
    ['with a byte order mark', `\ufeff${json({ pix: two })}`],
    ['charges that carry them', json({ cobs: two.map((it) => ({ txid: it.txid, pix: [it] })) })],
    ['indented by nothing', JSON.stringify({ pix: two }, null, 1).replaceAll(/\n +/g, '\n')],
  ])('%s', async (_, content) => {
    for (const size of [11, 10_000]) {
      const { header, entries, codes, totals } = await readAll(content, size);
      expect(codes).toEqual([]);
      expect(header).toEqual({ format: 'pix-json', service: 'pix', agreementCodes: ['key-1', 'key-2'] });
      expect(entries).toMatchObject(
        two.map(({ endToEndId }) => ({ endToEndId, kind: 'payment', paidCents: 8946 })),
      );
      expect(totals).toMatchObject({ entries: 2, moneyInCents: 17892, lines: content.split('\n').length });
      for (const { line, offset } of entries) {
        const before = Buffer.from(content).subarray(0, offset);
        expect(content[before.toString().length]).toBe('{');
        expect(before.filter((byte) => byte === 10)).toHaveLength(line - 1);
      }
    }
  });
});

test('a payment is dated in São Paulo and keeps its components', async () => {
  const componentesValor = {
    original: { valor: '87.45' },
    multa: { valor: '1.75' },
    juros: { valor: '0.30' },
    desconto: { valor: '0.03' },
    abatimento: { valor: '0.01' },
  };
  const pagador = { cpf: '11122233396', nome: 'Maria Exemplo' };
  const { entries, codes } = await readAll(
    json(pix({ horario: '2026-03-27T02:30:00Z', componentesValor, pagador, novo: 1 })),
  );
  expect(codes).toEqual([]);
  expect(entries).toEqual([
    {
      line: 1,
      offset: 0,
      kind: 'payment',
      reasons: [],
      endToEndId: E2E,
      txid: 'FATURA202611',
      paidOn: '2026-03-26',
      creditedOn: '2026-03-26',
      faceCents: 8745,
      paidCents: 8946,
      fineCents: 175,
      interestCents: 30,
      discountCents: 3,
      rebateCents: 1,
      channel: 'pix',
      payer: { taxId: '11122233396', name: 'Maria Exemplo' },
    },
  ]);
});

test('the key of a charge is an agreement although its payments do not repeat it', async () => {
  const { chave, ...payment } = pix();
  const { header, entries } = await readAll(json({ txid: 'X', chave, status: 'CONCLUIDA', pix: [payment] }));
  expect(header.agreementCodes).toEqual(['key-1']);
  expect(entries).toHaveLength(1);
});

test('a devolução reverses its payment, on the day it was liquidated', async () => {
  for (const devolucoes of [[refund()], refund()]) {
    const content = json({ pix: [pix({ devolucoes })] });
    const { entries, totals, codes } = await readAll(content);
    expect(codes).toEqual([]);
    expect(entries[1]).toMatchObject({
      kind: 'reversal',
      offset: content.indexOf('{"id"'),
      endToEndId: E2E,
      reversalId: RTR,
      paidCents: 1000,
      paidOn: '2026-11-19',
      occurrence: 'DEVOLVIDO',
    });
    expect(totals).toMatchObject({ moneyInCents: 8946, moneyOutCents: 1000 });
  }
});

test('without liquidação it is dated by its request; in another status it moves nothing', async () => {
  const devolucoes = [
    refund({ horario: { solicitacao: '2026-11-18T18:00:00Z' }, natureza: 'MED_FRAUDE' }),
    refund({ status: 'NAO_REALIZADO' }),
  ];
  const { entries, totals, codes } = await readAll(json([pix({ devolucoes })]));
  expect(codes).toEqual([]);
  expect(entries.slice(1)).toMatchObject([
    { kind: 'reversal', paidOn: '2026-11-18', reasons: ['MED_FRAUDE'] },
    { kind: 'other', occurrence: 'NAO_REALIZADO' },
  ]);
  expect(entries[2]?.paidCents).toBeUndefined();
  expect(totals.moneyOutCents).toBe(1000);
});

describe('what is wrong is told, and hides nothing else', () => {
  const good = pix({ endToEndId: E2E.replace('k', 'z') });
  test.each([
    ['no endToEndId', { endToEndId: undefined }, 'endToEndId'],
    ['short endToEndId', { endToEndId: 'E123' }, 'endToEndId'],
    ['amount with a comma', { valor: '89,46' }, 'valor'],
    ['amount as a number', { valor: 89.46 }, 'valor'],
    ['no instant', { horario: '18/11/2026' }, 'horario'],
    ['a day that does not exist', { horario: '2026-02-30T10:00:00Z' }, 'horario'],
  ])('%s', async (_, wrong, path) => {
    const { entries, problems } = await readAll(`{"pix":[\n ${json(pix(wrong))},\n ${json(good)}]}`);
    expect(entries).toMatchObject([{ endToEndId: good.endToEndId, line: 3 }]);
    expect(problems).toMatchObject([
      {
        code: 'pix.bad-item',
        severity: 'error',
        where: { file: 'test.ret', line: 2, column: 2, offset: 10, path },
      },
    ]);
  });

  test.each([
    ['an element that is no JSON', `[{"a":tru}, ${json(good)}]`, ['pix.bad-json']],
    [
      'an element that is no object',
      `[1,"x",null,${json(good)}]`,
      ['pix.bad-item', 'pix.bad-item', 'pix.bad-item'],
    ],
    ['a broken first line', `{"endToEndId": "E1\n${json(good)}`, ['pix.cut-off']],
    ['a broken line', `${json(good)}\n{"endToEndId": "E1\n`, ['pix.cut-off']],
    ['a page that was cut', `{"pix":[${json(good)},{"endToEn`, ['pix.cut-off']],
    ['something after the page', `{"pix":[${json(good)}]} trailing`, ['pix.cut-off']],
    ['stray brackets', `[}},${json(good)}]`, ['pix.bad-json', 'pix.bad-json', 'pix.cut-off']],
    ['a broken devolução', json([{ ...good, devolucoes: [{ id: 1 }] }]), ['pix.bad-refund']],
    ['a devolução that is a text', json([{ ...good, devolucoes: 'x' }]), ['pix.bad-refund']],
    ['a wrong txid', json([{ ...good, txid: 'not a txid' }]), ['pix.bad-txid']],
    ['broken components', json([{ ...good, componentesValor: { original: 1 } }]), ['pix.bad-components']],
    [
      'components of another sum',
      json([{ ...good, componentesValor: { original: { valor: '89.45' } } }]),
      ['pix.components-differ'],
    ],
  ])('%s', async (_, content, codes) => {
    const reading = await readAll(content);
    expect(reading.codes).toEqual(codes);
    expect(reading.entries).toMatchObject([{ endToEndId: good.endToEndId, paidCents: 8946 }]);
  });

  test.each([
    ['an answer that is an error', { type: 'x', title: 'Não encontrado', status: 404 }, 'pix.error-response'],
    ['notices of recurrence', { cobsr: [{ idRec: 'RR', status: 'CONCLUIDA' }] }, 'pix.not-payments'],
    ['another JSON', { a: 1 }, 'pix.unknown-document'],
  ])('%s settles nothing, and says so', async (_, content, code) => {
    const { entries, codes } = await readAll(json(content));
    expect(entries).toEqual([]);
    expect(codes).toEqual([code]);
  });

  test('no page is an empty page', async () => {
    expect((await readAll(json({ pix: [] }))).codes).toEqual([]);
  });

  test('no problem shows a payer', async () => {
    const pagador = { cpf: '11122233396', nome: 'MARIA EXEMPLO' };
    const { problems } = await readAll(
      json([pix({ pagador, valor: 'MARIA EXEMPLO' }), pix({ pagador, txid: '111.222.333-96' })]),
    );
    expect(problems).toHaveLength(2);
    expect(json(problems)).not.toMatch(/MARIA|111222|111\.222/);
  });
});

test('more than the limit is one problem, and is still counted', async () => {
  const space = Buffer.alloc(MAX_JSON_BYTES, ' ');
  const { codes, totals } = await readAll(Buffer.concat([Buffer.from('['), space]), 1 << 20);
  expect(codes).toEqual(['pix.too-large']);
  expect(totals.bytes).toBe(MAX_JSON_BYTES + 1);
});

test('deep nesting is no danger', async () => {
  const { codes } = await readAll(`[${'['.repeat(200_000)}`);
  expect(codes).toEqual(['pix.cut-off']);
});
