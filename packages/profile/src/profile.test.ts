import { describe, expect, test } from 'vitest';
import { readProfile } from './index.ts';

const valid = {
  companies: [{ id: 'aguas', name: 'Águas do Vale' }],
  agreements: [{ id: 'aguas-bb', company: 'aguas', bank: '001', code: '2356764', tolerance: { cents: 5 } }],
  contracts: [
    {
      id: 'cobranca',
      company: 'aguas',
      contractor: 'Cobra Bem',
      start: '2023-11-16',
      targets: { mrep: '80', msex: '95' },
      criticality: { 'cut-off': 3 },
      measuredValueCents: 10_000_000,
    },
  ],
};

describe('a profile', () => {
  test('is read with the reference readings where it says nothing', () => {
    const { profile, problems } = readProfile(valid);
    expect(problems).toEqual([]);
    expect(profile?.contracts[0]).toMatchObject({
      profile: 'embasa-2023',
      windowDays: 67,
      paymentTermDays: 5,
    });
  });

  test('is refused with the path and reason of every problem at once', () => {
    const { profile, problems } = readProfile({
      ...valid,
      agreements: [
        { ...valid.agreements[0], bank: 1 },
        { id: 'x', company: 'aguas', bank: '001' },
      ],
    });
    expect(profile).toBeUndefined();
    expect(problems.map(({ path }) => path.join('.'))).toEqual(['agreements.0.bank', 'agreements.1.code']);
    expect(problems[0]?.problem.where.path).toBe('agreements[0].bank');
  });

  test('may name no company that it does not have, and nothing twice', () => {
    const twice = { ...valid.agreements[0], company: 'outra' };
    const { problems } = readProfile({ ...valid, agreements: [valid.agreements[0], twice] });
    expect(problems.map(({ problem: { code } }) => code).sort()).toEqual([
      'profile.double',
      'profile.double',
      'profile.unknown-company',
    ]);
  });

  test('has no keys that nobody knows, so that a misspelt one is not lost', () => {
    expect(readProfile({ ...valid, agreement: [] }).problems[0]?.problem.message).toContain('agreement');
  });

  describe('with what stands where in the barcodes of an agreement', () => {
    const withRule = (freeField: unknown) =>
      readProfile({ ...valid, agreements: [{ ...valid.agreements[0], freeField }] });

    test('keeps it', () => {
      const rule = { companyUse: '28-35', seuNumero: '36-44', dueOn: '20-27' };
      expect(withRule(rule).profile?.agreements[0]?.freeField).toEqual(rule);
      expect(readProfile(valid).profile?.agreements[0]).not.toHaveProperty('freeField');
    });

    test.each([
      [{ companyUse: '19-27' }, 'companyUse', 'from 20 to 44'],
      [{ companyUse: '40-45' }, 'companyUse', 'from 20 to 44'],
      [{ companyUse: '26 to 33' }, 'companyUse', 'from 20 to 44'],
      [{ seuNumero: '33-26' }, 'seuNumero', 'the first position before the last'],
      [{ dueOn: '20-26' }, 'dueOn', 'eight positions'],
    ])('refuses %j', (rule, field, reason) => {
      const { profile, problems } = withRule(rule);
      expect(profile).toBeUndefined();
      expect(problems.map(({ path }) => path.join('.'))).toContain(`agreements.0.freeField.${field}`);
      expect(problems.map(({ problem: { message } }) => message).join()).toContain(reason);
    });

    test('refuses a name that an entry has not', () => {
      expect(withRule({ matricula: '26-33' }).problems[0]?.problem.message).toContain('matricula');
    });
  });
});
