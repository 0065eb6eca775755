import type { Agreement } from '@baixa/profile';
import type { RemessaHeader } from '@baixa/remessa';
import { expect, test } from 'vitest';
import { agreementOfRemessa, type Given } from './agreement-of-remessa.ts';

const agreement = (id: string, company: string, bank: string, code: string): Agreement => ({
  id,
  company,
  bank,
  code,
  tolerance: { cents: 0 },
});
const AGREEMENTS = [
  agreement('aguas-bb', 'aguas', '001', '1234567'),
  agreement('luz-bb', 'luz', '001', '7654321'),
  agreement('aguas-caixa', 'aguas', '104', '1234567'),
  agreement('luz-caixa', 'luz', '104', '01234567'),
];
const header = (bank: string, ...agreementCodes: string[]): RemessaHeader => ({
  format: 'cnab240',
  bank,
  agreementCodes,
});
const found = (of: RemessaHeader, given: Given = {}) => {
  const { agreement: own, problem } = agreementOfRemessa(of, AGREEMENTS, given);
  return [own?.id, problem?.code, problem?.severity];
};

test('is the one that bank and code name, whatever the zeros before the code', () => {
  expect(found(header('001', '001234567'))).toEqual(['aguas-bb', undefined, undefined]);
  expect(found(header('001', '999', '7654321'))).toEqual(['luz-bb', undefined, undefined]);
});

test.each([
  [header('001', '999'), 'register.unknown-agreement'],
  [header('237', '1234567'), 'register.unknown-agreement'],
  [header('001'), 'register.unknown-agreement'],
  [header('104', '1234567'), 'register.several-agreements'],
])('%j alone is refused: %s', (of, code) => {
  expect(found(of)).toEqual([undefined, code, 'error']);
});

test('that the user names must be one that the remessa names, and tells several apart', () => {
  expect(found(header('104', '1234567'), { agreement: 'luz-caixa' })).toEqual([
    'luz-caixa',
    undefined,
    undefined,
  ]);
  expect(found(header('001', '1234567'), { agreement: 'luz-bb' })).toEqual([
    undefined,
    'register.other-agreement',
    'error',
  ]);
  expect(found(header('104', '55'), { agreement: 'luz-bb' })).toEqual([
    undefined,
    'register.other-agreement',
    'error',
  ]);
  expect(found(header('001', '1234567'), { agreement: 'nobody' })).toEqual([
    undefined,
    'register.unknown-agreement',
    'error',
  ]);
});

test('that the user names is taken with a warning where the remessa names none of a profile', () => {
  expect(found(header('001', '999'), { agreement: 'luz-bb' })).toEqual([
    'luz-bb',
    'register.agreement-not-named',
    'warning',
  ]);
});

test('is refused where it is of another company than the user says', () => {
  expect(found(header('001', '1234567'), { company: 'aguas' })).toEqual(['aguas-bb', undefined, undefined]);
  expect(found(header('001', '1234567'), { company: 'luz' })).toEqual([
    undefined,
    'register.other-company',
    'error',
  ]);
});
