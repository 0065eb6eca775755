import { describe, expect, test } from 'vitest';
import { cents, opening, type Places, readRecords } from '../test-support/cnab400-lines.ts';

const TITLE = { 1: '1', 2: '0212345678000195', 111: '181126', 153: cents(3000) };
const EMV =
  '00020101021226580014br.gov.bcb.pix2536pix.exemplo.com.br/qr/v2/cobv/0000015204000053039865802BR5913AGUAS EXEMPLO6009SAO PAULO62190515BAIXA00000000016304ABCD';

const ITAU = {
  header: { ...opening('341BANCO ITAU SA'), 27: '073000035110' },
  title: { ...TITLE, 18: '073000035110', 83: '109000000114', 109: '71' },
  trailer: { 1: '9201341' },
};
const BRADESCO = {
  header: opening('237BRADESCO'),
  title: { ...TITLE, 22: '009', 71: '000000000097', 108: '9', 109: '02' },
  trailer: { 1: '9201237' },
};
const SANTANDER = {
  header: opening('033SANTANDER'),
  title: { ...TITLE, 63: '00000019', 109: '02' },
  trailer: { 1: '9201033' },
};
const BB = {
  header: { ...opening('001BANCO DO BRASIL'), 150: '7654321' },
  title: { ...TITLE, 1: '7', 2: '', 64: '76543210000000137', 109: '02', 117: 'F-00000001' },
  trailer: { 1: '9201001' },
};

async function after(bank: { header: Places; title: Places; trailer: Places }, ...records: Places[]) {
  const { entries, codes } = await readRecords(bank.header, bank.title, ...records, bank.title, bank.trailer);
  expect(entries).toHaveLength(2);
  expect(entries[1]?.txid).toBeUndefined();
  return { entry: entries[0], codes };
}

describe('a Pix belongs to the título before it, and to no other', () => {
  test('Itaú: in the BR Code of a record 3', async () => {
    const { entry, codes } = await after(ITAU, { 1: '3', 2: EMV, 392: '000' });
    expect(codes).toEqual([]);
    expect(entry).toMatchObject({ kind: 'registration', txid: 'BAIXA0000000001' });
    const none = EMV.replace('62190515BAIXA0000000001', '62070503***');
    expect((await after(ITAU, { 1: '3', 2: none, 392: '000' })).entry?.txid).toBeUndefined();
    expect((await after(ITAU, { 1: '3', 392: '003' })).entry?.txid).toBeUndefined();
  });

  test('Bradesco: in columns 106 to 140 of a record 4', async () => {
    const pix = { 1: '4', 29: 'qr.exemplo.com.br/qr/v2/cobv/1', 106: '20250804237093595554460000000011184' };
    expect((await after(BRADESCO, pix)).entry?.txid).toBe('20250804237093595554460000000011184');
  });

  test('Santander: in columns 80 to 114 of a record 2, to the right', async () => {
    const pix = { 1: '25', 3: 'chave'.padStart(77), 80: 'BAIXA0000000001'.padStart(35) };
    const { entry, codes } = await after(SANTANDER, pix);
    expect(codes).toEqual([]);
    expect(entry?.txid).toBe('BAIXA0000000001');
    expect(
      (await after(SANTANDER, { 1: '25', 80: 'id-da-transacao'.padStart(35) })).entry?.txid,
    ).toBeUndefined();
  });
});

test('Banco do Brasil: a number of the document of fifteen characters is the number of its título', async () => {
  expect((await after(BB, { 1: '50600', 6: 'F-0000000000001' })).entry?.seuNumero).toBe('F-0000000000001');
  expect((await after(BB, { 1: '50400', 6: '76543210000000137' })).entry?.seuNumero).toBe('F-00000001');
});

test.each([
  ['rateio of Itaú', ITAU, '4'],
  ['rateio of Bradesco', BRADESCO, '3'],
  ['partilha of Banco do Brasil', BB, '2'],
  ['vendor of Banco do Brasil', BB, '3'],
])('a %s is passed over in silence', async (_, bank, type) => {
  expect((await after(bank, { 1: type, 66: cents(999) })).codes).toEqual([]);
});

test.each([
  ['Itaú', ITAU, '2'],
  ['Bradesco', BRADESCO, '2'],
  ['Santander', SANTANDER, '3'],
  ['Banco do Brasil', BB, '4'],
])('%s has no record of type %3$s', async (_, bank, type) => {
  expect((await after(bank, { 1: type })).codes).toEqual(['cnab400.unknown-record']);
});

test('a record that follows no título is told', async () => {
  const { problems, entries } = await readRecords(
    BRADESCO.header,
    { 1: '4', 106: 'BAIXA1' },
    BRADESCO.title,
    BRADESCO.trailer,
  );
  expect(entries).toMatchObject([{ line: 3 }]);
  expect(entries[0]?.txid).toBeUndefined();
  expect(problems).toMatchObject([
    { code: 'cnab400.lone-record', severity: 'warning', where: { line: 2, text: '4' } },
  ]);
});

test('what follows a título of which no entry was made is not told of it', async () => {
  const broken = { ...BRADESCO.title, 109: '06', 254: '00000000X3000' };
  const { codes, entries } = await readRecords(
    BRADESCO.header,
    BRADESCO.title,
    broken,
    { 1: '4', 106: 'BAIXA1' },
    BRADESCO.trailer,
  );
  expect(codes).toEqual(['cnab400.bad-amount', 'cnab400.no-amount']);
  expect(entries).toMatchObject([{ line: 2 }]);
  expect(entries[0]?.txid).toBeUndefined();
});
