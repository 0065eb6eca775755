import type { StoredCase, StoredOrder } from '@baixa/collection';
import { measureOf, scoreCycle, termsOf } from '@baixa/scoring';
import { beforeEach, expect, test } from 'vitest';
import { apiThatAnswers } from '../test-support/api.ts';
import { BOOK, CONTRACT } from '../test-support/contract.ts';
import { forecast } from './forecast.ts';

/** A case that was opened on a day, and what it counts; its payment term ends 72 days later. */
const caseOf = (account: string, noticeGeneratedOn: string, counts?: { on: string; recovered: number }) => ({
  ...{
    contract: 'c1',
    company: 'aguas',
    account,
    noticeGeneratedOn,
    actions: [],
    receivables: ['F'],
    version: 1,
  },
  assessment: { status: counts === undefined ? 'open' : 'recovered' } as StoredCase['assessment'],
  facts:
    counts === undefined
      ? []
      : [{ countsOn: counts.on, measure: measureOf({ collected: 1, recovered: counts.recovered }) }],
});
const ORDER: StoredOrder = {
  contract: 'c1',
  order: {
    ...{ id: 'OS1', type: 'leak', account: '100', status: 'open' },
    generatedAt: '2026-03-20T08:00:00-03:00',
    deadlineAt: '2026-03-22T08:00:00-03:00',
  },
  facts: [
    { countsOn: '2026-03-22', measure: measureOf({ services: { leak: { demanded: 1, executed: 0 } } }) },
  ],
  version: 1,
};

let closed: object[] = [];
let pages: object[] = [];
const { asked } = apiThatAnswers(({ route, query }) => {
  if (route === 'GET /companies') return { body: BOOK };
  if (route === 'GET /contracts/c1/cycles') return { body: { cycles: closed } };
  if (route !== 'GET /contracts/c1/evidence/0') return undefined;
  const at = Number(query.after ?? 0);
  const more = at + 1 < pages.length ? { next: String(at + 1) } : {};
  return {
    body: { now: '2026-03-21T12:00:00.000Z', debts: [], cases: [], orders: [], ...pages[at], ...more },
  };
});
beforeEach(() => {
  const measure = measureOf({ collected: 4, recovered: 3 });
  const score = (cycle: number, of = measureOf({})) =>
    scoreCycle({ ...termsOf(CONTRACT), cycle, measure: of, measuredValueCents: 100_000_00 });
  const cycle = (number: number, from: string, to: string, of = measureOf({})) => ({
    result: { contract: 'c1', cycle: number, from, to, score: score(number, of) },
  });
  closed = [cycle(1, '2026-01-01', '2026-01-31'), cycle(2, '2026-02-01', '2026-02-28', measure)];
  // Of February four were collected and three recovered; one more became known since, and counts in this cycle.
  const february = caseOf('1', '2025-12-01', { on: '2026-02-10', recovered: 1 });
  february.facts = [{ countsOn: '2026-02-10', measure: measureOf({ collected: 4, recovered: 4 }) }];
  pages = [
    { cases: [february, caseOf('2', '2026-01-10', { on: '2026-03-05', recovered: 1 })] },
    { cases: [caseOf('3', '2026-01-15'), caseOf('4', '2026-03-01')], orders: [ORDER] },
  ];
});

interface Data {
  cycle: number;
  soFar: { measure: object };
  best: { measure: object };
  worst: { measure: object };
}

test('a forecast is of the open cycle: so far, with what became known of closed ones, its best and its worst end', async () => {
  const { data, text } = await forecast(undefined);
  const { cycle, soFar, best, worst } = data as Data;
  expect(cycle).toBe(3);
  expect(soFar.measure).toMatchObject({ collected: 1, recovered: 2, services: { leak: { executed: 0 } } });
  expect(best.measure).toMatchObject({ collected: 3, recovered: 4, services: { leak: { executed: 1 } } });
  // Of the open cases one counts in March; the other may still be recovered in a later cycle.
  expect(worst.measure).toMatchObject({ collected: 2, recovered: 2 });
  expect(data).toMatchObject({
    contract: 'c1',
    from: '2026-03-01',
    to: '2026-03-31',
    openByDay: [
      { termEndsOn: '2026-03-28', cases: 1, countsInCycle: true },
      { termEndsOn: '2026-05-12', cases: 1, countsInCycle: false },
    ],
    openOrders: 1,
  });
  expect(text).toContain('c1, cycle 3: 2026-03-01 to 2026-03-31, 10 days to go.');
  expect(text).toMatch(/so far +2\/1 /);
  expect(text).toMatch(/worst +2\/2 /);
  expect(text).toContain('2 cases and 1 service orders are open.');
  expect(text).toMatch(/2026-03-28 +1 +cycle 3\n +2026-05-12 +1 +a later cycle/);
});

test('reads every page of every shard, once', async () => {
  asked.length = 0;
  await forecast('c1');
  const evidence = asked.filter(({ route }) => route.includes('/evidence/'));
  expect(evidence.map(({ route, query }) => `${route.slice(-1)} ${query.after ?? ''}`)).toEqual([
    '0 ',
    '0 1',
    '1 ',
  ]);
});

test('of a contract that nobody has is refused in a sentence', async () => {
  await expect(forecast('c9')).rejects.toThrow('No profile has a contract c9.');
});
