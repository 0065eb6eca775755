import type { StoredCase } from '@baixa/collection';
import { newReceivable, type Receivable } from '@baixa/settlement';
import { describe, expect, test } from 'vitest';
import { type Measure, type Row, rowsOfCase } from './index.ts';
import { assessed } from './test-support/world.ts';

const BILL: Receivable = newReceivable({
  id: 'F1',
  company: 'aguas',
  account: '100',
  identifiers: {},
  faceCents: 100_00,
  dueOn: '2025-12-10',
  strata: { district: 'Centro' },
});
const paidOn = (settledOn: string): Receivable => ({
  ...BILL,
  status: 'settled',
  settledOn,
  movements: [
    {
      key: 'p',
      file: 'f1',
      line: 1,
      offset: 0,
      outcome: 'settled',
      on: settledOn,
      movedCents: 102_00,
      appliedCents: 102_00,
    },
  ],
});

/** A case of which the notice was generated on 13 January, delivered on the 20th, and the cut-off made on 26 February. */
function caseOf(debt: Receivable, on = '2026-06-30'): StoredCase {
  const found: StoredCase = {
    contract: 'c1',
    company: 'aguas',
    account: '100',
    noticeGeneratedOn: '2026-01-13',
    receivables: ['F1'],
    facts: [],
    version: 1,
    actions: [
      { id: 'C', type: 'cut-off', generatedOn: '2026-02-19', executedOn: '2026-02-26', status: 'done' },
      { id: 'N', type: 'debt-notice', generatedOn: '2026-01-13', executedOn: '2026-01-20', status: 'done' },
    ],
  };
  return assessed(found, new Map([['F1', debt]]), on);
}
const of = (rows: Row[], measure: Measure) =>
  rows.flatMap(({ day, action, measures }) =>
    measures[measure] === undefined ? [] : [[day, action, measures[measure]]],
  );

describe('a collection case', () => {
  test('that is recovered counts on its payment date, with the face value of what it collects', () => {
    const debt = paidOn('2026-03-21');
    const rows = rowsOfCase(caseOf(debt), [debt]);
    expect(of(rows, 'decidedCases')).toEqual([['2026-03-21', undefined, 1]]);
    expect(of(rows, 'recoveredCents')).toEqual([['2026-03-21', 'cut-off', 100_00]]);
    for (const row of rows) expect(row).toMatchObject({ contract: 'c1', district: 'Centro' });
  });

  test('that is not recovered counts on the last day of its term, day 72', () => {
    for (const [debt, on] of [
      [BILL, '2026-06-30'],
      [paidOn('2026-03-27'), '2026-06-30'],
      // Still open, and not recovered so far.
      [BILL, '2026-03-01'],
    ] as const) {
      const rows = rowsOfCase(caseOf(debt, on), [debt]);
      expect(of(rows, 'decidedCases')).toEqual([['2026-03-26', undefined, 1]]);
      expect(of(rows, 'decidedCents')).toEqual([['2026-03-26', undefined, 100_00]]);
      expect(of(rows, 'recoveredCases')).toEqual([]);
    }
  });

  test('is recovered by the last action executed up to its payment', () => {
    const debt = paidOn('2026-02-25');
    expect(of(rowsOfCase(caseOf(debt), [debt]), 'recoveredCases')).toEqual([
      ['2026-02-25', 'debt-notice', 1],
    ]);
  });

  test('is resolved so many days after its first action, in time or late', () => {
    for (const [on, days] of [
      ['2026-01-20', 0],
      ['2026-03-21', 60],
      ['2026-05-20', 120],
    ] as const) {
      const debt = paidOn(on);
      const rows = rowsOfCase(caseOf(debt), [debt]);
      expect(of(rows, 'resolvedCases')).toEqual([[on, undefined, 1]]);
      expect(of(rows, 'resolutionDays')).toEqual(days === 0 ? [] : [[on, undefined, days]]);
    }
  });

  test('that was paid before any action is resolved by nobody', () => {
    const debt = paidOn('2026-01-19');
    expect(of(rowsOfCase(caseOf(debt), [debt]), 'resolvedCases')).toEqual([]);
  });

  test('costs its executed actions, on their days; a cancelled one is none', () => {
    const found = caseOf(BILL);
    expect(of(rowsOfCase(found, [BILL]), 'actions')).toEqual([
      ['2026-01-20', 'debt-notice', 1],
      ['2026-02-26', 'cut-off', 1],
    ]);
    const cancelled = {
      ...found,
      actions: found.actions.map((each) => ({ ...each, status: 'cancelled' as const })),
    };
    expect(of(rowsOfCase(cancelled, [BILL]), 'actions')).toEqual([]);
  });

  test('whose receivables are not registered yet has its actions only', () => {
    const found = { ...caseOf(BILL), assessment: undefined, facts: [] };
    expect(rowsOfCase(found, []).map(({ measures }) => measures)).toEqual([{ actions: 1 }, { actions: 1 }]);
  });
});
