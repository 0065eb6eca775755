import { describe, expect, test } from 'vitest';
import {
  type AgreementRules,
  dueOn,
  type Movement,
  newReceivable,
  type Receivable,
  type Registration,
} from './index.ts';
import { withMovement } from './movements.ts';
import { reversedBy, takeBack } from './take-back.ts';

/** R$ 100.00 due on Wednesday 2024-04-10; fine 2 %, interest 1 % a month, R$ 5.00 off until the 5th. */
const BILL: Registration = {
  id: 'F1',
  company: 'aguas',
  account: '100',
  identifiers: { agreement: 'bb', nossoNumero: '123' },
  faceCents: 100_00,
  dueOn: '2024-04-10',
  terms: {
    fine: { percent: '2.00' },
    interest: { percentPerMonth: '1.00' },
    discounts: [{ until: '2024-04-05', cents: 5_00 }],
  },
};
const RULES: AgreementRules = { id: 'bb', company: 'aguas', tolerance: { cents: 5 } };
const ON_TIME = '2024-04-10';
const EARLY = '2024-04-05';
const LATE = '2024-04-20'; // 100.00 + 2.00 fine + 0.33 interest

type Facts = [
  key: string,
  outcome: Movement['outcome'],
  movedCents: number,
  appliedCents: number,
  more?: Partial<Movement>,
];

function receivableOf(facts: Facts[]): Receivable {
  return facts.reduce(
    (receivable, [key, outcome, movedCents, appliedCents, more = {}], index) =>
      withMovement(receivable, {
        key,
        file: 'A',
        line: index + 1,
        offset: index * 240,
        outcome,
        on: ON_TIME,
        movedCents,
        appliedCents,
        ...more,
      }),
    newReceivable(BILL),
  );
}

function undo(receivable: Receivable, key: string, file = 'A'): Receivable {
  const movement = receivable.movements.find((each) => each.key === key) as Movement;
  return takeBack(receivable, movement, { file, step: 2 }, RULES);
}

const IN_B = { file: 'B' };
const back = (undoes: string, more: Partial<Movement> = {}) => ({ undoes, ...more });

type Row = [
  name: string,
  entries: Facts[],
  undone: string[],
  /** Of the last undone: moved, applied. */
  movedCents: number,
  appliedCents: number,
  status: string,
  /** What is owed on the due date after. */
  dueCents: number,
];
const TABLE: Row[] = [
  ['a payment in full', [['p', 'settled', 100_00, 100_00]], ['p'], -100_00, -100_00, 'open', 100_00],
  [
    'five centavos short, settled within tolerance',
    [['p', 'settled', 99_95, 99_95]],
    ['p'],
    -99_95,
    -99_95,
    'open',
    100_00,
  ],
  [
    'early, with its discount',
    [['p', 'settled', 95_00, 95_00, { on: EARLY }]],
    ['p'],
    -95_00,
    -95_00,
    'open',
    100_00,
  ],
  [
    'late, with fine and interest',
    [['p', 'settled', 102_33, 102_33, { on: LATE }]],
    ['p'],
    -102_33,
    -102_33,
    'open',
    100_00,
  ],
  ['a part', [['p', 'settled-in-part', 60_00, 60_00]], ['p'], -60_00, -60_00, 'open', 100_00],
  [
    'more than was due',
    [['p', 'settled-in-excess', 110_00, 100_00]],
    ['p'],
    -110_00,
    -100_00,
    'open',
    100_00,
  ],
  [
    'one of two parts of two files',
    [
      ['p', 'settled-in-part', 60_00, 60_00],
      ['q', 'settled', 40_00, 40_00, IN_B],
    ],
    ['p'],
    -60_00,
    -60_00,
    'open',
    60_00,
  ],
  [
    'both parts',
    [
      ['p', 'settled-in-part', 60_00, 60_00],
      ['q', 'settled', 40_00, 40_00],
    ],
    ['q', 'p'],
    -60_00,
    -60_00,
    'open',
    100_00,
  ],
  [
    'the first of a bill that was paid twice: the second stays a credit',
    [
      ['p', 'settled', 100_00, 100_00],
      ['q', 'paid-twice', 100_00, 0, IN_B],
    ],
    ['p'],
    -100_00,
    -100_00,
    'open',
    100_00,
  ],
  [
    'the second payment',
    [
      ['p', 'settled', 100_00, 100_00, IN_B],
      ['q', 'paid-twice', 100_00, 0],
    ],
    ['q'],
    -100_00,
    0,
    'settled',
    0,
  ],
  ['what was divergent', [['p', 'divergent', 107_00, 0]], ['p'], -107_00, 0, 'open', 100_00],
  [
    'a payment of whose credit a person moved a part',
    [
      ['p', 'settled-in-excess', 110_00, 100_00],
      ['t', 'transferred', -4_00, 0, back('p')],
    ],
    ['p'],
    -106_00,
    -100_00,
    'open',
    100_00,
  ],
  [
    'a reversal: the payment stands again',
    [
      ['p', 'settled', 100_00, 100_00, IN_B],
      ['r', 'reversed', -100_00, -100_00, back('p')],
    ],
    ['r'],
    100_00,
    100_00,
    'settled',
    0,
  ],
  [
    'the reversal of a discounted payment',
    [
      ['p', 'settled', 95_00, 95_00, { ...IN_B, on: EARLY }],
      ['r', 'reversed', -95_00, -95_00, back('p')],
    ],
    ['r'],
    95_00,
    95_00,
    'settled',
    0,
  ],
  [
    'the reversal of a part of a discounted payment',
    [
      ['p', 'settled', 95_00, 95_00, { ...IN_B, on: EARLY }],
      ['r', 'reversed', -30_00, -30_00, back('p')],
    ],
    ['r'],
    30_00,
    30_00,
    'settled',
    0,
  ],
  [
    'the reversal of a payment settled within tolerance',
    [
      ['p', 'settled', 94_97, 94_97, { ...IN_B, on: EARLY }],
      ['r', 'reversed', -94_97, -94_97, back('p')],
    ],
    ['r'],
    94_97,
    94_97,
    'settled',
    0,
  ],
  [
    'the reversal of an excess',
    [
      ['p', 'settled-in-excess', 110_00, 100_00, IN_B],
      ['r', 'reversed', -110_00, -100_00, back('p')],
    ],
    ['r'],
    110_00,
    100_00,
    'settled',
    0,
  ],
  [
    'a reversal in whose stead somebody paid: all of it is a credit',
    [
      ['p', 'settled', 100_00, 100_00, IN_B],
      ['r', 'reversed', -100_00, -100_00, back('p')],
      ['q', 'settled', 100_00, 100_00, IN_B],
    ],
    ['r'],
    100_00,
    0,
    'settled',
    0,
  ],
  [
    'a reversal in whose stead somebody paid a part',
    [
      ['p', 'settled', 100_00, 100_00, IN_B],
      ['r', 'reversed', -100_00, -100_00, back('p')],
      ['q', 'settled-in-part', 30_00, 30_00, IN_B],
    ],
    ['r'],
    100_00,
    70_00,
    'settled',
    0,
  ],
  [
    'a payment and its reversal, the payment first',
    [
      ['p', 'settled', 100_00, 100_00],
      ['r', 'reversed', -100_00, -100_00, back('p')],
    ],
    ['p', 'r'],
    100_00,
    100_00,
    'open',
    100_00,
  ],
  [
    'a payment and its reversal, the reversal first',
    [
      ['p', 'settled', 100_00, 100_00],
      ['r', 'reversed', -100_00, -100_00, back('p')],
    ],
    ['r', 'p'],
    -100_00,
    -100_00,
    'open',
    100_00,
  ],
  [
    'a reversal that still waits for its payment',
    [['r', 'unmatched', -100_00, 0, { waitsFor: 'e2e:1' }]],
    ['r'],
    100_00,
    0,
    'open',
    100_00,
  ],
];

