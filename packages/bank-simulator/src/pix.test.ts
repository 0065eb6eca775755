import { expect, test } from 'vitest';
import type { BankLine } from './labels.ts';
import { exactPayment } from './payment-stories.ts';
import { linesOfPix, newEndToEndId, newReturnId, type Pix, writePixPages, writePixWebhook } from './pix.ts';
import { newPortfolio, PIX_KEY } from './portfolio.ts';
import { seededRandom } from './random.ts';

const random = seededRandom(1);
const receivable = newPortfolio(random).addWaterBill({ account: '1', dueOn: '2024-03-01' });
const second = 23 * 3600 + 30 * 60;
const on = '2024-03-05';
const payment: BankLine = {
  ...exactPayment(receivable, on),
  second,
  endToEndId: newEndToEndId(random, on, second),
};
const refund: BankLine = {
  kind: 'reversal',
  receivable,
  on: '2024-03-06',
  second: 0,
  cents: 1_000,
  endToEndId: payment.endToEndId,
  rtrId: newReturnId(random, '2024-03-06', 0),
};
const noTxid: Pix = { payment: { ...payment, receivable: undefined }, refunds: [] };
const parse = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes));
const cents = (valor?: { valor: string }) => Number((valor?.valor ?? '0.00').replace('.', ''));

test('identifiers carry the minute in UTC and have 32 letters and digits', () => {
  expect(payment.endToEndId).toMatch(/^E99999999202403060230[A-Za-z0-9]{11}$/);
  expect(refund.rtrId).toMatch(/^D99999999202403060300[A-Za-z0-9]{11}$/);
});

test('a webhook tells a Pix, what its amount is made of, and its refunds', () => {
  const body = parse(writePixWebhook(PIX_KEY, [{ payment, refunds: [refund] }]));
  const [pix] = body.pix;
  expect(pix).toMatchObject({
    endToEndId: payment.endToEndId,
    txid: receivable.identifiers.txid,
    chave: PIX_KEY,
    horario: '2024-03-06T02:30:00.000Z',
    devolucoes: [{ rtrId: refund.rtrId, valor: '10.00', status: 'DEVOLVIDO' }],
  });
  expect(pix.valor).toMatch(/^\d{1,10}\.\d{2}$/);
  const { original, multa, juros } = pix.componentesValor;
  expect(cents(original)).toBe(receivable.faceCents);
  expect(cents(original) + cents(multa) + cents(juros)).toBe(payment.cents);
});

test('a webhook never tells of a Pix without a txid, a page does', () => {
  expect(() => writePixWebhook(PIX_KEY, [noTxid])).toThrow('with a txid');
  const [page] = writePixPages(PIX_KEY, [noTxid], { from: on, to: on, pageSize: 10 });
  expect(parse(page!.bytes).pix[0]).not.toHaveProperty('txid');
});

test('pages hold each Pix once and say which of how many they are', () => {
  const all = Array.from({ length: 5 }, () => ({ payment, refunds: [] }));
  const pages = writePixPages(PIX_KEY, all, { from: on, to: on, pageSize: 2 }).map(({ bytes }) =>
    parse(bytes),
  );
  expect(pages.map(({ pix }) => pix.length)).toEqual([2, 2, 1]);
  expect(pages.map(({ parametros }) => parametros.paginacao.paginaAtual)).toEqual([0, 1, 2]);
  expect(pages[2].parametros).toMatchObject({
    inicio: '2024-03-05T03:00:00.000Z',
    fim: '2024-03-06T02:59:59.000Z',
    paginacao: { itensPorPagina: 2, quantidadeDePaginas: 3, quantidadeTotalDeItens: 5 },
  });
});

test('entries follow each other as they stand: a payment, then its refunds', () => {
  expect(linesOfPix([{ payment, refunds: [refund] }, noTxid])).toEqual([payment, refund, noTxid.payment]);
});
