import { type Entry, movedCents } from '@baixa/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Decision,
  decide,
  dueOn,
  naturalKey,
  newReceivable,
  type Outcome,
  type Receivable,
  type Registration,
} from './index.ts';

/** R$ 100.00 due on Wednesday 2024-04-10; fine 2 %, interest 1 % a month, R$ 5.00 off until the 5th. */
const WITH_TERMS: Registration = {
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
const RULES = { id: 'bb', company: 'aguas', tolerance: { cents: 5 } };

let offset = 0;
function entryOf(given: Partial<Entry>): Entry {
  offset += 240;
  return { line: offset / 240, offset, kind: 'payment', reasons: [], ...given };
}

function tell(receivable: Receivable, entry: Entry, file = 'file'): Decision {
  return decide(receivable, { entry, key: naturalKey(file, entry), file }, RULES);
}

/** Tells entries one after the other; gives what the last one came to and how the receivable stands. */
function story(...entries: Partial<Entry>[]): Decision & { stands: Receivable } {
  let stands: Receivable = newReceivable(WITH_TERMS);
  let last: Decision | undefined;
  for (const given of entries) {
    last = tell(stands, entryOf(given));
    stands = last.after ?? stands;
  }
  return { ...(last as Decision), stands };
}

const paid = (paidOn: string, paidCents: number, more: Partial<Entry> = {}) => ({
  paidOn,
  paidCents,
  ...more,
});
const ON_TIME = '2024-04-10';
const TEN_DAYS_LATE = '2024-04-20'; // 100.00 + 2.00 fine + 0.33 interest

type Row = [
  name: string,
  entries: Partial<Entry>[],
  outcome: Outcome,
  applied: number,
  unapplied: number,
  status: string,
];
const TABLE: Row[] = [
  ['what is due on the day', [paid(ON_TIME, 100_00)], 'settled', 100_00, 0, 'settled'],
  ['five centavos short, within tolerance', [paid(ON_TIME, 99_95)], 'settled', 99_95, 0, 'settled'],
  ['six centavos short', [paid(ON_TIME, 99_94)], 'settled-in-part', 99_94, 0, 'open'],
  ['more than is due', [paid(ON_TIME, 110_00)], 'settled-in-excess', 100_00, 10_00, 'settled'],
  ['early, less the discount', [paid('2024-04-05', 95_00)], 'settled', 95_00, 0, 'settled'],
  ['a day after the discount ended', [paid('2024-04-06', 95_00)], 'settled-in-part', 95_00, 0, 'open'],
  ['late, with fine and interest', [paid(TEN_DAYS_LATE, 102_33)], 'settled', 102_33, 0, 'settled'],
  ['late, the face amount only', [paid(TEN_DAYS_LATE, 100_00)], 'settled-in-part', 100_00, 0, 'open'],
  [
    'late, and the bank says what it charged',
    [paid(TEN_DAYS_LATE, 102_33, { lateChargesCents: 2_33 })],
    'settled',
    102_33,
    0,
    'settled',
  ],
  [
    'charges the terms do not have',
    [paid(ON_TIME, 107_00, { lateChargesCents: 7_00 })],
    'divergent',
    0,
    107_00,
    'open',
  ],
  [
    'a discount the terms do not have',
    [paid(ON_TIME, 80_00, { discountCents: 20_00 })],
    'divergent',
    0,
    80_00,
    'open',
  ],
  ['the rest after a part', [paid(ON_TIME, 60_00), paid(ON_TIME, 40_00)], 'settled', 40_00, 0, 'settled'],
  // The part pays the 2.33 of charges first, so 52.33 of principal is left; ten days later it bears 0.17.
  ['the rest, late', [paid(TEN_DAYS_LATE, 50_00), paid('2024-04-30', 52_50)], 'settled', 52_50, 0, 'settled'],
  ['a second payment', [paid(ON_TIME, 100_00), paid(ON_TIME, 100_00)], 'paid-twice', 0, 100_00, 'settled'],
  [
    'a payment given back',
    [
      paid(ON_TIME, 100_00, { endToEndId: 'E1' }),
      { kind: 'reversal', paidOn: ON_TIME, paidCents: 100_00, endToEndId: 'E1', reversalId: 'D1' },
    ],
    'reversed',
    -100_00,
    0,
    'open',
  ],
  [
    'an excess given back',
    [
      paid(ON_TIME, 110_00, { endToEndId: 'E1' }),
      { kind: 'reversal', paidOn: ON_TIME, paidCents: 10_00, endToEndId: 'E1', reversalId: 'D1' },
    ],
    'reversed',
    0,
    -10_00,
    'settled',
  ],
  [
    'a part given back',
    [
      paid(ON_TIME, 100_00, { endToEndId: 'E1' }),
      { kind: 'reversal', paidOn: ON_TIME, paidCents: 30_00, endToEndId: 'E1', reversalId: 'D1' },
    ],
    'reversed',
    -30_00,
    0,
    'open',
  ],
  [
    'more given back than was paid',
    [
      paid(ON_TIME, 100_00, { endToEndId: 'E1' }),
      { kind: 'reversal', paidOn: ON_TIME, paidCents: 100_01, endToEndId: 'E1', reversalId: 'D1' },
    ],
    'refused',
    0,
    -100_01,
    'settled',
  ],
  [
    'a reversal of a payment nobody told',
    [{ kind: 'reversal', paidOn: ON_TIME, paidCents: 100_00, endToEndId: 'E9', reversalId: 'D1' }],
    'unmatched',
    0,
    -100_00,
    'open',
  ],
  ['a registration', [{ kind: 'registration', paidCents: 0 }], 'noted', 0, 0, 'open'],
  [
    'an advance notice with an amount',
    [{ kind: 'advance-notice', paidOn: ON_TIME, paidCents: 100_00 }],
    'noted',
    0,
    0,
    'open',
  ],
  ['money without any date', [{ paidCents: 100_00 }], 'refused', 0, 100_00, 'open'],
];

describe('an entry is decided:', () => {
  test.each(TABLE)('%s', (_name, entries, outcome, applied, unapplied, status) => {
    const { stands, ...decision } = story(...entries);
    expect([decision.outcome, decision.appliedCents, decision.unappliedCents, stands.status]).toEqual([
      outcome,
      applied,
      unapplied,
      status,
    ]);
  });

  test('a divergent one says the smallest change that would settle it', () => {
    const { change } = story(paid(TEN_DAYS_LATE, 107_00, { lateChargesCents: 7_00 }));
    expect(change).toEqual({ field: 'lateChargesCents', from: '700', to: '233' });
  });

  test('a cancelled receivable takes no money', () => {
    const cancelled = { ...newReceivable(WITH_TERMS), status: 'cancelled' as const };
    expect(tell(cancelled, entryOf(paid(ON_TIME, 100_00))).outcome).toBe('refused');
  });
});

describe('what is due', () => {
  test('a due date on a Saturday or Sunday is on time on the Monday, and lateness counts from there', () => {
    const saturday = newReceivable({ ...WITH_TERMS, dueOn: '2024-04-13' });
    expect(dueOn(saturday, '2024-04-15').totalCents).toBe(100_00);
    expect(dueOn(saturday, '2024-04-16')).toMatchObject({ fineCents: 2_00, interestCents: 3 });
  });

  test('rounds half up to the centavo once, over the whole period', () => {
    const one = newReceivable({ ...WITH_TERMS, faceCents: 33_33 });
    // 33.33 × 1 % / 30 × 45 days = 0.499950
    expect(dueOn(one, '2024-05-25').interestCents).toBe(50);
  });
});

test('settle and then reverse is the identity on what is due, whatever was paid before', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2024-04-${String(n).padStart(2, '0')}`);
  const payment = fc.record({ paidOn: day, paidCents: fc.integer({ min: 1, max: 150_00 }) });
  fc.assert(
    fc.property(fc.array(payment, { maxLength: 3 }), payment, (before, last) => {
      const { stands } = before.length === 0 ? { stands: newReceivable(WITH_TERMS) } : story(...before);
      const settled = tell(stands, entryOf({ ...last, endToEndId: 'EX' })).after ?? stands;
      const given = { kind: 'reversal' as const, endToEndId: 'EX', reversalId: 'RX' };
      const reversed = tell(settled, entryOf({ ...last, ...given })).after ?? settled;
      expect(reversed.status).toBe(stands.status);
      for (const on of ['2024-04-01', '2024-04-10', '2024-05-31'])
        expect(dueOn(reversed, on)).toEqual(dueOn(stands, on));
    }),
  );
});

test('what the bank moved is always applied plus unapplied', () => {
  const entry = fc.record({
    kind: fc.constantFrom('payment', 'partial-payment', 'reversal', 'advance-notice', 'fee', 'other'),
    paidOn: fc.constantFrom('2024-04-01', '2024-04-10', '2024-06-01', undefined),
    paidCents: fc.option(fc.nat(200_00), { nil: undefined }),
    lateChargesCents: fc.option(fc.nat(10_00), { nil: undefined }),
    discountCents: fc.option(fc.nat(10_00), { nil: undefined }),
  }) as fc.Arbitrary<Partial<Entry>>;
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), (entries) => {
      let stands: Receivable = newReceivable(WITH_TERMS);
      for (const given of entries) {
        const told = entryOf(given);
        const { appliedCents, unappliedCents, after } = tell(stands, told);
        expect(appliedCents + unappliedCents).toBe(movedCents(told));
        stands = after ?? stands;
      }
      const applied = stands.movements.reduce((sum, { appliedCents }) => sum + appliedCents, 0);
      expect(applied).toBeGreaterThanOrEqual(0);
    }),
  );
});
