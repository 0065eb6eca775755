import type { Entry } from '@baixa/core';
import { expect, test } from 'vitest';
import { deriveRule } from './derive-rule.ts';
import { newReceivable, type Registration, ties } from './index.ts';
import { billOf, entryOf } from './test-support/memory.ts';

const ANA = '11144477735';
const RUI = '52998224725';

const number = (column: string, skip: number, cut: number, of: string) => ({
  kind: 'number',
  column,
  skip,
  cut,
  number: of,
});

test.each<[string, Partial<Entry>, Partial<Registration>, object]>([
  ['behind a prefix', { companyUse: 'AG-2026F1' }, { id: '2026F1' }, number('companyUse', 3, 0, 'id')],
  ['before a suffix', { seuNumero: 'F-1001/01' }, { id: 'F-1001' }, number('seuNumero', 0, 3, 'id')],
  ['between two', { companyUse: ' 77F-100199 ' }, { id: 'F-1001' }, number('companyUse', 2, 2, 'id')],
  [
    'of the own number, in another column',
    { nossoNumero: '4711' },
    { identifiers: { seuNumero: '4711' } },
    number('nossoNumero', 0, 0, 'seuNumero'),
  ],
  [
    'with the zeros that a longer number fills',
    { companyUse: '770004711' },
    { identifiers: { seuNumero: '4711' } },
    number('companyUse', 2, 0, 'seuNumero'),
  ],
  [
    'written with zeros itself',
    { companyUse: '990004711' },
    { id: '0004711' },
    number('companyUse', 2, 0, 'id'),
  ],
  [
    'that is mostly zeros',
    { companyUse: 'REC-000001' },
    { identifiers: { seuNumero: '000001' } },
    number('companyUse', 4, 0, 'seuNumero'),
  ],
  [
    'whose zeros are those of the prefix',
    { companyUse: '9000F4711' },
    { id: 'F4711' },
    number('companyUse', 1, 0, 'id'),
  ],
  [
    'of a nosso número with the code of the agreement before it',
    { nossoNumero: '76543210000010137' },
    { identifiers: { agreement: 'bb', nossoNumero: '10137' } },
    number('nossoNumero', 7, 0, 'nossoNumero'),
  ],
  [
    'spelled without its punctuation',
    { companyUse: 'XX12345' },
    { identifiers: { seuNumero: '123-45' } },
    number('companyUse', 2, 0, 'seuNumero'),
  ],
  [
    'in either case',
    { companyUse: 'xx/ab-99' },
    { identifiers: { seuNumero: 'AB-99' } },
    number('companyUse', 3, 0, 'seuNumero'),
  ],
])('a number %s', (_, told, registered, expected) => {
  const [entry, receivable] = [
    entryOf(told),
    newReceivable(billOf('F1', { identifiers: {}, ...registered })),
  ];
  const { what } = deriveRule(entry, receivable, 'bb');
  expect(what).toEqual(expected);
  expect(what !== undefined && ties({ what, agreement: 'bb' }, entry, receivable)).toBe(true);
});

test('who paid and for whom it was registered are kept without their tax ids, in any spelling', () => {
  const entry = entryOf({ companyUse: 'nothing', payer: { taxId: '111.444.777-35' } });
  const receivable = newReceivable(billOf('F1', { identifiers: { payerTaxId: RUI } }));
  const { what } = deriveRule(entry, receivable, 'bb');
  expect(what).toMatchObject({ kind: 'payer' });
  expect(JSON.stringify(what)).not.toMatch(/11144477735|52998224725|444/);
  const other = newReceivable(billOf('F2', { identifiers: { payerTaxId: RUI } }));
  const asRule = { what: what as NonNullable<typeof what>, agreement: 'bb' };
  expect(ties(asRule, entryOf({ payer: { taxId: ANA } }), other)).toBe(true);
  expect(ties(asRule, entryOf({ payer: { taxId: RUI } }), other)).toBe(false);
  expect(ties(asRule, entryOf({ payer: { taxId: ANA } }), newReceivable(billOf('F3')))).toBe(false);
});

test('a number is surer than a payer', () => {
  const entry = entryOf({ companyUse: 'XX4711', payer: { taxId: ANA } });
  const receivable = newReceivable(billOf('F1', { identifiers: { seuNumero: '4711', payerTaxId: RUI } }));
  expect(deriveRule(entry, receivable, 'bb').what).toMatchObject({ kind: 'number' });
});

test.each<[string, Partial<Entry>, Partial<Registration>]>([
  ['neither number nor payer', { companyUse: 'thanks' }, {}],
  ['a number so short that it is anywhere', { companyUse: 'XX123' }, { identifiers: { seuNumero: '123' } }],
  [
    'a nosso número of another agreement',
    { nossoNumero: 'X4711' },
    { identifiers: { agreement: 'cef', nossoNumero: '4711' } },
  ],
  ['an own payment', { payer: { taxId: ANA } }, { identifiers: { payerTaxId: ANA } }],
  [
    'a reversal with nothing but a payer',
    { kind: 'reversal', payer: { taxId: ANA } },
    { identifiers: { payerTaxId: RUI } },
  ],
])('nothing is learned from %s', (_, told, registered) => {
  const receivable = newReceivable(billOf('F1', { identifiers: {}, ...registered }));
  const { what, why } = deriveRule(entryOf(told), receivable, 'bb');
  expect(what).toBeUndefined();
  expect(why).toMatch(/^No number of F1 \(4 characters or more\) stands in /);
});
