import { describe, expect, test } from 'vitest';
import { readAll } from '../test-support/reading.ts';
import * as made from '../test-support/records-750.ts';

const { E2E, KEY, TXID, charge, file750, header, information, qrCode, receipt, trailer } = made;
const money = (cents: number) => String(cents).padStart(17, '0');

test('a receipt is a payment with every figure the record has', async () => {
  const { entries, problems, totals } = await readAll(file750(header(), receipt(), trailer(8745, 1)));
  expect(problems).toEqual([]);
  expect(entries).toEqual([
    {
      line: 2,
      offset: 752,
      kind: 'payment',
      occurrence: '06',
      reasons: ['02'],
      txid: TXID,
      endToEndId: E2E,
      dueOn: '2026-11-15',
      paidOn: '2026-11-18',
      processedOn: '2026-11-19',
      faceCents: 8745,
      paidCents: 8946,
      interestCents: 26,
      fineCents: 175,
      discountCents: 0,
      rebateCents: 0,
      feeCents: 95,
      channel: 'pix',
      payer: { taxId: '12345678000276', name: 'PADARIA EXEMPLO' },
    },
  ]);
  expect(totals).toMatchObject({ moneyInCents: 8946, faceCents: 8745, feeCents: 95, netCents: 0, lines: 3 });
  expect(totals.trailer).toEqual({ declared: { faceCents: 8745, records: 1 }, mismatches: [] });
});

describe('the header', () => {
  test('names the company, its convênio with and without zeros, and its Pix key', async () => {
    const { header: found } = await readAll(file750(header(), receipt(), trailer(8745, 1)));
    expect(found).toEqual({
      format: 'cnab750',
      service: 'pix',
      bank: '341',
      agreementCodes: ['0001234567', '1234567', KEY],
      taxId: '12345678000195',
      sequenceNumber: 42,
      createdOn: '2026-11-19',
    });
  });

  test('says nothing of what it leaves unfilled, and no bank of an ISPB that is not known', async () => {
    const unfilled = { 27: '99999999', 37: '0'.repeat(14), 79: ' '.repeat(77), 156: '00000000' };
    const content = file750(header({ ...unfilled, 164: '0'.repeat(30), 732: '0'.repeat(10) }), trailer(0, 0));
    expect((await readAll(content)).header).toEqual({
      format: 'cnab750',
      service: 'pix',
      agreementCodes: [],
    });
  });

  test('tells what is wrong with a whole remessa', async () => {
    const content = file750(header({ 354: '097000' }), receipt(), trailer(8745, 1, { 13: '001016' }));
    const { entries, problems } = await readAll(content);
    expect(entries).toHaveLength(1);
    expect(problems).toMatchObject([
      { code: 'cnab750.file-errors', severity: 'warning', where: { line: 1, column: 354, text: '097' } },
      { code: 'cnab750.file-errors', where: { line: 3, column: 13, text: '001 016' } },
    ]);
  });
});

