import type { Figure } from '@baixa/scoring';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import {
  figuresBy,
  figuresOf,
  freedByDelinquency,
  freedByDso,
  kpiRulesOf,
  type Measures,
  periodFrom,
  type Row,
} from './index.ts';

const RULES = {
  ...kpiRulesOf(undefined, []),
  actionCostCents: { c1: { negotiation: 22_29, 'cut-off': 74_47 } },
};
const ON = '2026-12-31';
const MILLION = 1_000_000_00;
const row = (day: string, measures: Measures, more: Partial<Row> = {}): Row => ({ day, measures, ...more });
const open = (openCents: number, dueOn: string) => row('2026-01-01', { openCents, openBills: 1 }, { dueOn });
const billed = (billedCents: number, more: Partial<Row> = {}) =>
  row('2026-06-30', { billedCents, billedBills: 1 }, more);
const exactly = (value: number | string): Figure => ({
  exact: new Fraction(value).toFraction(),
  display: '',
});

describe('DSO', () => {
  test('is open ÷ billed × the 360 days of a commercial year', () => {
    const rows = [open(805_555_56, '2026-12-01'), billed(5 * MILLION)];
    expect(figuresOf(rows, ON, RULES).dso?.display).toBe('58.00');
  });

  test('from 58 to 41 days frees 17 × R$ 5.000.000 ÷ 360 = R$ 236.111', () => {
    expect(freedByDso(exactly(58), exactly(41), 5 * MILLION, RULES)).toBe(236_111_11);
    expect(freedByDso(exactly(41), exactly(58), 5 * MILLION, RULES)).toBe(-236_111_11);
  });

  test('reads a year of 365 days, and a quarter has a quarter of its days', () => {
    const rows = [open(MILLION, '2026-12-01'), row('2026-12-01', { billedCents: 5 * MILLION })];
    expect(figuresOf(rows, ON, { ...RULES, yearDays: 365 }).dso?.exact).toBe('73/1');
    expect(figuresOf(rows, ON, { ...RULES, months: 3 }).dso?.exact).toBe('18/1');
  });

  test('is absent where nothing was billed in the period', () => {
    expect(figuresOf([open(100, '2026-12-01')], ON, RULES).dso).toBeUndefined();
  });
});

describe('delinquency', () => {
  test('is what is overdue beyond the last day of the ladder ÷ billed: day 72 is not, day 73 is', () => {
    const rows = [open(7, '2026-10-20'), open(210_000_00, '2026-10-19'), billed(5 * MILLION)];
    const { delinquentCents, delinquency } = figuresOf(rows, ON, RULES);
    expect(RULES.delinquentAfterDays).toBe(72);
    expect(delinquentCents).toBe(210_000_00);
    expect(delinquency?.display).toBe('4.20');
  });

  test('from 4,2 % to 2,6 % of R$ 5.000.000 is R$ 80.000 a year', () => {
    expect(freedByDelinquency(exactly('4.2'), exactly('2.6'), 5 * MILLION)).toBe(80_000_00);
  });
});

describe('aging', () => {
  test.each([
    ['2027-01-01', 'notDueCents'],
    ['2026-12-31', 'notDueCents'],
    ['2026-12-30', 'days0To30Cents'],
    ['2026-12-01', 'days0To30Cents'],
    ['2026-11-30', 'days31To60Cents'],
    ['2026-11-01', 'days31To60Cents'],
    ['2026-10-31', 'days61To90Cents'],
    ['2026-10-02', 'days61To90Cents'],
    ['2026-10-01', 'over90Cents'],
  ] as const)('on the last of December a bill due on %s is in %s', (dueOn, bucket) => {
    const { aging, openCents } = figuresOf([open(100, dueOn)], ON, RULES);
    expect(aging[bucket]).toBe(100);
    expect(Object.values(aging).reduce((sum, cents) => sum + cents, 0)).toBe(openCents);
  });
});

