import type { Entry } from '@baixa/core';
import { expect, test } from 'vitest';
import { withFreeField } from './free-field.ts';

/** Free field: due date 20-27, matrícula 28-35, month 36-41, 142. */
const BARCODE = '82600000000874501232026112000010137202611142';
const RULE = { companyUse: '28-35', seuNumero: '36-44', dueOn: '20-27' };
const paid: Entry = { line: 2, offset: 152, kind: 'payment', reasons: [], barcode: BARCODE, paidCents: 8745 };

test('an agreement tells what stands where in the free field of its barcodes', () => {
  expect(withFreeField(RULE, paid)).toEqual({
    ...paid,
    companyUse: '00010137',
    seuNumero: '202611142',
    dueOn: '2026-11-20',
  });
});

test('numbers that the entry has stay, and the due date of the rule is the surer one', () => {
  const known = { ...paid, companyUse: 'A1', seuNumero: '7', dueOn: '2026-01-01' };
  expect(withFreeField(RULE, known)).toEqual({ ...known, dueOn: '2026-11-20' });
});

test.each([
  ['no rule', undefined, paid],
  ['no barcode', RULE, { ...paid, barcode: undefined }],
  ['a boleto', RULE, { ...paid, barcode: '00191999900000087450000001234567000010137172' }],
  ['a wrong check digit', RULE, { ...paid, barcode: `${BARCODE.slice(0, 43)}3` }],
  ['positions that hold no day and only zeros', { dueOn: '30-37', seuNumero: '28-30' }, paid],
])('with %s the entry is as it was', (_, rule, entry) => {
  expect(withFreeField(rule, entry)).toEqual(entry);
});
