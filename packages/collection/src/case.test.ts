import { addDays } from '@baixa/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assessCase, type CollectionCase } from './case.ts';
import type { DebtState } from './debt.ts';
import { type CollectionParameters, REFERENCE_COLLECTION } from './parameters.ts';
import { caseWindow, dayOfWindow } from './window.ts';

const collectionCase: CollectionCase = {
  contract: 'C1',
  account: '1001',
  noticeGeneratedOn: '2023-01-13',
  receivables: ['A', 'B'],
  actions: [
    { type: 'debt-notice', generatedOn: '2023-01-13', executedOn: '2023-01-20', status: 'done' },
    { type: 'cut-off', generatedOn: '2023-02-19', status: 'open' },
  ],
};

const paid = (a: string, b = a): DebtState[] => [
  { receivable: 'A', settledOn: a },
  { receivable: 'B', settledOn: b },
];

function assess(debts: DebtState[], on: string, readings: Partial<CollectionParameters> = {}) {
  return assessCase(collectionCase, debts, { ...REFERENCE_COLLECTION, ...readings }, on);
}

describe('window', () => {
  test('ends on day 67 and its payment term on day 72', () => {
    expect(caseWindow('2023-01-13')).toEqual({ windowEndsOn: '2023-03-21', termEndsOn: '2023-03-26' });
    expect(dayOfWindow('2023-01-13', '2023-01-13')).toBe(0);
    expect(dayOfWindow('2023-01-13', '2023-03-21')).toBe(67);
    expect(dayOfWindow('2023-01-13', '2023-03-26')).toBe(72);
  });

  test('in a leap year ends one date earlier: the same dates are 68 days', () => {
    expect(caseWindow('2024-01-13')).toEqual({ windowEndsOn: '2024-03-20', termEndsOn: '2024-03-25' });
    expect(dayOfWindow('2024-01-13', '2024-03-21')).toBe(68);
  });
});

describe('recovered', () => {
  test('is the date of the latest payment, and counts on it', () => {
    expect(assess(paid('2023-02-01', '2023-03-21'), '2023-03-21')).toEqual({
      status: 'recovered',
      reason: 'recovered-in-window',
      paidOn: '2023-03-21',
      recoveredOn: '2023-03-21',
      dayOfWindow: 67,
      inPaymentTerm: false,
      countsOn: '2023-03-21',
    });
  });

  test('days 68 to 72 are told apart', () => {
    for (const [date, day] of [
      ['2023-03-22', 68],
      ['2023-03-26', 72],
    ] as const)
      expect(assess(paid(date), '2023-04-30')).toMatchObject({
        status: 'recovered',
        reason: 'recovered-in-payment-term',
        dayOfWindow: day,
        inPaymentTerm: true,
        countsOn: date,
      });
  });

  test('day 73 is too late: not recovered, counted when the term ended', () => {
    expect(assess(paid('2023-03-27'), '2023-04-30')).toEqual({
      status: 'not-recovered',
      reason: 'paid-after-term',
      paidOn: '2023-03-27',
      dayOfWindow: 73,
      inPaymentTerm: false,
      countsOn: '2023-03-26',
    });
  });

  test('reading paymentTermDays 0: day 68 is too late, and still told apart', () => {
    expect(assess(paid('2023-03-22'), '2023-04-30', { paymentTermDays: 0 })).toMatchObject({
      status: 'not-recovered',
      inPaymentTerm: true,
      countsOn: '2023-03-21',
    });
    expect(assess(paid('2023-03-21'), '2023-04-30', { paymentTermDays: 0 }).status).toBe('recovered');
  });

  test('a payment before any executed action recovers nothing', () => {
    expect(assess(paid('2023-01-19'), '2023-03-26')).toMatchObject({
      status: 'open',
      reason: 'paid-before-any-action',
    });
    expect(assess(paid('2023-01-19'), '2023-03-27')).toMatchObject({
      status: 'not-recovered',
      reason: 'paid-before-any-action',
      dayOfWindow: 6,
      countsOn: '2023-03-26',
    });
  });

  test('reading actionBeforePayment: an action of the payment day came before it, or strictly did not', () => {
    expect(assess(paid('2023-01-20'), '2023-03-27').status).toBe('recovered');
    const strictly = { actionBeforePayment: 'strictly-before' } as const;
    expect(assess(paid('2023-01-20'), '2023-03-27', strictly).status).toBe('not-recovered');
    expect(assess(paid('2023-01-21'), '2023-03-27', strictly).status).toBe('recovered');
  });

  test('a cancelled action and one without execution are no actions', () => {
    for (const action of [
      { ...collectionCase.actions[0]!, status: 'cancelled' as const },
      collectionCase.actions[1]!,
    ])
      expect(
        assessCase(
          { ...collectionCase, actions: [action] },
          paid('2023-03-01'),
          REFERENCE_COLLECTION,
          '2023-04-30',
        ).reason,
      ).toBe('paid-before-any-action');
  });

  test('an acordo recovers with its down payment, or under the reading full with all of it', () => {
    const debts: DebtState[] = [
      { receivable: 'A', settledOn: '2023-02-01' },
      {
        receivable: 'B',
        acordos: [{ madeOn: '2023-02-05', downPaymentSettledOn: '2023-02-10', settledOn: '2023-03-20' }],
      },
    ];
    expect(assess(debts, '2023-04-30').recoveredOn).toBe('2023-02-10');
    expect(assess(debts, '2023-04-30', { debtRecovered: 'full' }).recoveredOn).toBe('2023-03-20');
    const onlyDown: DebtState[] = [
      debts[0]!,
      { receivable: 'B', acordos: [{ madeOn: '2023-02-05', downPaymentSettledOn: '2023-02-10' }] },
    ];
    expect(assess(onlyDown, '2023-04-30', { debtRecovered: 'full' }).status).toBe('not-recovered');
  });
});

describe('open', () => {
  test('until the last day of the term, then not recovered', () => {
    expect(assess([], '2023-03-26')).toEqual({
      status: 'open',
      reason: 'awaiting-payment',
      inPaymentTerm: false,
      countsOn: '2023-03-26',
    });
    expect(assess([], '2023-03-27')).toMatchObject({ status: 'not-recovered', reason: 'unpaid' });
  });

  test('while one receivable is', () => {
    expect(assess(paid('2023-02-01').slice(0, 1), '2023-03-01').status).toBe('open');
  });

  test('a payment dated after the question is not known yet', () => {
    expect(assess(paid('2023-03-01'), '2023-02-28').status).toBe('open');
  });

  test('a case without receivables is a broken invariant', () => {
    expect(() =>
      assessCase({ ...collectionCase, receivables: [] }, [], REFERENCE_COLLECTION, '2023-02-01'),
    ).toThrow('at least one receivable');
  });
});

test('once its term is over, every case is decided, on one date of its window, whatever is paid when', () => {
  const day = fc.option(fc.integer({ min: -10, max: 100 }), { nil: undefined });
  fc.assert(
    fc.property(day, day, (a, b) => {
      const debts = [a, b].flatMap((each, index): DebtState[] =>
        each === undefined ? [] : [{ receivable: 'AB'[index]!, settledOn: addDays('2023-01-13', each) }],
      );
      const { status, countsOn, recoveredOn } = assess(debts, '2023-12-31');
      const latest = a !== undefined && b !== undefined ? Math.max(a, b) : undefined;
      expect(status).toBe(
        latest !== undefined && latest >= 7 && latest <= 72 ? 'recovered' : 'not-recovered',
      );
      expect(countsOn).toBe(recoveredOn ?? '2023-03-26');
    }),
  );
});
