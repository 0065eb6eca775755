import { registrationSchema } from '@baixa/settlement';
import { describe, expect, test } from 'vitest';
import { RegisteredIds, type RemittedTitle, registrationOfTitle } from './index.ts';

const title: RemittedTitle = {
  line: 3,
  offset: 482,
  bank: '001',
  agreementCodes: ['1234567'],
  instruction: '01',
  nossoNumero: '12345670000000001',
  seuNumero: 'FAT-1',
  companyUse: 'LIG-1000123',
  faceCents: 123_45,
  dueOn: '2026-02-20',
  issuedOn: '2026-01-30',
  discounts: [{ until: '2026-02-15', cents: 5_00 }],
  fine: { percent: '2.00' },
  interest: { centsPerDay: 41 },
  rebateCents: 1_00,
  payer: { taxId: '11122233396', name: 'MARIA DE EXEMPLO' },
  txid: 'TXID0001',
};
const context = { company: 'aguas', agreement: 'aguas-bb' };

test('a título becomes the receivable that the company would register', () => {
  const registration = registrationOfTitle(title, context);
  expect(registration).toEqual({
    id: 'FAT-1',
    company: 'aguas',
    account: 'LIG-1000123',
    identifiers: {
      agreement: 'aguas-bb',
      nossoNumero: '12345670000000001',
      seuNumero: 'FAT-1',
      txid: 'TXID0001',
      payerTaxId: '11122233396',
    },
    faceCents: 123_45,
    dueOn: '2026-02-20',
    issuedOn: '2026-01-30',
    terms: {
      fine: { percent: '2.00' },
      interest: { centsPerDay: 41 },
      discounts: [{ until: '2026-02-15', cents: 5_00 }],
      rebate: { cents: 1_00 },
    },
  });
  expect(registrationSchema.parse(registration)).toEqual(registration);
});

test('without terms and numbers there are none in the receivable', () => {
  const { line, offset, bank, agreementCodes, instruction, faceCents, dueOn } = title;
  const bare = { line, offset, bank, agreementCodes, instruction, faceCents, dueOn, discounts: [] };
  expect(registrationOfTitle({ ...bare, seuNumero: 'A' }, context)).toEqual({
    id: 'A',
    ...context,
    agreement: undefined,
    account: 'A',
    identifiers: { agreement: 'aguas-bb', seuNumero: 'A' },
    faceCents,
    dueOn,
  });
});

describe('id and account', () => {
  const of = (change: Partial<RemittedTitle>, more: object = {}) => {
    const found = registrationOfTitle({ ...title, ...change }, { ...context, ...more });
    return 'severity' in found ? found.code : [found.id, found.account];
  };
  const none = { seuNumero: undefined };

  test('are the first number there is', () => {
    expect(of({})).toEqual(['FAT-1', 'LIG-1000123']);
    expect(of(none)).toEqual(['LIG-1000123', 'LIG-1000123']);
    expect(of({ companyUse: undefined })).toEqual(['FAT-1', 'FAT-1']);
    expect(of({ ...none, companyUse: undefined })).toEqual(['12345670000000001', '12345670000000001']);
  });

  test('or the one that was asked for, and a problem where it is missing', () => {
    expect(of({}, { idFrom: 'nossoNumero', accountFrom: 'seuNumero' })).toEqual([
      '12345670000000001',
      'FAT-1',
    ]);
    expect(of({}, { accountFrom: 'taxId' })).toEqual(['FAT-1', '11122233396']);
    expect(of(none, { idFrom: 'seuNumero' })).toBe('remessa.no-id');
    expect(of(none, { accountFrom: 'seuNumero' })).toBe('remessa.no-account');
    expect(of({ payer: undefined }, { accountFrom: 'taxId' })).toBe('remessa.no-account');
    expect(of({ ...none, companyUse: undefined, nossoNumero: undefined })).toBe('remessa.no-id');
  });

  test('are never a CPF or a name unless it was asked for', () => {
    const { identifiers, ...rest } = registrationOfTitle(title, context) as { identifiers: object };
    expect(identifiers).toHaveProperty('payerTaxId');
    expect(JSON.stringify(rest)).not.toMatch(/11122233396|MARIA/);
  });

  test('what stands for a CPF and is none is left out', () => {
    for (const taxId of ['123', '1112223339X', undefined])
      expect(registrationOfTitle({ ...title, payer: { taxId } }, context)).toMatchObject({
        identifiers: expect.not.objectContaining({ payerTaxId: expect.anything() }),
      });
  });
});

test('an id is taken once, and the second time told with the line of the first', () => {
  const ids = new RegisteredIds();
  expect(ids.take('FAT-1', title)).toBeUndefined();
  expect(ids.take('FAT-2', title)).toBeUndefined();
  expect(ids.take('FAT-1', { ...title, line: 9 })).toMatchObject({
    code: 'remessa.same-id',
    severity: 'error',
    where: { line: 9 },
    message: expect.stringContaining('line 3'),
  });
});
