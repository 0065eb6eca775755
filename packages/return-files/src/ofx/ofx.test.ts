import { describe, expect, test } from 'vitest';
import { MAX_STATEMENT_BYTES } from '../statement/whole-text.ts';
import { readAll } from '../test-support/reading.ts';

const E2E = 'E22222222202611181315AbAbAbAbAbA';

const HEAD = ['OFXHEADER:100', 'DATA:OFXSGML', 'VERSION:102', 'ENCODING:USASCII', 'CHARSET:1252', ''];

interface Parts {
  account?: string[];
  currency?: string;
  transactions?: string[][];
  after?: string[];
  end?: string[];
}

/** A statement in SGML as banks write it: elements of text are never closed. */
function ofx({ account, currency = 'BRL', transactions = [], after = [], end }: Parts): string {
  return [
    ...HEAD,
    '<OFX>',
    '<SIGNONMSGSRSV1><SONRS><DTSERVER>20261119080000[-3:BRT]<FI><ORG>Banco<FID>001</FI></SONRS></SIGNONMSGSRSV1>',
    '<BANKMSGSRSV1><STMTTRNRS><STMTRS>',
    `<CURDEF>${currency}`,
    '<BANKACCTFROM>',
    ...(account ?? ['<BANKID>0341', '<BRANCHID>1234-5', '<ACCTID>56789-0', '<ACCTTYPE>CHECKING']),
    '</BANKACCTFROM>',
    '<BANKTRANLIST>',
    ...transactions.flatMap((elements) => ['<STMTTRN>', ...elements, '</STMTTRN>']),
    '</BANKTRANLIST>',
    ...after,
    ...(end ?? ['</STMTRS></STMTTRNRS></BANKMSGSRSV1>', '</OFX>', '']),
  ].join('\r\n');
}

const credit = (...more: string[]) => [
  '<TRNTYPE>CREDIT',
  '<DTPOSTED>20261118120000[-3:BRT]',
  '<TRNAMT>25.00',
  '<FITID>N1',
  ...more,
];

test('a statement is its header and an entry a transaction', async () => {
  const content = ofx({
    transactions: [
      credit(`<MEMO>PIX RECEBIDO ${E2E}`),
      ['<TRNTYPE>FEE', '<DTPOSTED>20261119', '<TRNAMT>-1.90', '<FITID>N2', '<MEMO>TARIFA'],
      ['<TRNTYPE>DEBIT', '<DTPOSTED>20261119', '<TRNAMT>-7.00', '<FITID>N3', '<MEMO>PAGTO'],
    ],
  });
  const { header, entries, problems, totals } = await readAll(content);
  expect(problems).toEqual([]);
  expect(header).toEqual({
    format: 'ofx',
    service: 'extrato',
    bank: '341',
    agreementCodes: ['1234567890', '123456789', '1234/56789-0'],
    createdOn: '2026-11-19',
  });
  expect(entries).toMatchObject([
    {
      kind: 'payment',
      occurrence: 'CREDIT',
      endToEndId: E2E,
      paidOn: '2026-11-18',
      creditedOn: '2026-11-18',
      paidCents: 2500,
      netCents: 2500,
      channel: 'pix',
    },
    { kind: 'fee', feeCents: 190, paidOn: '2026-11-19' },
    { kind: 'other', otherExpensesCents: 700 },
  ]);
  for (const { line, offset } of entries) {
    expect(content.slice(offset, offset + 9)).toBe('<STMTTRN>');
    expect(content.slice(0, offset).split('\n')).toHaveLength(line);
  }
  expect(totals.lines).toBe(content.split('\r\n').length - 1);
});

test('XML of OFX 2 is the same, in one line as well', async () => {
  const xml = (end: string) =>
    [
      '<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211"?>',
      '<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>BRL</CURDEF>',
      '<BANKACCTFROM><BANKID>001</BANKID><ACCTID>1234567890</ACCTID></BANKACCTFROM>',
      '<BANKTRANLIST><STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261118</DTPOSTED>',
      `<TRNAMT>25.00</TRNAMT><FITID></FITID><MEMO>PIX &amp; ${E2E}</MEMO></STMTTRN></BANKTRANLIST>`,
      '</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>',
    ].join(end);
  for (const end of ['\n', '']) {
    const { header, entries, codes } = await readAll(xml(end));
    expect(codes).toEqual([]);
    expect(header).toMatchObject({ bank: '001', agreementCodes: ['1234567890'] });
    expect(entries).toMatchObject([{ kind: 'payment', paidCents: 2500, endToEndId: E2E }]);
  }
});

