import { describe, expect, test } from 'vitest';
import {
  BOOKED,
  balance,
  camt,
  DATES,
  details,
  E2E,
  endToEnd,
  entry,
  IBAN,
  money,
  OTHER_E2E,
  readEntries,
  TXID,
} from '../test-support/camt.ts';
import { readAll } from '../test-support/reading.ts';
import { amountOf, dayOfMoment } from './values.ts';

test('a statement is its header and its entries, with their places', async () => {
  const content = camt({
    account: `<Id><IBAN>${IBAN}</IBAN></Id><Ownr><Id><OrgId><Othr><Id>12345678000195</Id></Othr></OrgId></Id></Ownr>`,
    before: balance('OPBD', '100.00') + balance('CLBD', '118.00'),
    entries: [entry(details(endToEnd())), entry('', `${money('7.00', 'DBIT')}${BOOKED}${DATES}`)],
  });
  const { header, entries, problems } = await readAll(content);
  expect(problems).toEqual([]);
  expect(header).toEqual({
    format: 'camt',
    service: 'extrato',
    bank: '104',
    agreementCodes: [IBAN, '12340000567890', '1234000056789', '1234/56789-0'],
    taxId: '12345678000195',
    sequenceNumber: 42,
    createdOn: '2026-11-18',
  });
  expect(entries).toMatchObject([
    {
      kind: 'payment',
      endToEndId: E2E,
      paidOn: '2026-11-18',
      creditedOn: '2026-11-19',
      paidCents: 2500,
      netCents: 2500,
      channel: 'pix',
    },
    { kind: 'other', otherExpensesCents: 700 },
  ]);
  for (const { line, offset } of entries) {
    expect(content.slice(offset, offset + 6)).toBe('<Ntry>');
    expect(content.slice(0, offset).split('\n')).toHaveLength(line);
  }
});

describe('any version and message is read', () => {
  test.each<[string, [string, string]]>([
    ['052.001.02', ['BkToCstmrAcctRpt', 'Rpt']],
    ['053.001.02', ['BkToCstmrStmt', 'Stmt']],
    ['053.001.10', ['BkToCstmrStmt', 'Stmt']],
    ['054.001.04', ['BkToCstmrDbtCdtNtfctn', 'Ntfctn']],
  ])('camt.%s', async (version, message) => {
    const { entries, codes } = await readAll(
      camt({ version, message, entries: [entry(details(endToEnd()))] }),
    );
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([{ kind: 'payment' }]);
  });

  test('with a prefix, and the status as a text', async () => {
    const head = `${money('25.00')}<Sts>BOOK</Sts>${DATES}`;
    const content = camt({ entries: [entry(details(endToEnd()), head)] })
      .replaceAll('</', '</n:')
      .replace(/<(?=[A-Z])/g, '<n:')
      .replace('xmlns=', 'xmlns:n=');
    const { entries, codes } = await readAll(content);
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([{ kind: 'payment', paidCents: 2500 }]);
  });
});

describe('what an entry tells of itself', () => {
  const code = (family: string, sub: string) =>
    `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${sub}</SubFmlyCd></Fmly></Domn></BkTxCd>`;
  const debit = `${money('25.00', 'DBIT')}${BOOKED}${DATES}`;

  test.each<[string, string, object]>([
    ['a txid', entry(details(`<Refs><TxId>${TXID}</TxId></Refs>`)), { kind: 'payment', txid: TXID }],
    [
      'a Pix as TxId',
      entry(details(`<Refs><TxId>${E2E}</TxId></Refs>`)),
      { kind: 'payment', endToEndId: E2E },
    ],
    ['a number as TxId', entry(details(`<Refs><TxId>${'1'.repeat(30)}</TxId></Refs>`)), { kind: 'other' }],
    ['no reference', entry(details(endToEnd('NOTPROVIDED'))), { kind: 'other', otherCreditsCents: 2500 }],
    ['its text', entry(`<AddtlNtryInf>PIX ${E2E}</AddtlNtryInf>`), { kind: 'payment', endToEndId: E2E }],
    [
      'who paid',
      entry(
        details(
          '<RltdPties><Dbtr><Nm>MARIA</Nm><Id><PrvtId><Othr><Id>11122233396</Id></Othr></PrvtId></Id></Dbtr></RltdPties>',
        ),
      ),
      { kind: 'other', payer: { taxId: '11122233396', name: 'MARIA' } },
    ],
    [
      'who paid, from version 8 on',
      entry(details('<RltdPties><Dbtr><Pty><Nm>MARIA</Nm></Pty></Dbtr></RltdPties>')),
      { payer: { name: 'MARIA' } },
    ],
    ['its code', entry(code('RCDT', 'DMCT')), { occurrence: 'PMNT/RCDT/DMCT', reasons: [] }],
    [
      "the bank's own code",
      entry('<BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd>'),
      { occurrence: 'TRF', reasons: [] },
    ],
    [
      'both codes',
      entry(code('RCDT', 'DMCT').replace('</BkTxCd>', '<Prtry><Cd>TRF</Cd></Prtry></BkTxCd>')),
      { occurrence: 'PMNT/RCDT/DMCT', reasons: ['TRF'] },
    ],
    ['a charge', entry(code('MDOP', 'CHRG'), debit), { kind: 'fee', feeCents: 2500 }],
    ['card sales in one sum', entry(code('MCRD', 'POSP') + details(endToEnd())), { kind: 'other' }],
    [
      'a reversal that names its Pix',
      entry(`<RvslInd>true</RvslInd>${details(endToEnd())}`, debit),
      { kind: 'reversal', paidCents: 2500, endToEndId: E2E },
    ],
    ['a reversal of it knows not what', entry('<RvslInd>true</RvslInd>', debit), { kind: 'other' }],
    [
      'its own payment reversed',
      entry(`<RvslInd>true</RvslInd>${details(endToEnd())}`),
      { kind: 'other', otherCreditsCents: 2500 },
    ],
    [
      'a moment of booking, in São Paulo',
      entry('', `${money('1')}${BOOKED}<BookgDt><DtTm>2026-11-19T02:00:00Z</DtTm></BookgDt>`),
      { paidOn: '2026-11-18', creditedOn: undefined },
    ],
  ])('%s', async (_, content, expected) => {
    const { entries, codes } = await readEntries(content);
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([expected]);
  });
});

