import type { CivilDate } from '@baixa/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CollectionAction } from './action.ts';
import { ladderDelays } from './delays.ts';
import { generateActions } from './ladder.ts';
import { REFERENCE_COLLECTION } from './parameters.ts';

const LADDER = REFERENCE_COLLECTION.ladder;

/** Runs the ladder of a notice generated on 13 January and lays it out as the contract's worked table does. */
function workedTable(year: number, delivered: string, cutOff: string, reviewed: string) {
  const day = (text: string): CivilDate => `${year}-${text.slice(3)}-${text.slice(0, 2)}`;
  const short = (date: CivilDate) => `${date.slice(8)}/${date.slice(5, 7)}`;
  const notice = day('13/01');
  const actions = generateActions(LADDER, notice, {
    'debt-notice': day(delivered),
    'cut-off': day(cutOff),
    'cut-off-review': day(reviewed),
  });
  const { actions: delays, totalLateDays, extra } = ladderDelays(notice, actions, day('31/12'));
  return {
    steps: delays.map(({ generatedOn, deadlineOn, executedOn, lateDays }) =>
      [short(generatedOn), short(deadlineOn), short(executedOn!), lateDays].join(' '),
    ),
    totalLateDays,
    extra: 'from' in extra ? `${short(extra.from)} to ${short(extra.to)}, ${extra.days} days` : 'none',
  };
}

describe('worked examples (generated, deadline, executed, days late)', () => {
  test('example 1, on time: 10 days of extra actions from 12/03 to 21/03', () => {
    expect(workedTable(2023, '20/01', '26/02', '11/03')).toEqual({
      steps: ['13/01 20/01 20/01 0', '19/02 26/02 26/02 0', '05/03 11/03 11/03 0'],
      totalLateDays: 0,
      extra: '12/03 to 21/03, 10 days',
    });
  });

  test('example 2, late by 2, 1 and 4 days: 3 days of extra actions from 19/03 to 21/03', () => {
    expect(workedTable(2023, '22/01', '01/03', '18/03')).toEqual({
      steps: ['13/01 20/01 22/01 2', '21/02 28/02 01/03 1', '08/03 14/03 18/03 4'],
      totalLateDays: 7,
      extra: '19/03 to 21/03, 3 days',
    });
  });

  test('in a leap year, on time means a review by 10/03 and extra actions from 11/03 to 20/03', () => {
    expect(workedTable(2024, '20/01', '26/02', '10/03')).toEqual({
      steps: ['13/01 20/01 20/01 0', '19/02 26/02 26/02 0', '04/03 10/03 10/03 0'],
      totalLateDays: 0,
      extra: '11/03 to 20/03, 10 days',
    });
  });

  test('in a leap year, the dates of example 1 are 1 day late and leave 9', () => {
    expect(workedTable(2024, '20/01', '26/02', '11/03')).toEqual({
      steps: ['13/01 20/01 20/01 0', '19/02 26/02 26/02 0', '04/03 10/03 11/03 1'],
      totalLateDays: 1,
      extra: '12/03 to 20/03, 9 days',
    });
  });

  test('in a leap year, the dates of example 2 are 8 days late and leave 2', () => {
    expect(workedTable(2024, '22/01', '01/03', '18/03')).toEqual({
      steps: ['13/01 20/01 22/01 2', '21/02 28/02 01/03 2', '08/03 14/03 18/03 4'],
      totalLateDays: 8,
      extra: '19/03 to 20/03, 2 days',
    });
  });
});

const notice = '2023-01-13';
const negotiation: CollectionAction = { type: 'negotiation', generatedOn: '2023-02-01', status: 'open' };

describe('delays', () => {
  test('early work earns no credit: neither against another delay nor in extra days', () => {
    const actions = generateActions(LADDER, notice, {
      'debt-notice': '2023-01-15',
      'cut-off': '2023-02-23',
      'cut-off-review': '2023-03-03',
    });
    const { totalLateDays, extra } = ladderDelays(notice, actions, '2023-03-21');
    expect(totalLateDays).toBe(2);
    expect(extra).toEqual({ days: 8, from: '2023-03-14', to: '2023-03-21' });
  });

  test('an action still open is late from the day after its deadline', () => {
    const lateOn = (on: CivilDate) => ladderDelays(notice, [negotiation], on).totalLateDays;
    expect([lateOn('2023-02-06'), lateOn('2023-02-07'), lateOn('2023-02-10')]).toEqual([0, 1, 4]);
  });

  test('an action executed later is still open on the day of the question', () => {
    const done: CollectionAction = { ...negotiation, executedOn: '2023-02-10', status: 'done' };
    const [before] = ladderDelays(notice, [done], '2023-02-08').actions;
    expect(before).toMatchObject({ lateDays: 2 });
    expect(before).not.toHaveProperty('executedOn');
  });

  test('a deadline written on the action overrides the ladder', () => {
    const extended = { ...negotiation, deadlineOn: '2023-02-09' };
    expect(ladderDelays(notice, [extended], '2023-02-10').totalLateDays).toBe(1);
  });

  test('an impossible action and a refusal are late no more from the day they are found', () => {
    for (const outcome of ['impossible', 'refused'] as const) {
      const ended: CollectionAction = { ...negotiation, executedOn: '2023-02-08', status: 'done', outcome };
      const { actions, totalLateDays } = ladderDelays(notice, [ended], '2023-03-01');
      expect(actions).toMatchObject([{ lateDays: 2, outcome }]);
      expect(totalLateDays).toBe(2);
    }
  });

  test('cancelled actions and extra actions delay nothing', () => {
    const actions: CollectionAction[] = [
      { ...negotiation, status: 'cancelled' },
      { ...negotiation, type: 'extra-actions' },
    ];
    expect(ladderDelays(notice, actions, '2023-06-01').totalLateDays).toBe(0);
  });

  test('a review generated late by nobody in delay still shortens the extra actions to what the window has left', () => {
    const review: CollectionAction = {
      type: 'cut-off-review',
      generatedOn: '2023-03-10',
      executedOn: '2023-03-16',
      status: 'done',
    };
    const { totalLateDays, extra } = ladderDelays(notice, [review], '2023-03-21');
    expect(totalLateDays).toBe(0);
    expect(extra).toEqual({ days: 5, from: '2023-03-17', to: '2023-03-21' });
  });

  test('extra actions are 10 days less every day of delay, never below 0', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(11), { maxLength: 4 }), (days) => {
        const [first] = generateActions(LADDER, notice, {});
        const late = (days: number): CollectionAction => ({
          ...first!,
          status: 'done',
          executedOn: `2023-01-${20 + days}`,
        });
        const result = ladderDelays(notice, days.map(late), '2023-12-31');
        const total = days.reduce((sum, each) => sum + each, 0);
        expect(result.totalLateDays).toBe(total);
        expect(result.extra.days).toBe(Math.max(0, 10 - total));
      }),
      { numRuns: 50 },
    );
  });
});
