import { expect, test } from 'vitest';
import { generateActions, LADDER, ladderDays } from './ladder.ts';
import { REFERENCE_COLLECTION } from './parameters.ts';

test('the window is the sum of the ladder: 7 + 30 + 7 + 7 + 6 + 10 = 67 days', () => {
  expect(ladderDays()).toBe(67);
  expect(REFERENCE_COLLECTION.windowDays).toBe(ladderDays());
});

test('the deadlines are 7, 5, 7, 6 and 10 days from generation', () => {
  expect(LADDER.map(({ type, deadlineDays }) => [type, deadlineDays])).toEqual([
    ['debt-notice', 7],
    ['negotiation', 5],
    ['cut-off', 7],
    ['cut-off-review', 6],
    ['extra-actions', 10],
  ]);
});

test('an action is generated only once the one before it is executed', () => {
  expect(generateActions('2023-01-13', {})).toEqual([
    { type: 'debt-notice', generatedOn: '2023-01-13', deadlineOn: '2023-01-20', status: 'open' },
  ]);
  expect(generateActions('2023-01-13', { 'debt-notice': '2023-01-18' })).toEqual([
    {
      type: 'debt-notice',
      generatedOn: '2023-01-13',
      deadlineOn: '2023-01-20',
      executedOn: '2023-01-18',
      status: 'done',
    },
    { type: 'cut-off', generatedOn: '2023-02-17', deadlineOn: '2023-02-24', status: 'open' },
  ]);
});