describe('an entry that is not booked', () => {
  test.each(['PDNG', 'INFO', 'FUTR'])('because it is %s moves nothing', async (status) => {
    const head = `${money('25.00')}<Sts><Cd>${status}</Cd></Sts>`;
    const { entries, codes, totals } = await readEntries(entry(details(endToEnd()), head));
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([{ kind: 'advance-notice', paidCents: 2500 }]);
    expect(totals.moneyInCents).toBe(0);
  });

  test('because nobody knows its status is told, and moves nothing', async () => {
    const { entries, problems } = await readEntries(
      entry(details(endToEnd()), `${money('25.00')}<Sts>WHAT</Sts>${DATES}`),
    );
    expect(entries).toMatchObject([{ kind: 'other' }]);
    expect(problems).toMatchObject([{ code: 'camt.unknown-status', severity: 'error' }]);
  });
});

describe('an entry of several transactions', () => {
  const two = details(
    endToEnd() + money('20.00'),
    `${endToEnd(OTHER_E2E)}<AmtDtls><TxAmt><Amt Ccy="BRL">5.00</Amt></TxAmt></AmtDtls>`,
  );

  test('is one of each, at its own place', async () => {
    const content = camt({ entries: [entry(two)] });
    const { entries, codes } = await readAll(content);
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([
      { kind: 'payment', paidCents: 2000, endToEndId: E2E, paidOn: '2026-11-18' },
      { kind: 'payment', paidCents: 500, endToEndId: OTHER_E2E, paidOn: '2026-11-18' },
    ]);
    for (const { offset } of entries) expect(content.slice(offset, offset + 8)).toBe('<TxDtls>');
  });

  test('is one by itself where they have no amounts', async () => {
    const { entries, codes } = await readEntries(entry(details(endToEnd(), endToEnd(OTHER_E2E), endToEnd())));
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([{ kind: 'other', otherCreditsCents: 2500 }]);
  });

  test.each<[string, string]>([
    ['that make another sum', two.replace('5.00', '5.01')],
    ['of which one is in dollars', two.replace('"BRL">5', '"USD">5')],
  ])('%s is told', async (_, content) => {
    const { codes } = await readEntries(entry(content));
    expect(codes).toEqual([content.includes('USD') ? 'camt.other-currency' : 'camt.details-differ']);
  });

  test('of which one goes the other way is added by its side', async () => {
    const mixed = details(endToEnd() + money('30.00'), `${endToEnd(OTHER_E2E)}${money('5.00', 'DBIT')}`);
    const { entries, codes } = await readEntries(entry(mixed));
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([{ paidCents: 3000 }, { kind: 'other', otherExpensesCents: 500 }]);
  });
});

test.each<[string, object]>([
  ['<Id><Othr><Id>1234/56789-0</Id></Othr></Id>', { agreementCodes: ['1234/56789-0', '1234567890'] }],
  [
    '<Id><Othr><Id>1</Id></Othr></Id><Svcr><FinInstnId><BICFI>ITAUBRSPXXX</BICFI></FinInstnId></Svcr>',
    { bank: '341' },
  ],
  [
    '<Id><Othr><Id>1</Id></Othr></Id><Svcr><FinInstnId><ClrSysMmbId><MmbId>33479023</MmbId></ClrSysMmbId></FinInstnId></Svcr>',
    { bank: '745' },
  ],
  [
    '<Id><Othr><Id>1</Id></Othr></Id><Svcr><FinInstnId><ClrSysMmbId><MmbId>237</MmbId></ClrSysMmbId></FinInstnId></Svcr>',
    { bank: '237' },
  ],
])('the account %s names %j', async (account, expected) => {
  expect((await readAll(camt({ account, entries: [entry('')] }))).header).toMatchObject(expected);
});

test.each([
  ['25', 2500],
  ['25.5', 2550],
  ['25.50000', 2550],
  ['25.505', undefined],
  ['-25.00', undefined],
  ['25,00', undefined],
  ['999999999999999.99', undefined],
])('the amount %j is %s centavos', (raw, cents) => expect(amountOf(raw)).toBe(cents));

test.each([
  ['2026-11-19T02:00:00Z', '2026-11-18'],
  ['2026-11-19T02:00:00', '2026-11-19'],
  ['2026-11-31T02:00:00Z', undefined],
])('the moment %j is the day %s', (raw, day) => expect(dayOfMoment(raw)).toBe(day));
