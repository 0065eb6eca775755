import type { StoredCase, StoredOrder } from '@baixa/collection';
import { contractSchema } from '@baixa/profile';
import { measureOf } from '@baixa/scoring';
import { expect, test } from 'vitest';
import type { CountedLine } from './counted.ts';
import { type FactsPage, holdAgainstFacts } from './facts.ts';
import { bookingsKey, cycleFolder, cycleManifestKey, cycleText } from './keys.ts';
import { manifestOf, sha256Of } from './link.ts';
import { linesOf, newInstallation } from './test-support/installation.ts';

const CONTRACT = contractSchema.parse({
  ...{ id: 'c1', company: 'aguas', contractor: 'Cobradora', start: '2026-01-01', calendar: 'calendar-month' },
  ...{ targets: { mrep: '80', msex: '90' }, criticality: { leak: 10 }, measuredValueCents: 100_000_00 },
});

/** Notified on 13 January, the notice delivered a week later, the bill of R$ 100,00 paid on 9 February. */
const CASE: StoredCase = {
  contract: 'c1',
  company: 'aguas',
  account: '100',
  noticeGeneratedOn: '2026-01-13',
  actions: [
    { id: 'N1', type: 'debt-notice', generatedOn: '2026-01-13', executedOn: '2026-01-20', status: 'done' },
  ],
  receivables: ['F1'],
  facts: [],
  assessment: {
    status: 'recovered',
    reason: 'recovered-in-window',
    inPaymentTerm: false,
    countsOn: '2026-02-09',
  },
  version: 1,
};
const ORDER: StoredOrder = {
  contract: 'c1',
  order: {
    ...{ id: 'OS1', type: 'leak', account: '100', status: 'done' },
    generatedAt: '2026-02-10T08:00:00-03:00',
    deadlineAt: '2026-02-11T08:00:00-03:00',
    executedAt: '2026-02-10T12:00:00-03:00',
  },
  facts: [],
  version: 1,
};
const recovered = (times: 1 | -1, recoveredToo = true): Omit<CountedLine, 'cycle'> => {
  const accounts = { collected: times, recovered: recoveredToo ? times : 0, recoveredInTerm: 0 };
  const counts = {
    ...accounts,
    collectedCents: times * 100_00,
    recoveredCents: accounts.recovered * 100_00,
  };
  return {
    source: 'case:100#2026-01-13',
    countsOn: '2026-02-09',
    measure: measureOf(accounts),
    strata: [{ stratum: { lastAction: 'debt-notice' }, counts }],
  };
};
const order = (more: object): Omit<CountedLine, 'cycle'> => ({
  source: 'order:100#OS1',
  countsOn: '2026-02-10',
  measure: measureOf(more),
});
const FINISHED = order({ finishedOnTime: 1, finishedCycles: 1 });
const DEMANDED = { ...order({ services: { leak: { demanded: 1, executed: 1 } } }), countsOn: '2026-02-11' };

/** Holds cycle 2 against the facts. Cycles 2 and 3 are closed; cycle 4 is open. */
async function held(
  booked: {
    2?: Omit<CountedLine, 'cycle'>[];
    3?: Omit<CountedLine, 'cycle'>[];
    4?: Omit<CountedLine, 'cycle'>[];
  },
  { cases = [CASE], orders = [ORDER], isPaid = true } = {},
) {
  const { ports, objects } = newInstallation();
  for (const cycle of [2, 3] as const) {
    const key = bookingsKey('c1', cycleText(cycle), 3, 0);
    const text = linesOf((booked[cycle] ?? []).map((line) => ({ ...line, cycle })));
    objects.set(key, text);
    const manifest = manifestOf([{ key, sha256: sha256Of(text) }]);
    objects.set(cycleManifestKey(cycleFolder('c1', cycleText(cycle))), manifest);
  }
  async function* pages(shard: number): AsyncGenerator<FactsPage> {
    expect(shard).toBe(3);
    const nothing = { today: '2026-06-01', cases: [], orders: [], debts: [], owed: [] };
    yield { ...nothing, bookings: (booked[4] ?? []).map((line) => ({ ...line, cycle: 4 })) };
    yield {
      ...{ today: '2026-06-01', cases, orders, bookings: [] },
      debts: [{ receivable: 'F1', ...(isPaid ? { settledOn: '2026-02-09' } : {}) }],
      owed: [{ id: 'F1', faceCents: 100_00, dueOn: '2025-12-10' }],
    };
  }
  return holdAgainstFacts(ports.ledger, CONTRACT, 2, [2, 3], pages);
}

const ALL = [recovered(1), FINISHED, DEMANDED];

test('what a cycle counts is what actions, orders and payments say', async () => {
  expect(await held({ 2: ALL })).toEqual({ held: 2, differences: [] });
});

test('what became known later is in a later cycle, closed or open', async () => {
  const late = [recovered(1, false), FINISHED, DEMANDED];
  const correction = [recovered(-1, false), recovered(1)];
  expect((await held({ 2: late, 3: correction })).differences).toEqual([]);
  expect((await held({ 2: late, 4: correction })).differences).toEqual([]);
});

test.each([
  ['a payment that nobody counted', { 2: [recovered(1, false), FINISHED, DEMANDED] }, {}, 'case 2026-01-13'],
  ['a case counted twice', { 2: ALL, 3: [recovered(1)] }, {}, 'case 2026-01-13'],
  ['a recovery of what is not paid', { 2: ALL }, { isPaid: false }, 'case 2026-01-13'],
  ['a case that is not there', { 2: ALL }, { cases: [] }, 'case 2026-01-13'],
  [
    'a case without what was done for it',
    { 2: ALL },
    { cases: [{ ...CASE, actions: [] }] },
    'case 2026-01-13',
  ],
  ['a service that was never demanded', { 2: [recovered(1), FINISHED] }, {}, 'order OS1'],
  ['an order that is not there', { 2: ALL }, { orders: [] }, 'order OS1'],
])('%s is found', async (_, booked, facts, expected) => {
  const { differences } = await held(booked, facts);
  expect(differences.map(({ kind, name }) => `${kind} ${name}`)).toEqual([expected]);
  expect(differences[0]?.missing.length).toBeGreaterThan(0);
});

test('a case that no close has decided yet, though its term is over, is no difference', async () => {
  const { assessment: _, ...undecided } = CASE;
  const booked = [recovered(1), recovered(-1), FINISHED, DEMANDED];
  expect((await held({ 2: booked }, { cases: [undecided], isPaid: false })).differences).toEqual([]);
});

test('what the cycle does not count is not looked at', async () => {
  expect(await held({ 2: [FINISHED, DEMANDED], 3: [recovered(-1)] })).toEqual({ held: 1, differences: [] });
});
