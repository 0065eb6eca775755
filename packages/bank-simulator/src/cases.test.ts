import { addDays, daysBetween } from '@baixa/core';
import { describe, expect, test } from 'vitest';
import type { Case, Fate } from './cases.ts';
import { CYCLES } from './contract.ts';
import { makeDemo } from './demo.ts';

describe.each([1, 2, 3])('the cases of seed %i', (seed) => {
  const { cases, closes } = makeDemo({ seed, size: 300 });
  const truthOf = (cycle: number) => closes[cycle - 1]!.truth;
  const ofFate = (...fates: Fate[]) => cases.filter(({ fate }) => fates.includes(fate));
  const accounts = (list: { account: string }[]) => list.map(({ account }) => account);

  test('count once, in one cycle or in an adjustment, and open ones nowhere', () => {
    const recovered = closes.flatMap(({ truth }) => accounts([...truth.recoveries, ...truth.adjustments]));
    expect(new Set(recovered).size).toBe(recovered.length);
    const notRecovered = closes.flatMap(({ truth }) => truth.notRecovered);
    const counted = closes.reduce((sum, { truth }) => sum + truth.withAdjustments.collected, 0);
    expect(counted).toBe(cases.length - ofFate('open').length);
    for (const { account } of ofFate('open')) expect([...recovered, ...notRecovered]).not.toContain(account);
  });

  test('that are paid in time after an action are recovered in the cycle of the payment', () => {
    for (const { account, cycle, fate } of ofFate('recovered', 'recovered-in-term', 'recovered-by-pix')) {
      const found = truthOf(cycle).recoveries.find((recovery) => recovery.account === account);
      expect(found?.inPaymentTerm).toBe(fate !== 'recovered');
    }
  });

  test('that are paid by Pix late on day 72 are in the term, though it is day 73 in UTC', () => {
    const [one] = ofFate('recovered-by-pix');
    const found = truthOf(4).recoveries.find(({ account }) => account === one?.account);
    expect(found).toMatchObject({ day: 72, paidOn: '2024-03-05' });
  });

  test('that are lost count in the cycle in which their term ends', () => {
    for (const { account, cycle, noticeOn } of ofFate('never-paid', 'paid-too-late', 'paid-before-action')) {
      expect(truthOf(cycle).notRecovered).toContain(account);
      const end = addDays(noticeOn, 72);
      expect(CYCLES.find(({ from, to }) => from <= end && end <= to)?.cycle).toBe(cycle);
    }
  });

  test('that a late file tells of adjust the next cycle and leave the closed one alone', () => {
    const fates = { 'told-late': 1, 'told-after-counted': 0 } as const;
    for (const one of ofFate('told-late', 'told-after-counted')) {
      const adjustment = truthOf(5).adjustments.find(({ account }) => account === one.account);
      expect(adjustment).toMatchObject({ corrects: 4, collected: fates[one.fate as keyof typeof fates] });
      expect(accounts(truthOf(4).recoveries)).not.toContain(one.account);
    }
    expect(
      ofFate('told-after-counted').every(({ account }) => truthOf(4).notRecovered.includes(account)),
    ).toBe(true);
  });
});

test('every fate is there, and its ladder keeps the rules', () => {
  const { cases } = makeDemo({ seed: 1 });
  expect(new Set(cases.map(({ fate }) => fate)).size).toBe(9);
  for (const one of cases) checkLadder(one);
});

function checkLadder({ actions, noticeOn, receivables, fate, lines }: Case) {
  const of = (type: string) => actions.find((action) => action.type === type);
  const [notice, cutOff, review] = [of('debt-notice'), of('cut-off'), of('cut-off-review')];
  expect(notice).toMatchObject({ generatedOn: noticeOn, deadlineOn: addDays(noticeOn, 7) });
  if (cutOff) expect(daysBetween(notice!.executedOn!, cutOff.generatedOn)).toBe(30);
  if (review) expect(daysBetween(cutOff!.executedOn!, review.generatedOn)).toBe(7);
  for (const { status, executedOn } of actions) expect(executedOn !== undefined).toBe(status === 'done');
  expect(receivables.every(({ dueOn }) => dueOn < noticeOn)).toBe(true);
  if (fate === 'paid-before-action') expect(lines.every(({ on }) => on < notice!.executedOn!)).toBe(true);
}