describe('what banks write otherwise', () => {
  test.each<[string, string[], object]>([
    ['no FITID', ['<TRNTYPE>CREDIT', '<DTPOSTED>20261118', '<TRNAMT>25.00', `<MEMO>${E2E}`], {}],
    ['an empty FITID', ['<DTPOSTED>20261118', '<TRNAMT>25,00', '<FITID>', `<MEMO>${E2E}`], {}],
    ['a comma and a plus', ['<DTPOSTED>20261118', '<TRNAMT>+25,00', `<MEMO>${E2E}`], {}],
    [
      'elements that are closed',
      ['<DTPOSTED>20261118</DTPOSTED>', '<TRNAMT>25.00</TRNAMT>', `<MEMO>${E2E}`],
      {},
    ],
    ['no capitals', ['<dtposted>20261118', '<trnamt>25.00', `<memo>${E2E}`], {}],
    ['the Pix in REFNUM', credit('<CHECKNUM>123', `<REFNUM>${E2E}`, '<MEMO>PIX'), {}],
    ['an ampersand alone', credit(`<MEMO>A&B ${E2E}`), {}],
    ['what looks like markup', credit(`<MEMO>A < B <C ${E2E}`), {}],
    ['a brace', credit(`<MEMO>{"a": 1} ${E2E}`), {}],
    ['an element of its own', credit('<INTU.BID>1', `<MEMO>${E2E}`), {}],
    ['the value date', credit('<DTAVAIL>20261120', `<MEMO>${E2E}`), { creditedOn: '2026-11-20' }],
    ['the name before the memo', credit('<NAME>PIX', `<MEMO>${E2E}`), {}],
  ])('%s', async (_, transaction, expected) => {
    const next = credit('<MEMO>NEXT');
    const { entries, codes } = await readAll(ofx({ transactions: [transaction, next] }));
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([
      { kind: 'payment', paidCents: 2500, paidOn: '2026-11-18', endToEndId: E2E, ...expected },
      { kind: 'other', otherCreditsCents: 2500 },
    ]);
  });

  test.each<[string, BufferEncoding]>([
    ['UTF-8 that says it is 1252', 'utf8'],
    ['Windows-1252 that says it is ASCII', 'latin1'],
  ])('%s', async (_, encoding) => {
    const content = ofx({
      transactions: [credit('<MEMO>DEPÓSITO IDENTIFICADO', '<CHECKNUM>4711'), credit()],
    });
    const bytes = Buffer.from(content, encoding);
    const { entries } = await readAll(bytes);
    expect(entries).toMatchObject([{ kind: 'payment', companyUse: '4711', channel: 'deposit' }, {}]);
    for (const { offset } of entries) expect(bytes.toString('latin1', offset, offset + 9)).toBe('<STMTTRN>');
  });

  test('balances among the transactions are none of them', async () => {
    const balance = (memo: string) => [
      '<TRNTYPE>OTHER',
      '<DTPOSTED>20261118',
      '<TRNAMT>900.00',
      `<MEMO>${memo}`,
    ];
    const { entries, codes } = await readAll(
      ofx({ transactions: [balance('Saldo Anterior'), credit('<MEMO>TED'), balance('S A L D O')] }),
    );
    expect(codes).toEqual([]);
    expect(entries).toMatchObject([{ otherCreditsCents: 2500, channel: 'ted' }]);
  });

  test('a transaction that is not closed ends where the next begins', async () => {
    const content = ofx({ transactions: [credit(`<MEMO>${E2E}`), credit()] }).replace('</STMTTRN>\r\n', '');
    expect((await readAll(content)).entries).toMatchObject([{ kind: 'payment' }, { kind: 'other' }]);
  });
});

describe('the balance', () => {
  const transactions = [
    ['<TRNTYPE>OTHER', '<DTPOSTED>20261117', '<TRNAMT>100.00', '<MEMO>SALDO ANTERIOR'],
    credit('<MEMO>TED'),
  ];
  const ledger = (amount: string, day: string) => [`<LEDGERBAL><BALAMT>${amount}<DTASOF>${day}</LEDGERBAL>`];

  test.each<[string, string[], string[]]>([
    ['that agrees is nothing to tell', ledger('125.00', '20261118'), []],
    ['that differs is a warning', ledger('126.00', '20261118'), ['ofx.balance-differs']],
    ['of another day is not compared', ledger('126.00', '20261119'), []],
  ])('%s', async (_, after, codes) => {
    const { problems } = await readAll(ofx({ transactions, after }));
    expect(problems.map(({ code }) => code)).toEqual(codes);
    for (const { severity } of problems) expect(severity).toBe('warning');
  });
});

