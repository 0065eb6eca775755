import { describe, expect, test } from 'vitest';
import { MAX_STATEMENT_BYTES } from '../statement/whole-text.ts';
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
  readEntries,
} from '../test-support/camt.ts';
import { readAll } from '../test-support/reading.ts';

describe('figures of the statement', () => {
  const summary = (credits: string) =>
    `<TxsSummry><TtlNtries><NbOfNtries>1</NbOfNtries></TtlNtries><TtlCdtNtries><Sum>${credits}</Sum></TtlCdtNtries></TxsSummry>`;

  test.each<[string, string, string[]]>([
    ['balances that agree', balance('OPBD', '100.00') + balance('CLBD', '125.00'), []],
    ['balances that differ', balance('OPBD', '100.00') + balance('CLBD', '125.01'), ['camt.balance-differs']],
    ['an account below zero', balance('PRCD', '30.00', 'DBIT') + balance('CLBD', '5.00', 'DBIT'), []],
    ['a closing balance alone', balance('CLBD', '999.00'), []],
    ['balances of no booking', balance('OPAV', '1.00') + balance('CLAV', '9.00'), []],
    ['a summary that agrees', summary('25'), []],
    ['a summary that differs', summary('25.01'), ['camt.trailer-amount']],
    ['a summary of another count', summary('25').replace('>1<', '>2<'), ['camt.trailer-count']],
  ])('%s', async (_, before, codes) => {
    const pending = entry('', `${money('9.99')}<Sts>PDNG</Sts>`);
    const only = before.includes('Summry') ? [entry('')] : [entry(''), pending];
    expect((await readAll(camt({ before, entries: only }))).codes).toEqual(codes);
  });
});

describe('what cannot be read gives no entry and hides no other', () => {
  test.each<[string, string, string]>([
    ['no amount', `<CdtDbtInd>CRDT</CdtDbtInd>${BOOKED}`, 'camt.no-amount'],
    ['a comma', money('25,00') + BOOKED, 'camt.no-amount'],
    ['two amounts', money('25.00') + money('25.00') + BOOKED, 'camt.no-amount'],
    ['a name', money('MARIA') + BOOKED, 'camt.no-amount'],
    ['dollars', money('25.00', 'CRDT', 'USD') + BOOKED, 'camt.other-currency'],
    ['no side', money('25.00', '') + BOOKED, 'camt.no-side'],
  ])('%s', async (_, head, code) => {
    const { entries, problems } = await readEntries(entry('', head + DATES), entry(''));
    expect(entries).toMatchObject([{ otherCreditsCents: 2500, line: 8 }]);
    expect(problems).toMatchObject([{ code, severity: 'error', where: { line: 7, column: 1 } }]);
    expect(JSON.stringify(problems)).not.toContain('MARIA');
  });

  test('no date is a warning', async () => {
    const { entries, problems } = await readEntries(entry('', money('25.00') + BOOKED));
    expect(entries[0]?.paidOn).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'camt.no-date', severity: 'warning' }]);
  });

  test('an ampersand alone is a character', async () => {
    const content = entry(`<AddtlNtryInf>A & B PIX & ${E2E}</AddtlNtryInf>`);
    const { entries, problems } = await readEntries(content, entry('<AddtlNtryInf>D &amp; E</AddtlNtryInf>'));
    expect(entries).toMatchObject([{ kind: 'payment' }, { kind: 'other', line: 8 }]);
    expect(problems).toMatchObject([
      { code: 'camt.loose-ampersand', severity: 'warning', where: { line: 7, text: '&' } },
    ]);
  });

  test.each([
    ['an element that is not closed', '<AddtlNtryInf>A</AddtlNtryInf><Chrgs>'],
    ['an element of one letter', '<AddtlNtryInf>A <B C</AddtlNtryInf>'],
    ['a lone <', '<AddtlNtryInf>A < B <</AddtlNtryInf>'],
  ])('XML that is not well formed is told once: %s', async (_, inside) => {
    const { entries, problems } = await readEntries(entry(inside), entry(details(endToEnd())));
    expect(entries).toMatchObject([
      { kind: 'other', line: 7 },
      { kind: 'payment', line: 8 },
    ]);
    expect(problems).toMatchObject([{ code: 'camt.not-well-formed', severity: 'error', where: { line: 7 } }]);
  });

  test('an end of what never began ends the document, so that nothing may settle by it', async () => {
    const { entries, codes } = await readEntries(entry('</AddtlNtryInf>'), entry(''));
    expect(entries).toHaveLength(1);
    expect(codes).toEqual(['camt.not-well-formed', 'camt.cut-off']);
  });

  test('0x1A after the document is nothing', async () => {
    expect((await readAll(`${camt({ entries: [entry('')] })}\r\n\x1a`)).codes).toEqual([]);
  });

  test('entities that a document defines are not expanded', async () => {
    const content = camt({ entries: [entry('<AddtlNtryInf>&x;</AddtlNtryInf>')] }).replace(
      '<Document',
      `<!DOCTYPE d [<!ENTITY x "${E2E}">]><Document`,
    );
    const { entries, codes } = await readAll(content);
    expect(entries).toMatchObject([{ kind: 'other' }]);
    expect(codes).toEqual(['camt.not-well-formed']);
  });

  test('a message that was cut says so, and its last entry is none', async () => {
    const content = camt({ entries: [entry(''), entry('')] });
    const { entries, codes } = await readAll(content.slice(0, content.lastIndexOf('</Ntry>')));
    expect(entries).toHaveLength(1);
    expect(codes).toEqual(['camt.cut-off']);
  });

  test('a message without statement says so', async () => {
    const message: [string, string] = ['BkToCstmrStmt', 'Other'];
    expect((await readAll(camt({ message }))).codes).toEqual(['camt.no-statement']);
  });

  test('a second account is told, where it begins', async () => {
    const one = camt({ entries: [entry('')] });
    const other = one
      .slice(one.indexOf('<Stmt>'), one.indexOf('</BkTo'))
      .replace(IBAN, IBAN.replace('56789', '99999'));
    const { problems } = await readAll(one.replace('</BkTo', `\n${other}</BkTo`));
    expect(problems).toMatchObject([{ code: 'camt.other-agreement', severity: 'error', where: { line: 9 } }]);
  });

  test('more than the limit is one problem, and depth is no danger', async () => {
    const head = camt({}).split('<Stmt>')[0] ?? '';
    const large = await readAll(
      Buffer.concat([Buffer.from(head), Buffer.alloc(MAX_STATEMENT_BYTES, ' ')]),
      1 << 20,
    );
    expect(large.codes).toEqual(['camt.too-large']);
    const deep = await readAll(Buffer.from(head + '<a>'.repeat(1_000_000)), 1 << 20);
    expect(deep.codes).toEqual(['camt.no-statement', 'camt.cut-off']);
  });
});
