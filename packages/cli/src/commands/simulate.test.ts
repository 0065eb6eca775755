import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredCase } from '@baixa/collection';
import { type Measure, measureOf, scoreCycle, termsOf } from '@baixa/scoring';
import { beforeEach, describe, expect, test } from 'vitest';
import { apiThatAnswers } from '../test-support/api.ts';
import { BOOK, CONTRACT } from '../test-support/contract.ts';
import { type SimulateOptions, simulate } from './simulate.ts';

/** Of ten services nine in time, and so executed; of ten accounts seven recovered: ISAP 90, IXEC 100, IECO 87,5. */
const MEASURE = measureOf({
  ...{ finishedOnTime: 9, finishedCycles: 10, collected: 10, recovered: 7 },
  services: { leak: { demanded: 10, executed: 9 } },
});
const MONTHS = ['01-31', '02-28', '03-31', '04-30', '05-31', '06-30', '07-31'];
const closedUpTo = (cycles: number, measure: Measure = MEASURE) =>
  MONTHS.slice(0, cycles).map((last, index) => {
    const cycle = index + 1;
    const [from, to] = [`2026-${last.slice(0, 2)}-01`, `2026-${last}`];
    const score = scoreCycle({ ...termsOf(CONTRACT), cycle, measure, measuredValueCents: 100_000_00 });
    return { result: { contract: 'c1', cycle, from, to, score } };
  });
/** Paid on day 70: in the payment term of the reference contract, and too late without one. */
const CASE: Partial<StoredCase> = {
  ...{ account: '100', noticeGeneratedOn: '2026-01-13', receivables: ['F1'], facts: [] },
  actions: [
    { id: 'N1', type: 'debt-notice', generatedOn: '2026-01-13', executedOn: '2026-01-20', status: 'done' },
  ],
};

let closed: object[] = [];
const api = apiThatAnswers(({ route }) => {
  if (route === 'GET /companies') return { body: BOOK };
  if (route === 'GET /contracts/c1/cycles') return { body: { cycles: closed } };
  if (route !== 'GET /contracts/c1/evidence/0') return undefined;
  const debts = [{ receivable: 'F1', settledOn: '2026-03-24' }];
  return { body: { now: '2026-08-10T12:00:00.000Z', cases: [CASE], orders: [], debts } };
});
beforeEach(() => {
  closed = closedUpTo(7);
  api.asked.length = 0;
});
const reads = () => api.asked.filter(({ route }) => route.includes('/evidence/')).length;

interface Data {
  countedAnew: boolean;
  compared: number;
  paidCents: number;
  simulatedCents: number;
  cycles: { score: { cycle: number; irg: { display: string }; measure: Measure }; paid?: object }[];
}
const simulated = async (options: SimulateOptions) => {
  const { data, text } = await simulate(undefined, options);
  return { ...(data as Data), text };
};
const irgOf = ({ cycles }: Data) => cycles.map(({ score }) => `${score.cycle}: ${score.irg.display}`);

describe('a simulation', () => {
  test('by other weights scores the counts of closed cycles, beside what was paid, and reads no case', async () => {
    // 0,25 × 90 + 0,60 × 87,5 + 0,15 × 100 = 90; with 50/25/25 it is 45 + 21,875 + 25 = 91,875.
    const { text, ...data } = await simulated({ from: '7', set: ['irg.weights=50/25/25'] });
    expect(irgOf({ ...data })).toEqual(['7: 91.88']);
    expect(data).toMatchObject({
      countedAnew: false,
      compared: 1,
      paidCents: 90_000_00,
      simulatedCents: 91_875_00,
    });
    expect(reads()).toBe(0);
    expect(text).toContain('The counts of each closed cycle are scored anew');
    expect(text).toMatch(
      /7 +2026-07-01 to 2026-07-31 +90\.00 +R\$ 90\.000,00 +91\.88 +R\$ 91\.875,00 +\+R\$ 1\.875,00/,
    );
  });

  test('by the same terms pays what was paid', async () => {
    const { paidCents, simulatedCents, cycles } = await simulated({ set: ['irg.weights=25/60/15'] });
    expect(cycles).toHaveLength(7);
    expect(simulatedCents).toBe(paidCents);
  });

  test('shows the cycles that were asked for, by number or by day', async () => {
    const shown = async (options: SimulateOptions) =>
      (await simulated(options)).cycles.map(({ score }) => score.cycle);
    expect(await shown({ from: '3', to: '5' })).toEqual([3, 4, 5]);
    expect(await shown({ from: '2026-02-28', to: '2026-03-01' })).toEqual([2, 3]);
  });

  test('by terms that count otherwise counts all cases anew', async () => {
    const { text, ...data } = await simulated({ set: ['paymentTermDays=0'] });
    expect(data.countedAnew).toBe(true);
    expect(reads()).toBeGreaterThan(0);
    // Day 67 is 21 March: without a payment term the account was not recovered, and counts on that day.
    expect(data.cycles[2]?.score.measure).toMatchObject({ collected: 1, recovered: 0 });
    expect(text).toContain('All cases and orders are counted anew');
  });

  test('takes another profile by its name or from a file', async () => {
    expect((await simulated({ profile: 'figura4' })).text).toContain('c1 by figura4; nothing is written.');
    const file = join(api.folder, 'own.yaml');
    writeFileSync(file, 'extends: figura4\nname: own\n');
    expect((await simulated({ profile: file })).text).toContain('c1 by own; nothing is written.');
  });

  test('says where the termination watch would have spoken', async () => {
    closed = closedUpTo(7, measureOf({ ...MEASURE, finishedOnTime: 1, recovered: 1 }));
    expect((await simulated({ set: ['irg.weights=30/60/10'] })).text).toMatch(
      /Termination watch would have spoken: cycle \d, three-running\./,
    );
  });

  test.each([
    [{ set: ['irg.weights'] }, '--set irg.weights is no path and value.'],
    [{ set: ['irg.phases.7.clamp.min=140'] }, 'expected a max that is not below min'],
    [{ profile: 'nobody' }, 'no profile ships under the name'],
    [{ set: ['criticality={ meter: 1 }'] }, 'leak'],
  ])('that cannot be is refused in a sentence: %j', async (options, sentence) => {
    await expect(simulate(undefined, options)).rejects.toThrow(sentence);
  });

  test('needs a closed cycle', async () => {
    closed = [];
    await expect(simulate(undefined, {})).rejects.toThrow('No cycle of c1 is closed.');
  });
});