describe('what cannot be read', () => {
  test.each<[string, string[], string, string]>([
    ['no amount', ['<DTPOSTED>20261118', `<MEMO>${E2E}`], 'ofx.no-amount', 'error'],
    ['an amount that could be two', ['<DTPOSTED>20261118', '<TRNAMT>1.234'], 'ofx.no-amount', 'error'],
    ['a name for an amount', ['<DTPOSTED>20261118', '<TRNAMT>MARIA'], 'ofx.no-amount', 'error'],
    [
      'an amount in dollars',
      credit('<CURRENCY><CURRATE>5.1<CURSYM>USD</CURRENCY>'),
      'ofx.other-currency',
      'error',
    ],
  ])('%s gives no entry and hides no other', async (_, transaction, code, severity) => {
    const { entries, problems } = await readAll(ofx({ transactions: [transaction, credit()] }));
    expect(entries).toHaveLength(1);
    expect(problems).toMatchObject([{ code, severity, where: { line: 18 } }]);
    expect(JSON.stringify(problems)).not.toContain('MARIA');
  });

  test.each(['', '20261332', 'ONTEM'])('a date of %j is absent', async (date) => {
    const { entries, problems } = await readAll(
      ofx({ transactions: [[`<DTPOSTED>${date}`, '<TRNAMT>25.00', `<MEMO>${E2E}`]] }),
    );
    expect(problems).toMatchObject([{ code: 'ofx.no-date', severity: 'warning' }]);
    expect(entries[0]).toMatchObject({ kind: 'payment', paidCents: 2500 });
    expect(entries[0]?.paidOn).toBeUndefined();
  });

  test('a debit without its minus is no payment, and told once', async () => {
    const debit = ['<TRNTYPE>DEBIT', '<DTPOSTED>20261118', '<TRNAMT>25.00', `<MEMO>PIX ENVIADO ${E2E}`];
    const { entries, problems } = await readAll(ofx({ transactions: [debit, debit] }));
    expect(entries.map(({ kind }) => kind)).toEqual(['other', 'other']);
    expect(problems).toMatchObject([
      { code: 'ofx.sign-differs', severity: 'warning', where: { text: 'DEBIT' } },
    ]);
  });

  test('an account in dollars is told once', async () => {
    const { entries, codes } = await readAll(ofx({ currency: 'USD', transactions: [credit(), credit()] }));
    expect(entries).toEqual([]);
    expect(codes).toEqual(['ofx.other-currency']);
  });

  test('a second account is told, where it begins', async () => {
    const one = ofx({ transactions: [credit()], end: ['</STMTRS>'] });
    const other = ofx({
      account: ['<BANKID>0341', '<BRANCHID>1234', '<ACCTID>99999-0'],
      transactions: [credit()],
    });
    const { header, problems } = await readAll(one + other.slice(other.indexOf('<STMTRS>')));
    expect(header.agreementCodes).toContain('1234/56789-0');
    expect(problems).toMatchObject([{ code: 'ofx.other-agreement', severity: 'error', where: { line: 23 } }]);
  });

  test('a file that was cut is, and half an amount is none', async () => {
    const content = ofx({ transactions: [credit(), ['<DTPOSTED>20261118', '<TRNAMT>1000.00']] });
    const { entries, codes } = await readAll(content.slice(0, content.indexOf('1000.00') + 3));
    expect(entries).toHaveLength(1);
    expect(codes).toEqual(['ofx.cut-off']);
  });

  test('a file without statement says so', async () => {
    expect((await readAll(`${HEAD.join('\n')}<OFX></OFX>`)).codes).toEqual(['ofx.no-statement']);
  });

  test('more than the limit is one problem, and is still counted', async () => {
    const content = Buffer.concat([Buffer.from('<OFX>'), Buffer.alloc(MAX_STATEMENT_BYTES, ' ')]);
    const { codes, totals } = await readAll(content, 1 << 20);
    expect(codes).toEqual(['ofx.too-large']);
    expect(totals.bytes).toBe(content.length);
  });
});

test.each<[string[], string[]]>([
  [['<BRANCHID>12345', '<ACCTID>56789-0'], ['1234/56789-0']],
  [['<BRANCHID>123-4', '<ACCTID>0056789X'], ['0123/56789-X']],
  [['<ACCTID>1234/56789-0'], ['1234/56789-0', '1234567890']],
  [['<ACCTID>56789-0'], ['56789-0', '567890']],
  [['<ACCTID>000'], []],
])('the account of %j is registered as %j', async (account, codes) => {
  const { header } = await readAll(ofx({ account: ['<BANKID>033', ...account], transactions: [credit()] }));
  if (codes.length === 0) expect(header.agreementCodes).toEqual([]);
  expect(header.agreementCodes).toEqual(expect.arrayContaining(codes));
  expect(header.bank).toBe('033');
});
