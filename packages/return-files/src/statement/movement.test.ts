import { describe, expect, test } from 'vitest';
import { entryOfMovement, type Movement } from './movement.ts';

const E2E = 'E22222222202611181315AbAbAbAbAbA';
const OTHER_E2E = 'E33333333202611181316CdCdCdCdCdC';
const RETURN_ID = 'D22222222202611190900abcABCabc01';
const TXID = 'cobranca000000000000000000000001';
/** A boleto and a bill of arrecadação, with right check digits. */
const BOLETO = '00191999900000087450000001234567000010137172';
const ARRECADACAO = '81630000002418502990000000000100222031701000';

const read = (change: Partial<Movement>) =>
  entryOfMovement({ line: 1, offset: 0, cents: 1234, reasons: [], text: '', ...change });

describe('a credit is a payment when it names', () => {
  test.each<[string, Partial<Movement>, object]>([
    ['a Pix in its document number', { document: E2E }, { endToEndId: E2E, channel: 'pix' }],
    ['a Pix in its text', { text: `PIX RECEBIDO ${E2E}` }, { endToEndId: E2E }],
    ['a Pix in a reference of the bank', { references: `N100 ${E2E}` }, { endToEndId: E2E }],
    ['a Pix in an element of its own', { endToEndId: E2E, references: OTHER_E2E }, { endToEndId: E2E }],
    ['a txid by its name', { text: `RECEBIDO TXID: ${TXID}` }, { txid: TXID, channel: 'pix' }],
    ['a txid in an element of its own', { txid: TXID }, { txid: TXID }],
    ['the barcode of a boleto', { text: `TITULO ${BOLETO}` }, { barcode: BOLETO }],
    ['the barcode of a bill', { references: ARRECADACAO }, { barcode: ARRECADACAO }],
    [
      'the depositor',
      { text: 'DEPOSITO IDENTIFICADO', document: '0004711' },
      { companyUse: '0004711', channel: 'deposit' },
    ],
    ['the depositor, abbreviated', { text: 'DEP.DINH IDENTIF', document: '4711' }, { companyUse: '4711' }],
  ])('%s', (_, change, expected) => {
    expect(read(change)).toMatchObject({ kind: 'payment', paidCents: 1234, netCents: 1234, ...expected });
    expect(read(change).otherCreditsCents).toBeUndefined();
  });
});

describe('a credit is only told when it has', () => {
  test.each<[string, Partial<Movement>]>([
    ['nothing', {}],
    ["a document number of the bank's", { text: 'TED RECEBIDA', document: '671091' }],
    ['the payer alone', { text: 'TED RECEBIDA', document: '98765432000198' }],
    ['an identifier cut short', { document: E2E.slice(0, 31) }],
    ['an identifier inside a longer word', { text: `X${E2E}` }],
    ['an identifier of no day', { text: 'E22222222202613181315AbAbAbAbAbA' }],
    ['two Pix', { text: `${E2E} ${OTHER_E2E}` }],
    ['the identifier of a devolução', { text: RETURN_ID }],
    ['a barcode with a wrong digit', { text: BOLETO.replace('8745', '8746') }],
    ['letters that are no txid by name', { text: `RECEBIDO ${TXID}` }],
    ['a depositor of zeros', { text: 'DEPOSITO IDENTIFICADO', document: '000000' }],
    ["the depositor's CPF", { text: 'DEPOSITO IDENTIFICADO', document: '11122233396' }],
    ['a deposit that is not identified', { text: 'DEPOSITO NAO IDENTIFICADO', document: '4711' }],
    ['the sum of a day, whatever it names', { nature: 'lump', document: E2E }],
    ['the sum of a day by its text', { text: 'LIQUIDACAO DE COBRANÇA', references: BOLETO }],
    ['card sales', { text: 'RECEBIVEIS CARTAO', references: BOLETO }],
    ['its own payment given back', { text: 'DEVOLUCAO PIX ENVIADO', document: E2E }],
    ['a tariff given back', { nature: 'tariff', document: E2E }],
    ['a type that says the opposite', { contradictory: true, document: E2E }],
  ])('%s', (_, change) => {
    const entry = read(change);
    expect(entry).toMatchObject({ kind: 'other', otherCreditsCents: 1234 });
    expect(entry.paidCents).toBeUndefined();
    expect(entry.companyUse).toBeUndefined();
  });
});