describe('taken back with its file:', () => {
  test.each(TABLE)('%s', (_name, entries, undone, moved, applied, status, due) => {
    const before = receivableOf(entries);
    const after = undone.reduce((receivable, key) => undo(receivable, key), before);
    const last = after.movements.at(-1);
    expect([last?.movedCents, last?.appliedCents, after.status]).toEqual([moved, applied, status]);
    expect(after.version).toBe(before.version + undone.length);
    // A settled receivable owes what its tolerance let off, so only what is open is looked at.
    if (status === 'open') expect(dueOn(after, ON_TIME).totalCents).toBe(due);
  });

  test.each(TABLE.filter(([, entries]) => entries.every(([, , , , more]) => more?.file === undefined)))(
    '%s: with all of the file, nothing is left but its history',
    (_name, entries) => {
      const before = receivableOf(entries);
      const keys = before.movements.filter(({ outcome }) => outcome !== 'transferred').map(({ key }) => key);
      const after = keys.reduceRight((receivable, key) => undo(receivable, key), before);
      const sum = after.movements.reduce((total, { appliedCents }) => total + appliedCents, 0);
      expect([after.status, after.settledOn, sum]).toEqual(['open', undefined, 0]);
      for (const on of [EARLY, ON_TIME, LATE])
        expect(dueOn(after, on)).toEqual(dueOn(newReceivable(BILL), on));
    },
  );

  test('a payment that another file reversed is not: that file goes first', () => {
    const receivable = receivableOf([
      ['p', 'settled', 100_00, 100_00],
      ['r', 'reversed', -30_00, -30_00, back('p', IN_B)],
    ]);
    const payment = receivable.movements[0] as Movement;
    expect(reversedBy(receivable, payment, 'A')).toEqual(['B']);
    expect(reversedBy(undo(receivable, 'r', 'B'), payment, 'A')).toEqual([]);
  });

  test('the day on which it was settled comes back with the payment', () => {
    const receivable = receivableOf([
      ['p', 'settled-in-part', 60_00, 60_00, IN_B],
      ['q', 'settled', 40_95, 40_95, { ...IN_B, on: LATE }],
      ['r', 'reversed', -60_00, -60_00, back('p')],
    ]);
    expect(undo(receivable, 'r')).toMatchObject({ status: 'settled', settledOn: LATE });
  });
});