describe('a payment', () => {
  const one = async (places: Record<number, string>) => {
    const content = file750(header(), receipt(places), trailer(8745, 1));
    const { entries, problems, codes } = await readAll(content);
    return { entry: entries[0], entries, problems, codes };
  };

  test('is dated by its movement where the time of payment is blank, and else not at all', async () => {
    expect((await one({ 185: ' '.repeat(14) })).entry?.paidOn).toBe('2026-11-19');
    const { entry, codes } = await one({ 185: '0'.repeat(14), 169: '99999999' });
    expect(entry).toMatchObject({
      kind: 'payment',
      paidCents: 8946,
      paidOn: undefined,
      processedOn: undefined,
    });
    expect(codes).toEqual(['cnab750.no-payment-date']);
  });

  test('without the number of who paid is of the debtor', async () => {
    const { entry } = await one({ 334: '00', 336: '0'.repeat(14), 350: ' '.repeat(140) });
    expect(entry?.payer).toEqual({ taxId: '11122233396', name: undefined });
  });

  test('keeps a CNPJ with letters', async () => {
    expect((await one({ 334: '02', 336: '12ABC34501DE35' })).entry?.payer?.taxId).toBe('12ABC34501DE35');
  });

  test('to the key has no txid, no due date and no parts', async () => {
    const transfer = { 2: ' '.repeat(35), 166: '3', 177: '0'.repeat(8), 199: money(0), 216: money(0) };
    const content = file750(header(), receipt({ ...transfer, 233: money(0), 284: money(0) }), trailer(0, 1));
    const { entries, codes } = await readAll(content);
    expect(codes).toEqual([]);
    expect(entries[0]).toMatchObject({ kind: 'payment', paidCents: 8946, txid: undefined, dueOn: undefined });
    expect(entries[0]?.faceCents).toBeUndefined();
  });

  test.each([
    ['short', `${E2E.slice(0, 31)} `],
    ['blank', ' '.repeat(32)],
    ['with a dash', `${E2E.slice(0, 31)}-`],
    ['with an accent', `${E2E.slice(0, 31)}ç`],
  ])('loses an endToEndId that is %s, and says so', async (_, id) => {
    const { entry, problems } = await one({ 632: id });
    expect(entry).toMatchObject({ paidCents: 8946, endToEndId: undefined });
    expect(problems).toMatchObject([
      {
        code: 'cnab750.bad-end-to-end-id',
        severity: 'warning',
        where: { line: 2, column: 632, offset: 752 },
      },
    ]);
  });

  test('loses a txid that is none, and says so', async () => {
    const { entry, codes } = await one({ 2: 'MATRICULA 10-1'.padEnd(35) });
    expect(entry).toMatchObject({ paidCents: 8946, txid: undefined });
    expect(codes).toEqual(['cnab750.bad-txid']);
  });

  test.each([
    ['blank', ' '.repeat(17), ['cnab750.no-amount']],
    ['zero', money(0), ['cnab750.no-amount']],
    ['with a letter', `${'0'.repeat(16)}O`, ['cnab750.bad-amount', 'cnab750.no-amount']],
    ['more than a number holds', '9'.repeat(17), ['cnab750.bad-amount', 'cnab750.no-amount']],
  ])('whose amount is %s gives no entry, but a problem', async (_, amount, codes) => {
    const found = await one({ 301: amount });
    expect(found.entries).toEqual([]);
    expect(found.codes).toEqual(codes);
    expect(found.problems.at(-1)).toMatchObject({ severity: 'error', where: { line: 2, column: 301 } });
  });

  test.each([
    ['a part', { 216: money(27) }, 284],
    ['the final value', { 284: money(8947), 301: money(8947) }, 284],
    ['what was paid', { 301: money(8900) }, 301],
    ['a part, without a final value', { 233: money(174), 284: money(0) }, 301],
  ])('%s that differs is a warning, and what was paid counts', async (_, places, column) => {
    const { entry, problems } = await one(places);
    expect(problems).toMatchObject([
      { code: 'cnab750.amounts-differ', severity: 'warning', where: { line: 2, column, offset: 752 } },
    ]);
    expect(entry?.paidCents).toBe(Number(receipt(places).slice(300, 317)));
  });

  test('less abatimento and desconto is right', async () => {
    const places = { 250: money(100), 267: money(46), 284: money(8800), 301: money(8800) };
    const { entry, codes } = await one(places);
    expect(codes).toEqual([]);
    expect(entry).toMatchObject({ paidCents: 8800, rebateCents: 100, discountCents: 46 });
  });

  test('no problem shows who paid', async () => {
    const places: Record<number, string>[] = [
      { 301: 'MARIA 11122233396' },
      { 632: 'MARIA 111.222.333-96'.padEnd(32), 2: 'MARIA 1112223'.padEnd(35) },
    ];
    const found = await Promise.all(places.map(one));
    const problems = found.flatMap((it) => it.problems);
    expect(problems).toHaveLength(4);
    expect(JSON.stringify(problems)).not.toMatch(/MARIA|111222|111\.222/);
  });
});

