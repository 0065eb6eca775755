import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueOn, newReceivable, type Registration, splitOver, type Terms, termsSchema } from './index.ts';

/** R$ 1,000.00 due on Tuesday 2026-11-17; Friday the 20th is a holiday. */
const bill = (terms: Terms, more: Partial<Registration> = {}) =>
  newReceivable({
    id: 'F1',
    company: 'aguas',
    account: '100',
    identifiers: {},
    faceCents: 1000_00,
    dueOn: '2026-11-17',
    terms: termsSchema.parse(terms),
    ...more,
  });

/** Paid on the 24th: seven calendar days late, of which banks settle on the 18th, 19th, 23rd and 24th. */
const LATE = '2026-11-24';

describe('interest of a payment seven days and four business days late', () => {
  test.each<[number, Terms['interest'], number]>([
    [1, { centsPerDay: 33 }, 2_31],
    [2, { percentPerDay: '0.05' }, 3_50],
    [3, { percentPerMonth: '1.00' }, 2_33],
    [4, { percentPerYear: '12.00' }, 2_30],
    [5, { centsPerDay: 33, days: 'business' }, 1_32],
    [6, { percentPerDay: '0.05', days: 'business' }, 2_00],
    [7, { percentPerMonth: '1.00', days: 'business' }, 1_90],
    [8, { percentPerYear: '12.00', days: 'business' }, 1_90],
  ])('modalidade %i of API Pix, %j: %i centavos', (_, interest, cents) => {
    expect(dueOn(bill({ interest }), LATE)).toMatchObject({
      interestCents: cents,
      totalCents: 1000_00 + cents,
    });
  });

  test('a holiday of the municipality is no business day', () => {
    const terms: Terms = { interest: { centsPerDay: 33, days: 'business' } };
    expect(dueOn(bill(terms), LATE, new Set(['2026-11-23'])).interestCents).toBe(99);
  });
});

describe('a discount for paying on Thursday the 12th, five days and three business days early', () => {
  test.each<[number, NonNullable<Terms['discounts']>[number], number]>([
    [1, { until: '2026-11-12', cents: 10_00 }, 10_00],
    [1, { until: '2026-11-11', cents: 10_00 }, 0],
    [2, { until: '2026-11-12', percent: '2.50' }, 25_00],
    [3, { centsPerDayEarly: 1_00 }, 5_00],
    [4, { centsPerDayEarly: 1_00, days: 'business' }, 3_00],
    [5, { percentPerDayEarly: '0.10' }, 5_00],
    [6, { percentPerDayEarly: '0.10', days: 'business' }, 3_00],
  ])('modalidade %i of API Pix, %j: %i centavos', (_, discount, cents) => {
    expect(dueOn(bill({ discounts: [discount] }), '2026-11-12').discountCents).toBe(cents);
  });
});

describe('a due date on which banks do not settle', () => {
  const terms: Terms = { fine: { percent: '2.00' }, interest: { centsPerDay: 10 } };

  test.each([
    ['a Saturday', '2026-11-14', '2026-11-16'],
    ['a holiday before a weekend', '2026-11-20', '2026-11-23'],
    ['Carnaval', '2026-02-16', '2026-02-18'],
  ])('%s is on time until %s → %s, and lateness counts from there', (_, day, lastDay) => {
    const receivable = bill(terms, { dueOn: day });
    expect(dueOn(receivable, lastDay).totalCents).toBe(1000_00);
    const next = lastDay.slice(0, 8) + String(Number(lastDay.slice(8)) + 1).padStart(2, '0');
    expect(dueOn(receivable, next)).toMatchObject({ fineCents: 20_00, interestCents: 10 });
  });

  test('the municipality may have holidays of its own', () => {
    const receivable = bill(terms, { dueOn: '2026-07-02' });
    expect(dueOn(receivable, '2026-07-03').fineCents).toBe(20_00);
    expect(dueOn(receivable, '2026-07-03', new Set(['2026-07-02'])).fineCents).toBe(0);
  });
});

test('a rebate is let off whenever it is paid, and fine and interest are borne by the rest', () => {
  const terms: Terms = { rebate: { cents: 100_00 }, fine: { percent: '2.00' } };
  expect(dueOn(bill(terms), '2026-11-17')).toMatchObject({ rebateCents: 100_00, totalCents: 900_00 });
  expect(dueOn(bill(terms), LATE)).toMatchObject({ fineCents: 18_00, totalCents: 918_00 });
  expect(dueOn(bill({ rebate: { percent: '10' } }), '2026-11-17').totalCents).toBe(900_00);
});

test('what is taken off is never more than what is owed', () => {
  const terms: Terms = { rebate: { cents: 2000_00 }, discounts: [{ until: '2026-11-17', cents: 2000_00 }] };
  expect(dueOn(bill(terms), '2026-11-17').totalCents).toBe(0);
});

describe('a payment is split', () => {
  const due = {
    principalCents: 1000_00,
    fineCents: 20_00,
    interestCents: 2_33,
    discountCents: 0,
    rebateCents: 5_00,
    totalCents: 1017_33,
  };

  test('in full over every part, and what tolerance let pass stands apart', () => {
    expect(splitOver(due, 1017_30, true)).toEqual({
      principalCents: 1000_00,
      fineCents: 20_00,
      interestCents: 2_33,
      discountCents: 0,
      rebateCents: 5_00,
      toleranceCents: -3,
    });
  });

  test.each([
    [1_00, { interestCents: 1_00, fineCents: 0, principalCents: 0 }],
    [10_00, { interestCents: 2_33, fineCents: 7_67, principalCents: 0 }],
    [500_00, { interestCents: 2_33, fineCents: 20_00, principalCents: 477_67 }],
  ])('in part, %i centavos: interest before fine before principal', (cents, parts) => {
    expect(splitOver(due, cents, false)).toMatchObject({ ...parts, discountCents: 0, rebateCents: 0 });
  });

  test('so that its parts make what was applied', () => {
    const amount = fc.nat(2000_00);
    const dues = fc.record({
      principalCents: amount,
      fineCents: amount,
      interestCents: amount,
      discountCents: amount,
      rebateCents: amount,
    });
    fc.assert(
      fc.property(dues, amount, fc.boolean(), (parts, cents, inFull) => {
        const { principalCents, fineCents, interestCents, discountCents, rebateCents } = parts;
        const totalCents = principalCents + fineCents + interestCents - discountCents - rebateCents;
        const split = splitOver({ ...parts, totalCents }, cents, inFull);
        expect(
          split.principalCents +
            split.fineCents +
            split.interestCents -
            split.discountCents -
            split.rebateCents +
            split.toleranceCents,
        ).toBe(cents);
      }),
    );
  });
});