describe('recovery', () => {
  const rows = [
    row('2026-05-01', { decidedCases: 4, decidedCents: 1000_00 }, { contract: 'c1' }),
    row(
      '2026-05-01',
      { recoveredCases: 3, recoveredCents: 400_00 },
      { contract: 'c1', action: 'negotiation' },
    ),
    row('2026-05-01', { actions: 4 }, { contract: 'c1', action: 'negotiation' }),
    row('2026-05-09', { actions: 2 }, { contract: 'c1', action: 'cut-off' }),
    row('2026-05-01', { resolvedCases: 3, resolutionDays: 50 }, { contract: 'c1' }),
  ];

  test('by accounts counts cases, by value their debt', () => {
    const figures = figuresOf(rows, ON, RULES);
    expect(figures.recoveryByAccounts?.display).toBe('75.00');
    expect(figures.recoveryByValue?.display).toBe('40.00');
  });

  test('costs what its actions cost: negotiation R$ 22,29, cut-off R$ 74,47', () => {
    const figures = figuresOf(rows, ON, RULES);
    expect(figures.costCents).toBe(4 * 22_29 + 2 * 74_47);
    expect(figures.costPerCollectionCents?.exact).toBe('11905/2');
    expect(figures.costPerReal?.exact).toBe('2381/4000');
  });

  test('tells no cost where no contract has one, and how many actions that are', () => {
    const figures = figuresOf(rows, ON, { ...RULES, actionCostCents: { c1: { 'cut-off': 74_47 } } });
    expect(figures).toMatchObject({ costCents: 2 * 74_47, unpricedActions: 4 });
    const unpriced = figuresOf(rows, ON, { ...RULES, actionCostCents: {} });
    expect(unpriced).toMatchObject({
      costPerCollectionCents: undefined,
      costPerReal: undefined,
      unpricedActions: 6,
    });
  });

  test('takes the mean of the days from the first action to the payment', () => {
    expect(figuresOf(rows, ON, RULES).meanDaysToResolution?.exact).toBe('50/3');
  });

  test('is parted by type of action: what it cost and what was recovered after it', () => {
    const parts = figuresBy(rows, 'action-type', ON, RULES);
    expect(parts.map(({ name }) => name)).toEqual(['cut-off', 'negotiation']);
    expect(parts.map(({ figures }) => [figures.costCents, figures.recoveredCases])).toEqual([
      [2 * 74_47, 0],
      [4 * 22_29, 3],
    ]);
  });
});

test('districts of one name in two municipalities are two, and what nobody told comes last', () => {
  const rows = [
    billed(1, { municipality: 'Vale', district: 'Centro' }),
    billed(10, { municipality: 'Serra', district: 'Centro' }),
    billed(100, { municipality: 'Vale' }),
    billed(1000),
  ];
  const parts = figuresBy(rows, 'district', ON, RULES);
  expect(parts.map(({ municipality, name, figures }) => [municipality, name, figures.billedCents])).toEqual([
    ['Serra', 'Centro', 10],
    ['Vale', 'Centro', 1],
    ['Vale', undefined, 100],
    [undefined, undefined, 1000],
  ]);
});

test('promises kept are counted among those whose outcome is known', () => {
  const rows = [
    row('2026-05-01', {
      promises: 5,
      promisedCents: 500_00,
      promisesKept: 2,
      promisesBroken: 1,
      promisesPartial: 1,
    }),
  ];
  expect(figuresOf(rows, ON, RULES)).toMatchObject({ promises: 5, promisedCents: 500_00 });
  expect(figuresOf(rows, ON, RULES).promisesKeptRate?.display).toBe('50.00');
});

test('the collection efficiency is collected ÷ billed over the year, public customers excluded', () => {
  const rows = [
    billed(100_00),
    row('2026-07-01', { collectedCents: 80_00 }),
    billed(900_00, { tariffCategory: 'pública' }),
    row('2026-07-01', { collectedCents: 1_00 }, { tariffCategory: 'pública' }),
  ];
  const rules = { ...RULES, publicTariffCategories: ['pública'] };
  expect(figuresOf(rows, ON, rules).efficiency?.display).toBe('80.00');
  expect(figuresOf(rows, ON, RULES).efficiency?.display).toBe('8.10');
});

describe('the period', () => {
  test.each([
    ['2026-12-31', '2026-01-01'],
    ['2024-02-29', '2023-03-01'],
    ['2025-02-28', '2024-02-29'],
    ['2026-07-16', '2025-07-17'],
  ])('of a year up to %s begins on %s', (asOf, from) => {
    expect(periodFrom(asOf, RULES)).toBe(from);
  });

  test('has what happened on its first and last day, and what is open has no beginning', () => {
    const rows = [
      row('2025-12-31', { billedCents: 1 }),
      row('2026-01-01', { billedCents: 10 }),
      row('2026-12-31', { billedCents: 100 }),
      row('2027-01-01', { billedCents: 1000 }),
      row('2020-01-01', { openCents: 5, openBills: 1 }, { dueOn: '2020-01-10' }),
    ];
    expect(figuresOf(rows, ON, RULES)).toMatchObject({ billedCents: 110, openCents: 5, openBills: 1 });
  });
});