describe('what became of a charge moves no money', () => {
  test.each([
    ['02', 'registration'],
    ['03', 'rejection'],
    ['04', 'change'],
    ['05', 'rejection'],
    ['07', 'write-off'],
    ['08', 'write-off'],
    ['10', 'rejection'],
  ])('movement %s is a %s, on record 1 and on record 5', async (movement, kind) => {
    const content = file750(
      header(),
      charge({ 159: movement }),
      receipt({ 167: movement }),
      trailer(13745, 2),
    );
    const { entries, totals, codes } = await readAll(content);
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([
      { kind, occurrence: movement },
      { kind, occurrence: movement, paidOn: undefined, channel: undefined },
    ]);
    expect(totals.moneyInCents).toBe(0);
  });

  test('record 1 names its charge, and why it was refused', async () => {
    const errors = '016000124'.padEnd(30, '0');
    const content = file750(header(), charge({ 159: '03', 568: errors, 602: money(30) }), trailer(5000, 1));
    const { entries, codes } = await readAll(content);
    expect(codes).toEqual([]);
    expect(entries).toEqual([
      {
        line: 2,
        offset: 752,
        kind: 'rejection',
        occurrence: '03',
        reasons: ['016', '124'],
        txid: TXID,
        dueOn: '2026-12-10',
        processedOn: '2026-11-18',
        faceCents: 5000,
        feeCents: 30,
        payer: { taxId: '11122233396', name: 'MARIA EXEMPLO' },
      },
    ]);
  });

  test.each([
    ['an unknown movement of a charge', charge({ 159: '77' }), 159, '77'],
    ['money on the record of a charge', charge({ 159: '06' }), 159, '06'],
    ['an unknown movement of a receipt', receipt({ 167: '09' }), 167, '09'],
    ['no movement', receipt({ 167: '  ' }), 167, undefined],
    ['letters', receipt({ 167: 'JO' }), 167, 'AA'],
  ])('%s is other, with a problem, and settles nothing', async (_, line, column, text) => {
    const { entries, problems, totals } = await readAll(file750(header(), line, trailer(0, 0)));
    expect(entries).toMatchObject([{ kind: 'other' }]);
    expect(totals.moneyInCents).toBe(0);
    const where = { line: 2, column, ...(text === undefined ? {} : { text }) };
    expect(problems).toMatchObject([{ code: 'cnab750.unknown-movement', severity: 'error', where }]);
  });
});

describe('records 2 and 4 are no entries', () => {
  test('they belong to the record before them', async () => {
    const content = file750(
      header(),
      charge(),
      information(),
      qrCode(),
      receipt(),
      information(),
      trailer(13745, 5),
    );
    const { entries, codes } = await readAll(content);
    expect(codes).toEqual([]);
    expect(entries.map(({ line }) => line)).toEqual([2, 5]);
  });

  test('record 4 gives its charge the txid that it lacks', async () => {
    const content = file750(header(), charge({ 2: ' '.repeat(35) }), qrCode(), trailer(5000, 2));
    for (const size of [751, 100_000]) {
      const { entries, codes } = await readAll(content, size);
      expect(codes).toEqual([]);
      expect(entries).toMatchObject([{ kind: 'registration', txid: TXID }]);
    }
  });

  test('with nothing before them, or of another charge, they are told', async () => {
    const content = file750(
      header(),
      information(),
      receipt(),
      information({ 2: 'EMB2026119999999999999999999' }),
      trailer(8745, 3),
      qrCode(),
    );
    const { entries, problems } = await readAll(content);
    expect(entries).toMatchObject([{ txid: TXID }]);
    expect(problems).toMatchObject([
      { code: 'cnab750.lone-record', severity: 'warning', where: { line: 2, text: '2' } },
      { code: 'cnab750.other-txid', severity: 'warning', where: { line: 4, column: 2 } },
      { code: 'cnab750.after-trailer', severity: 'error', where: { line: 6 } },
      { code: 'cnab750.lone-record', where: { line: 6, text: '4' } },
    ]);
  });
});
