import { newReceivable } from '@baixa/settlement';
import { describe, expect, test } from 'vitest';
import type { CollectionAction } from './action.ts';
import { assessCase } from './case.ts';
import { REFERENCE_COLLECTION } from './parameters.ts';
import { collectedDebt } from './stratum.ts';

const NOTICE = '2026-01-10';
const bill = (
  id: string,
  dueOn: string,
  faceCents: number,
  strata?: { municipality?: string; district?: string },
) =>
  newReceivable({
    id,
    company: 'aguas',
    account: '1',
    identifiers: {},
    faceCents,
    dueOn,
    ...(strata && { strata }),
  });
const done = (type: CollectionAction['type'], executedOn: string): CollectionAction => ({
  type,
  generatedOn: NOTICE,
  executedOn,
  status: 'done',
});

/** The last action of a case whose debt was paid on a day, or never. */
function lastAction(actions: CollectionAction[], settledOn?: string, strict = false) {
  const parameters = {
    ...REFERENCE_COLLECTION,
    ...(strict ? { actionBeforePayment: 'strictly-before' as const } : {}),
  };
  const each = { contract: 'c1', account: '1', noticeGeneratedOn: NOTICE, actions, receivables: ['F1'] };
  const debts = [{ receivable: 'F1', ...(settledOn === undefined ? {} : { settledOn }) }];
  const assessment = assessCase(each, debts, parameters, '2026-12-31');
  return collectedDebt(each, [], assessment, parameters).stratum.lastAction;
}

describe('the stratum of an account', () => {
  test('is what the oldest of its receivables tells, and of what that one does not tell, the next', () => {
    const receivables = [
      bill('F2', '2026-01-05', 50_00, { municipality: 'Bonfim', district: 'Porto' }),
      bill('F1', '2025-12-05', 40_00, { municipality: 'Alagoas' }),
    ];
    const each = {
      contract: 'c1',
      account: '1',
      noticeGeneratedOn: NOTICE,
      actions: [],
      receivables: ['F1', 'F2'],
    };
    const assessment = assessCase(each, [], REFERENCE_COLLECTION, '2026-12-31');
    expect(collectedDebt(each, receivables, assessment, REFERENCE_COLLECTION)).toEqual({
      stratum: { municipality: 'Alagoas', district: 'Porto' },
      faceCents: 90_00,
    });
  });

  const actions = [
    done('cut-off', '2026-02-26'),
    done('debt-notice', '2026-01-15'),
    done('negotiation', '2026-02-26'),
  ];

  test('has the last action before the payment: what came after it recovered nothing', () => {
    expect(lastAction(actions, '2026-02-20')).toBe('debt-notice');
    expect(lastAction(actions, '2026-01-14')).toBeUndefined();
  });

  test('on the day of the payment the reading actionBeforePayment decides', () => {
    expect(lastAction([done('cut-off', '2026-02-26')], '2026-02-26')).toBe('cut-off');
    expect(lastAction([done('cut-off', '2026-02-26')], '2026-02-26', true)).toBeUndefined();
  });

  test('of one not recovered, the last action by the end of its term (day 72)', () => {
    expect(lastAction([...actions, done('cut-off-review', '2026-03-23')])).toBe('cut-off-review');
    expect(lastAction([done('debt-notice', '2026-01-15'), done('cut-off', '2026-03-24')])).toBe(
      'debt-notice',
    );
    expect(lastAction([done('debt-notice', '2026-01-15'), done('cut-off', '2026-03-30')], '2026-04-02')).toBe(
      'debt-notice',
    );
  });

  test('a cancelled action was none', () => {
    expect(lastAction([{ ...done('cut-off', '2026-02-01'), status: 'cancelled' }])).toBeUndefined();
  });
});