describe('a debit', () => {
  const debit = (change: Partial<Movement>) => read({ cents: -1234, ...change });

  test('is told with its amount', () => {
    expect(debit({ text: 'PIX ENVIADO', document: E2E })).toMatchObject({
      kind: 'other',
      otherExpensesCents: 1234,
    });
    expect(debit({}).paidCents).toBeUndefined();
  });

  test('by a code of tariffs is the fee', () => {
    expect(debit({ nature: 'tariff' })).toMatchObject({ kind: 'fee', feeCents: 1234 });
  });

  test.each<[string, Partial<Movement>]>([
    ['says so', { text: 'PIX DEVOLVIDO', document: E2E }],
    ['has a code of estorno', { nature: 'returned', document: E2E }],
    ['has the identifier of a devolução too', { text: `${RETURN_ID} ${E2E}` }],
  ])('that %s and names the Pix is its reversal', (_, change) => {
    expect(debit(change)).toMatchObject({ kind: 'reversal', paidCents: 1234, endToEndId: E2E });
  });

  test('that gives back what it does not name is only told', () => {
    expect(debit({ text: 'DEVOLUCAO PIX', document: RETURN_ID })).toMatchObject({
      kind: 'other',
      otherExpensesCents: 1234,
      reversalId: RETURN_ID,
    });
  });
});

test('what is pending moves nothing', () => {
  expect(read({ pending: true, document: E2E })).toMatchObject({ kind: 'advance-notice', paidCents: 1234 });
  expect(read({ pending: true, cents: -5 })).toMatchObject({ kind: 'advance-notice', otherExpensesCents: 5 });
});

test.each<[string, Partial<Movement>, string | undefined]>([
  ['its document number', { document: '98765432000198' }, '98765432000198'],
  ['a document number with zeros before it', { document: '00011122233396' }, '11122233396'],
  ['its text, with marks', { text: 'TED 111.222.333-96 MARIA' }, '11122233396'],
  ['its text, a CNPJ', { text: 'TED 12.345.678/0001-95' }, '12345678000195'],
  ['a CNPJ with letters', { text: 'TED 12.ABC.345/01DE-35' }, '12ABC34501DE35'],
  ['nothing, when two are named', { text: '11122233396 12345678000195' }, undefined],
  ['nothing, when its digits are wrong', { document: '98765432000199' }, undefined],
  ['nothing, when the company paid', { cents: -1, document: '98765432000198' }, undefined],
])('who paid is known by %s', (_, change, taxId) => {
  expect(read(change).payer?.taxId).toBe(taxId);
});

test.each<[Partial<Movement>, string | undefined]>([
  [{ text: 'TED RECEBIDA' }, 'ted'],
  [{ channel: 'ted', text: 'TRANSF RECEBIDA PIX' }, 'pix'],
  [{ channel: 'deposit' }, 'deposit'],
  [{ text: 'Depósito em dinheiro' }, 'deposit'],
  [{ text: 'COBRANCA' }, undefined],
])('the channel of %j is %s', (change, channel) => {
  expect(read(change).channel).toBe(channel);
});

test.each([
  ['SALDO ANTERIOR', 'opening'],
  ['Saldo do dia', 'balance'],
  ['S A L D O', 'balance'],
  ['SALDO TOTAL DISPONÍVEL DIA', 'balance'],
  ['SDO CTA/APL AUTOMATICAS', 'balance'],
  ['JUROS SALDO DEVEDOR', undefined],
  ['SALDO DEVEDOR JUROS', undefined],
  ['PIX RECEBIDO', undefined],
])('%j is a balance: %s', async (text, balance) => {
  const { toldBy } = await import('./told-by-text.ts');
  expect(toldBy(text).balance).toBe(balance);
});
