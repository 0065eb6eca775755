import { measureOf } from '@baixa/scoring';
import { describe, expect, test } from 'vitest';
import { type CountedLine, countedIn, readSource } from './counted.ts';
import { manifestOf, sha256Of } from './link.ts';
import { closeCycles } from './test-support/closed-cycle.ts';
import { newInstallation } from './test-support/installation.ts';

const counts = { collected: 1, recovered: 1, recoveredInTerm: 0, collectedCents: 5000, recoveredCents: 5000 };
const minus = {
  collected: -1,
  recovered: -1,
  recoveredInTerm: 0,
  collectedCents: -5000,
  recoveredCents: -5000,
};

/** What cycle 1 counts when these are its bookings. */
async function counted(lines: CountedLine[]) {
  const { ports, objects } = newInstallation();
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const key = 'cycles/c1/000001/bookings-0-1.ndjson';
  objects.set(key, text).set(key.replace('-1.', '.'), 'what a close that failed had counted');
  objects.set('cycles/c1/000001/manifest.ndjson', manifestOf([{ key, sha256: sha256Of(text) }]));
  return countedIn(ports.ledger, 'c1', 1);
}

describe('what a cycle counts, by account', () => {
  test('adds up to the figures of the cycle', async () => {
    const made = newInstallation();
    const [result] = closeCycles(made, [7]);
    const { accounts } = await countedIn(made.ports.ledger, 'c1', 1);
    expect(accounts).toHaveLength(20);
    const sum = (name: 'collected' | 'recovered' | 'collectedCents' | 'recoveredCents') =>
      accounts.reduce((total, each) => total + each[name], 0);
    const { collected, recovered } = result!.score.measure;
    expect([sum('collected'), sum('recovered')]).toEqual([collected, recovered]);
    expect({ collectedCents: sum('collectedCents'), recoveredCents: sum('recoveredCents') }).toEqual(
      result!.debt,
    );
  });

  test('has nothing of what was booked and taken back in it, and one line of what was booked in parts', async () => {
    const line = {
      source: 'case:a%23b#2026-01-01',
      cycle: 1,
      countsOn: '2026-02-01',
      measure: measureOf({}),
    };
    const [notice, cutOff] = [{ lastAction: 'debt-notice' }, { lastAction: 'cut-off' }];
    const { accounts } = await counted([
      { ...line, strata: [{ stratum: notice, counts }] },
      {
        ...line,
        strata: [
          { stratum: cutOff, counts },
          { stratum: notice, counts: minus },
        ],
      },
    ]);
    expect(accounts).toEqual([
      { account: 'a#b', noticeGeneratedOn: '2026-01-01', countsOn: '2026-02-01', ...counts, stratum: cutOff },
    ]);
  });

  test('keeps an adjustment apart from what is counted on its own day', async () => {
    const line = { source: 'case:1#2026-01-01', cycle: 1, countsOn: '2026-02-01', measure: measureOf({}) };
    const { accounts } = await counted([
      { ...line, strata: [{ stratum: {}, counts }] },
      { ...line, correctsCycle: 4, strata: [{ stratum: {}, counts: minus }] },
    ]);
    expect(accounts.map(({ correctsCycle, collected }) => [correctsCycle, collected])).toEqual([
      [undefined, 1],
      [4, -1],
    ]);
  });

  test('an order is told as finished and as demanded', async () => {
    const line = { source: 'order:1#OS%2F7', cycle: 1, countsOn: '2026-02-01' };
    const { orders } = await counted([
      { ...line, measure: measureOf({ finishedOnTime: 0, finishedCycles: 3 }) },
      { ...line, measure: measureOf({ services: { leak: { demanded: 1, executed: 0 } } }) },
    ]);
    const order = {
      account: '1',
      order: 'OS/7',
      countsOn: '2026-02-01',
      finishedOnTime: 0,
      finishedCycles: 0,
      demanded: 0,
      executed: 0,
    };
    expect(orders).toEqual([
      { ...order, finishedCycles: 3 },
      { ...order, type: 'leak', demanded: 1 },
    ]);
  });

  test('a source is of a case or an order', () => {
    expect(readSource('case:1#2026-01-01')).toEqual({ kind: 'case', account: '1', name: '2026-01-01' });
    expect(() => readSource('file:1#2')).toThrow('A booking is of a case or an order, and not of file:1#2.');
  });
});
