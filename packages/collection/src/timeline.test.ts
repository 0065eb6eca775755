import { expect, test } from 'vitest';
import type { CollectionAction } from './action.ts';
import { REFERENCE_COLLECTION } from './parameters.ts';
import { timelineOf } from './timeline.ts';

const NOTICE: CollectionAction = {
  type: 'debt-notice',
  generatedOn: '2023-01-13',
  executedOn: '2023-01-20',
  status: 'done',
};
const CUT_OFF: CollectionAction = { type: 'cut-off', generatedOn: '2023-02-19', status: 'open' };
const lines = (actions: CollectionAction[], on: string, status: 'open' | 'recovered' = 'open') =>
  timelineOf('2023-01-13', actions, { status }, on, REFERENCE_COLLECTION).steps.map(
    ({ type, state, generatedOn, deadlineOn, lateDays }) =>
      `${type} ${state} ${generatedOn} ${deadlineOn} ${lateDays}`,
  );

test('the ladder plans what the rule will ask for, from what was done (worked example 1)', () => {
  expect(lines([NOTICE], '2023-01-25')).toEqual([
    'debt-notice done 2023-01-13 2023-01-20 0',
    'cut-off planned 2023-02-19 2023-02-26 0',
    'cut-off-review planned 2023-03-05 2023-03-11 0',
    'extra-actions planned 2023-03-12 2023-03-21 0',
  ]);
});

test('an action that is late plans the next from today, and takes its days off the extra actions', () => {
  expect(lines([NOTICE, CUT_OFF], '2023-03-01')).toEqual([
    'debt-notice done 2023-01-13 2023-01-20 0',
    'cut-off open 2023-02-19 2023-02-26 3',
    'cut-off-review planned 2023-03-08 2023-03-14 0',
    'extra-actions planned 2023-03-15 2023-03-21 0',
  ]);
});

test('nothing is planned for a case that is decided, and a cancelled action stays to be seen', () => {
  const cancelled: CollectionAction = { ...CUT_OFF, status: 'cancelled' };
  expect(lines([NOTICE, cancelled], '2023-03-01', 'recovered')).toEqual([
    'debt-notice done 2023-01-13 2023-01-20 0',
    'cut-off cancelled 2023-02-19 2023-02-26 0',
  ]);
});

test('an action done after the day of the question is still open on it', () => {
  expect(lines([NOTICE], '2023-01-18')[0]).toBe('debt-notice open 2023-01-13 2023-01-20 0');
});
