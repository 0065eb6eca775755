import { contractSchema, ladderOf } from '@baixa/profile';
import { describe, expect, test } from 'vitest';
import { ladderDelays } from './delays.ts';
import { generateActions } from './ladder.ts';
import { collectionOf, REFERENCE_COLLECTION } from './parameters.ts';
import { caseWindow } from './window.ts';

const LADDER = ladderOf({ profile: 'embasa-2023' });

test('the window is the sum of the ladder: 7 + 30 + 7 + 7 + 6 + 10 = 67 days, and the term 5 more', () => {
  expect(LADDER).toMatchObject({ windowDays: 67, paymentTermDays: 5 });
  expect(REFERENCE_COLLECTION.windowDays).toBe(67);
});

test('the deadlines are 7, 5, 7, 6 and 10 days from generation', () => {
  expect(LADDER.steps.map(({ type, deadlineDays }) => [type, deadlineDays])).toEqual([
    ['debt-notice', 7],
    ['negotiation', 5],
    ['cut-off', 7],
    ['cut-off-review', 6],
    ['extra-actions', 10],
  ]);
});

test('an action is generated only once the one before it is executed', () => {
  expect(generateActions(LADDER, '2023-01-13', {})).toEqual([
    { type: 'debt-notice', generatedOn: '2023-01-13', deadlineOn: '2023-01-20', status: 'open' },
  ]);
  expect(generateActions(LADDER, '2023-01-13', { 'debt-notice': '2023-01-18' })).toEqual([
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

describe('a ladder of another shape (message 1, call 3 after 4, letter 10 after 5, offer 6 after 2), by hand', () => {
  const contract = contractSchema.parse({
    id: 'c1',
    company: 'aguas',
    contractor: 'Cobradora',
    start: '2026-01-01',
    measuredValueCents: 1,
    targets: { mrep: '80', msex: '90' },
    criticality: {},
    profile: {
      extends: 'embasa-2023',
      ladder: {
        steps: [
          { type: 'message', name: 'aviso', deadlineDays: 1 },
          { type: 'call', name: 'ligação', deadlineDays: 3, follows: { type: 'message', days: 4 } },
          { type: 'letter', name: 'carta', deadlineDays: 10, follows: { type: 'call', days: 5 } },
          {
            type: 'offer',
            name: 'oferta',
            deadlineDays: 6,
            follows: { type: 'letter', days: 2 },
            extra: true,
          },
        ],
        paymentTermDays: 3,
      },
    },
  });
  const parameters = collectionOf(contract);
  const delays = (message: string, call: string, letter: string) =>
    ladderDelays(
      '2026-03-01',
      generateActions(parameters.ladder, '2026-03-01', { message, call, letter }),
      '2026-12-31',
      parameters,
    );

  test('its window is 1 + 4 + 3 + 5 + 10 + 2 + 6 = 31 days, and its term ends on day 34', () => {
    expect(caseWindow('2026-03-01', contract)).toEqual({
      windowEndsOn: '2026-04-01',
      termEndsOn: '2026-04-04',
    });
  });

  test('on time, the offer has its 6 days', () => {
    const { actions, extra } = delays('2026-03-02', '2026-03-09', '2026-03-24');
    expect(
      actions.map(({ generatedOn, deadlineOn, lateDays }) => [generatedOn, deadlineOn, lateDays]),
    ).toEqual([
      ['2026-03-01', '2026-03-02', 0],
      ['2026-03-06', '2026-03-09', 0],
      ['2026-03-14', '2026-03-24', 0],
    ]);
    expect(extra).toEqual({ days: 6, from: '2026-03-27', to: '2026-04-01' });
  });

  test('late by 1 and 2 days, it has 3; late by 6 or more, none', () => {
    expect(delays('2026-03-03', '2026-03-12', '2026-03-24')).toMatchObject({
      totalLateDays: 3,
      extra: { days: 3, from: '2026-03-30', to: '2026-04-01' },
    });
    expect(delays('2026-03-02', '2026-03-09', '2026-03-30').extra).toEqual({ days: 0 });
    expect(delays('2026-03-02', '2026-03-09', '2026-04-20').extra).toEqual({ days: 0 });
  });
});
