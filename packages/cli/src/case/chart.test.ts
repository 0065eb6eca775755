import { type CollectionAction, caseWindow, REFERENCE_COLLECTION, timelineOf } from '@baixa/collection';
import { describe, expect, test } from 'vitest';
import { chart, legend } from './chart.ts';
import { verdict } from './verdict.ts';

const NOTICE = '2023-01-13';
const ACTIONS: CollectionAction[] = [
  { type: 'debt-notice', generatedOn: NOTICE, executedOn: '2023-01-22', status: 'done' },
  {
    type: 'negotiation',
    generatedOn: '2023-02-01',
    executedOn: '2023-02-04',
    status: 'done',
    outcome: 'refused',
  },
  { type: 'cut-off', generatedOn: '2023-02-21', status: 'open' },
];
const drawn = (
  columns: number,
  on: string,
  assessment: { status: 'open' | 'recovered'; paidOn?: string },
) => {
  const { steps } = timelineOf(NOTICE, ACTIONS, assessment, on, REFERENCE_COLLECTION);
  const it = { noticeGeneratedOn: NOTICE, window: caseWindow(NOTICE), steps, assessment };
  return chart(it, on, columns, (_, text) => text);
};

describe('the timeline of a case', () => {
  test('shows what was done, refused, late and is planned, the window, its term and today, in 80 columns', () => {
    expect(drawn(80, '2023-03-05', { status: 'open' }).split('\n')).toEqual([
      'day               0       10      20     30      40      50      60   67  72',
      'debt-notice       ├────┤▒●',
      'negotiation                      ├─⊘─┤',
      'cut-off                                          ├────┤▒▒▒▒',
      'cut-off-review                                                 ······',
      'extra-actions                                                        ··',
      'window, term      ════════════════════════════════════════════════════╡╌╌╌┤',
      'today                                                     ▲',
    ]);
  });

  test.each([60, 80, 120])(
    'no line is longer than %d columns, also with a payment long after the term',
    (columns) => {
      const text = drawn(columns, '2024-03-05', { status: 'open', paidOn: '2023-12-24' });
      for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(columns);
      expect(text).toMatch(/payment .*\$$/m);
    },
  );

  test('tells only the marks that it has', () => {
    expect(legend(drawn(80, '2024-01-01', { status: 'recovered', paidOn: '2023-03-24' }))).toBe(
      '● done  ▒ late  ⊘ refused  $ paid',
    );
  });
});

test('the verdict says how a case stands and why', () => {
  const it = { window: caseWindow(NOTICE), days: { window: 67, term: 5 }, receivables: ['F1', 'F2'] };
  const term = { status: 'recovered', inPaymentTerm: true, countsOn: '2023-03-24' } as const;
  const told = {
    ...term,
    reason: 'recovered-in-payment-term',
    paidOn: '2023-03-24',
    dayOfWindow: 70,
  } as const;
  expect(verdict({ ...it, assessment: told })).toBe(
    'Recovered: paid on 2023-03-24, day 70, in the payment term (days 68 to 72).',
  );
  const open = {
    status: 'open',
    reason: 'awaiting-payment',
    inPaymentTerm: false,
    countsOn: '2023-03-26',
  } as const;
  expect(verdict({ ...it, assessment: open })).toBe(
    'Open: of 2 receivables not all are paid; the window ends 2023-03-21, the payment term 2023-03-26.',
  );
  expect(verdict(it)).toContain('Nothing to collect');
});
