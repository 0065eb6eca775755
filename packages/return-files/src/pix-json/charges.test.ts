import { describe, expect, test } from 'vitest';
import { readAll } from '../test-support/reading.ts';

const E2E = 'E00000000202611181732aBcDeFgHiJk';
const OTHER = 'E00000000202611181733aBcDeFgHiJk';
const RTR = 'D00000000202611181800qWeRtYuIoPa';
const TXID = 'EMB202611000001234500000000001';
const horario = '2026-11-18T17:32:05.120Z';
const json = (value: unknown) => JSON.stringify(value);
const paid = (more: object = {}) => ({ endToEndId: E2E, valor: '89.46', horario, ...more });
const charge = (more: object = {}) => ({
  calendario: {
    criacao: '2026-10-30T12:00:00.000Z',
    dataDeVencimento: '2026-11-15',
    validadeAposVencimento: 60,
  },
  txid: TXID,
  revisao: 1,
  status: 'CONCLUIDA',
  devedor: { cpf: '11122233396', nome: 'Maria Exemplo', cidade: 'Salvador' },
  valor: { original: '87.45', multa: { modalidade: 2, valorPerc: '2.00' } },
  chave: 'key-1',
  pix: [paid()],
  ...more,
});

describe('what a charge says, its Pix need not repeat', () => {
  const expected = {
    kind: 'payment',
    endToEndId: E2E,
    txid: TXID,
    dueOn: '2026-11-15',
    faceCents: 8745,
    paidCents: 8946,
    payer: { taxId: '11122233396', name: 'Maria Exemplo' },
  };
  const { pix, ...terms } = charge();
  test.each([
    ['a charge by itself', charge()],
    ['a charge whose Pix stand first', { pix, ...terms }],
    ['a page of GET /cob or /cobv', { parametros: {}, cobs: [charge()] }],
    ['a list named cobsv', { cobsv: [charge()] }],
    ['a webhook of Pix Automático', { cobsr: [{ idRec: 'RR1', tentativas: [], ...charge() }] }],
    ['an array of charges', [charge()]],
    ['a charge whose Pix is an object', charge({ pix: paid() })],
  ])('%s', async (_, content) => {
    for (const text of [json(content), JSON.stringify(content, null, 2)]) {
      const { entries, codes, header } = await readAll(text, 100);
      expect(codes).toEqual([]);
      expect(header.agreementCodes).toEqual(['key-1']);
      expect(entries).toMatchObject([expected]);
      expect(text.slice(entries[0]?.offset).replace(/\s/g, '')).toMatch(/^\{"endToEndId"/);
    }
  });

  test('a Pix that says more keeps what it says', async () => {
    const componentesValor = { original: { valor: '88.00' }, juros: { valor: '1.46' } };
    const pagador = { cnpj: '12ABC34501DE35', nome: 'Padaria Exemplo' };
    const { entries, codes } = await readAll(
      json(charge({ pix: [paid({ txid: 'OTHER1', componentesValor, pagador })] })),
    );
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([
      { txid: 'OTHER1', faceCents: 8800, payer: { taxId: '12ABC34501DE35', name: 'Padaria Exemplo' } },
    ]);
  });

  test('each charge of a list has its own', async () => {
    const second = charge({
      txid: 'SECOND',
      devedor: undefined,
      calendario: {},
      pix: [paid({ endToEndId: OTHER })],
    });
    const { entries } = await readAll(json({ cobs: [charge(), second] }));
    expect(entries).toMatchObject([
      { txid: TXID, dueOn: '2026-11-15' },
      { txid: 'SECOND', dueOn: undefined, payer: undefined },
    ]);
  });

  test.each([
    ['calendario.dataDeVencimento', { calendario: { dataDeVencimento: '2026-02-30' } }, 'dueOn'],
    ['valor.original', { valor: { original: 87.45 } }, 'faceCents'],
    ['valor', { valor: '87.45' }, 'faceCents'],
    ['txid', { txid: 'not a txid' }, 'txid'],
    ['devedor.cpf', { devedor: { cpf: 11122233396 } }, 'payer'],
  ])('a wrong %s is left out with a warning, once a charge', async (path, wrong, field) => {
    const content = charge({ ...wrong, pix: [paid(), paid({ endToEndId: OTHER })] });
    const { entries, problems } = await readAll(json(content));
    expect(entries).toMatchObject([
      { paidCents: 8946, [field]: undefined },
      { paidCents: 8946, [field]: undefined },
    ]);
    expect(problems).toMatchObject([
      { code: 'pix.bad-charge', severity: 'warning', where: { line: 1, path } },
    ]);
    expect(json(problems)).not.toContain('11122233396');
  });

  test('one broken Pix of a charge does not hide the next', async () => {
    const { entries, codes } = await readAll(json(charge({ pix: [{}, paid()] })));
    expect(codes).toEqual(['pix.bad-item']);
    expect(entries).toMatchObject([{ txid: TXID }]);
  });
});

describe('what moves no money is told by its name', () => {
  const { pix, ...unpaid } = charge({ status: 'ATIVA' });
  test.each([
    ['a charge that nobody paid', unpaid],
    ['a list of them', { parametros: {}, cobs: [unpaid] }],
    ['an array of them', [unpaid]],
    ['a recurrence', { idRec: 'RR1', status: 'APROVADA' }],
    ['a webhook of recurrences', { recs: [{ idRec: 'RR1' }] }],
    [
      'an attempt that was paid',
      { cobsr: [{ txid: TXID, tentativas: [{ endToEndId: E2E, status: 'PAGA' }] }] },
    ],
  ])('%s', async (_, content) => {
    const { entries, problems } = await readAll(json(content));
    expect(entries).toEqual([]);
    expect(problems).toMatchObject([
      {
        code: 'pix.not-payments',
        severity: 'error',
        where: { line: 1, column: Array.isArray(content) ? 2 : 1 },
      },
    ]);
  });

  test('a devolução by itself does not name its payment', async () => {
    const refund = {
      id: 'DEV1',
      rtrId: RTR,
      valor: '10.00',
      horario: { solicitacao: horario },
      status: 'DEVOLVIDO',
    };
    for (const content of [
      json(refund),
      json([refund]),
      json({ pix: [refund] }),
      `${json(refund)}\n${json(paid())}`,
    ]) {
      const { entries, problems, totals } = await readAll(content);
      expect(problems).toMatchObject([{ code: 'pix.lone-refund', severity: 'error' }]);
      expect(entries.every(({ kind }) => kind === 'payment')).toBe(true);
      expect(totals.moneyOutCents).toBe(0);
    }
  });
});

test('lines of any of these are read together', async () => {
  const third = 'E00000000202611181734aBcDeFgHiJk';
  const devolucoes = [
    {
      id: 'D1',
      rtrId: RTR,
      valor: '89.46',
      natureza: 'MED_OPERACIONAL',
      motivo: 'Falha operacional',
      horario: { solicitacao: '2026-11-20T12:00:00Z', liquidacao: '2026-11-20T12:00:05Z' },
      status: 'DEVOLVIDO',
    },
  ];
  const { pix, ...unpaid } = charge();
  const content = [
    json({ cobsr: [unpaid] }),
    json(charge()),
    json({ pix: [paid({ endToEndId: OTHER, devolucoes })] }),
    '',
    json([paid({ endToEndId: third })]),
    json(unpaid),
    json({ title: 'Não encontrado', status: 404 }),
  ].join('\n');
  const { entries, problems, totals } = await readAll(content);
  expect(entries).toMatchObject([
    { line: 2, endToEndId: E2E, txid: TXID },
    { line: 3, endToEndId: OTHER, txid: undefined },
    { line: 3, kind: 'reversal', endToEndId: OTHER, reversalId: RTR, reasons: ['MED_OPERACIONAL'] },
    { line: 5, endToEndId: third },
  ]);
  expect(totals).toMatchObject({ moneyInCents: 3 * 8946, moneyOutCents: 8946, lines: 7 });
  expect(problems).toMatchObject([
    { code: 'pix.error-response', severity: 'error', where: { line: 7 } },
    { code: 'pix.not-payments', severity: 'warning', where: { line: 1 } },
  ]);
});
