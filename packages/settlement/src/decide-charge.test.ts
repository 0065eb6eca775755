import type { Entry } from '@baixa/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideCharge, reversePart, splitOf } from './decide-charge.ts';
import {
  type Charge,
  dueOn,
  type Movement,
  newCharge,
  newReceivable,
  partKeyOf,
  type Receivable,
  type Registration,
  type Told,
} from './index.ts';
import { settleAnyway } from './settle-into.ts';
import { billOf, chargeOf, entryOf, RULES } from './test-support/memory.ts';

/** F1 fell due on 10/03, F2 on 18/03, F3 falls due on 25/03: R$ 100,00 each. */
const BILLS = [
  billOf('F1', { dueOn: '2026-03-10' }),
  billOf('F2', { dueOn: '2026-03-18' }),
  billOf('F3', { dueOn: '2026-03-25' }),
];
const LATE: Registration['terms'] = { fine: { percent: '2.00' }, interest: { percentPerMonth: '1.00' } };

type State = 'open' | 'settled' | 'cancelled' | `paid ${number}` | 'late terms';
const standing = (bill: Registration, state: State): Receivable => {
  const receivable = newReceivable(state === 'late terms' ? { ...bill, terms: LATE } : bill);
  if (state === 'settled') return { ...receivable, status: 'settled', settledOn: '2026-03-01' };
  if (state === 'cancelled') return { ...receivable, status: 'cancelled' };
  if (!state.startsWith('paid')) return receivable;
  const place = { key: 'earlier', file: 'a', line: 1, offset: 0, on: '2026-03-01' };
  return settleAnyway(receivable, { ...place, cents: Number(state.slice(5)) }, RULES).after;
};
const toldOf = (entry: Entry, key = 'K'): Told => ({ entry, key, file: 'f' });
const payment = (cents: number, more: Partial<Entry> = {}) => toldOf(entryOf({ paidCents: cents, ...more }));

/** Does what a decision kept, as settlement does. */
function carriedOut(charge: Charge, covered: Map<string, Receivable>): Map<string, Receivable> {
  const movement = charge.movements.at(-1) as Movement;
  const { file, line, offset, on, undoes } = movement;
  for (const { number, receivable: id, cents } of movement.parts ?? []) {
    const standingNow = covered.get(id) as Receivable;
    const place = { key: partKeyOf(movement.key, number), file, line, offset, on };
    const given = standingNow.movements.find(({ key }) => key === partKeyOf(undoes ?? '', number));
    covered.set(
      id,
      cents > 0
        ? settleAnyway(standingNow, { ...place, cents }, RULES).after
        : reversePart(standingNow, place, given as Movement, cents),
    );
  }
  return covered;
}

type Row = [
  what: string,
  states: [State, State, State],
  given: [number, number, number] | 'oldest first',
  paid: number,
  outcome: string,
  /** What goes to F1, F2 and F3, and what stays a credit on the charge. */
  parts: [number, number, number],
  credit: number,
  /** What F1, F2 and F3 owe after it. */
  owe: [number, number, number],
];
const ALL_OPEN: Row[1] = ['open', 'open', 'open'];
const TABLE: Row[] = [
  ['what is due of all', ALL_OPEN, 'oldest first', 300_00, 'settled', [100_00, 100_00, 100_00], 0, [0, 0, 0]],
  [
    'less: the newest is short',
    ALL_OPEN,
    'oldest first',
    250_00,
    'settled-in-part',
    [100_00, 100_00, 50_00],
    0,
    [0, 0, 50_00],
  ],
  [
    'less than the oldest',
    ALL_OPEN,
    'oldest first',
    30_00,
    'settled-in-part',
    [30_00, 0, 0],
    0,
    [70_00, 100_00, 100_00],
  ],
  [
    'less within tolerance',
    ALL_OPEN,
    'oldest first',
    299_97,
    'settled',
    [100_00, 100_00, 99_97],
    0,
    [0, 0, 0],
  ],
  [
    'more within tolerance',
    ALL_OPEN,
    'oldest first',
    300_05,
    'settled',
    [100_00, 100_00, 100_05],
    0,
    [0, 0, 0],
  ],
  [
    'more: the rest is a credit',
    ALL_OPEN,
    'oldest first',
    310_00,
    'settled-in-excess',
    [100_00, 100_00, 100_00],
    10_00,
    [0, 0, 0],
  ],
  [
    'one settled already',
    ['settled', 'open', 'open'],
    'oldest first',
    300_00,
    'settled-in-excess',
    [0, 100_00, 100_00],
    100_00,
    [0, 0, 0],
  ],
  [
    'one settled, and what the others owe',
    ['open', 'settled', 'open'],
    'oldest first',
    200_00,
    'settled',
    [100_00, 0, 100_00],
    0,
    [0, 0, 0],
  ],
  [
    'one cancelled',
    ['open', 'cancelled', 'open'],
    'oldest first',
    300_00,
    'settled-in-excess',
    [100_00, 0, 100_00],
    100_00,
    [0, 0, 0],
  ],
  [
    'one paid in part before',
    ['paid 4000', 'open', 'open'],
    'oldest first',
    260_00,
    'settled',
    [60_00, 100_00, 100_00],
    0,
    [0, 0, 0],
  ],
  [
    'all settled',
    ['settled', 'settled', 'cancelled'],
    'oldest first',
    300_00,
    'paid-twice',
    [0, 0, 0],
    300_00,
    [0, 0, 0],
  ],
  [
    'all cancelled',
    ['cancelled', 'cancelled', 'cancelled'],
    'oldest first',
    300_00,
    'refused',
    [0, 0, 0],
    300_00,
    [0, 0, 0],
  ],
  // 15 days late: fine 2,00, interest 0,50.
  [
    'late: each owes its own charges',
    ['late terms', 'open', 'open'],
    'oldest first',
    302_50,
    'settled',
    [102_50, 100_00, 100_00],
    0,
    [0, 0, 0],
  ],
  [
    'late, and nobody charged it',
    ['late terms', 'open', 'open'],
    'oldest first',
    300_00,
    'settled-in-part',
    [102_50, 100_00, 97_50],
    0,
    [0, 0, 2_50],
  ],
  [
    'as given',
    ALL_OPEN,
    [100_00, 60_00, 40_00],
    200_00,
    'settled-in-part',
    [100_00, 60_00, 40_00],
    0,
    [0, 40_00, 60_00],
  ],
  [
    'as given, and all of it is owed',
    ALL_OPEN,
    [100_00, 100_00, 100_00],
    300_00,
    'settled',
    [100_00, 100_00, 100_00],
    0,
    [0, 0, 0],
  ],
  [
    'as given, and less came: the newest is short',
    ALL_OPEN,
    [100_00, 60_00, 40_00],
    170_00,
    'settled-in-part',
    [100_00, 60_00, 10_00],
    0,
    [0, 40_00, 90_00],
  ],
  [
    'as given, and more came: it goes on',
    ALL_OPEN,
    [100_00, 60_00, 40_00],
    250_00,
    'settled-in-part',
    [100_00, 100_00, 50_00],
    0,
    [0, 0, 50_00],
  ],
  [
    'as given, one settled: its share goes on',
    ['settled', 'open', 'open'],
    [100_00, 60_00, 40_00],
    200_00,
    'settled',
    [0, 100_00, 100_00],
    0,
    [0, 0, 0],
  ],
  [
    'as given, one settled: the rest is a credit',
    ['open', 'settled', 'open'],
    [100_00, 100_00, 100_00],
    300_00,
    'settled-in-excess',
    [100_00, 0, 100_00],
    100_00,
    [0, 0, 0],
  ],
  [
    'as given, late: the bank’s charges go where they are owed',
    ['late terms', 'open', 'open'],
    [100_00, 100_00, 100_00],
    302_50,
    'settled',
    [102_50, 100_00, 100_00],
    0,
    [0, 0, 0],
  ],
  [
    'more than all owe, as given',
    ALL_OPEN,
    [100_00, 100_00, 100_00],
    345_67,
    'settled-in-excess',
    [100_00, 100_00, 100_00],
    45_67,
    [0, 0, 0],
  ],
];

describe('a payment of a collective charge:', () => {
  test.each(TABLE)('%s', (_, states, given, paid, outcome, parts, credit, owe) => {
    const covers = ['F1', 'F2', 'F3'].map((receivable, index) =>
      given === 'oldest first' ? { receivable } : { receivable, cents: given[index] },
    );
    // The order in which the company names them does not matter.
    const charge = newCharge(chargeOf(covers.toReversed()));
    const covered = new Map(BILLS.map((bill, index) => [bill.id, standing(bill, states[index] as State)]));
    const { after, ...decision } = decideCharge(charge, covered, payment(paid), RULES);
    expect([decision.outcome, decision.unappliedCents]).toEqual([outcome, credit]);
    const kept = after?.movements[0]?.parts ?? [];
    expect(BILLS.map(({ id }) => kept.find(({ receivable }) => receivable === id)?.cents ?? 0)).toEqual(
      parts,
    );
    if (after === undefined) return;
    const stands = carriedOut(after, covered);
    const owed = BILLS.map(({ id }) => {
      const receivable = stands.get(id) as Receivable;
      return receivable.status === 'open' ? dueOn(receivable, '2026-03-25').totalCents : 0;
    });
    expect(owed).toEqual(owe);
  });

  test('with no date, or that moves nothing, is as of any other', () => {
    const charge = newCharge(chargeOf([{ receivable: 'F1' }]));
    const covered = new Map([['F1', newReceivable(BILLS[0] as Registration)]]);
    const undated = payment(100_00, { paidOn: undefined });
    expect(decideCharge(charge, covered, undated, RULES)).toMatchObject({
      outcome: 'refused',
      unappliedCents: 100_00,
    });
    const told = payment(0, { kind: 'registration' });
    expect(decideCharge(charge, covered, told, RULES).outcome).toBe('noted');
  });
});

describe('what gives a payment of a charge back', () => {
  const back = (cents: number, number = 1) =>
    toldOf(entryOf({ kind: 'reversal', paidCents: cents, endToEndId: 'E1' }), `R${number}`);
  /** The three bills, paid with this much by one Pix, and then what the reversals take. */
  const story = (paid: number, ...reversals: number[]) => {
    let charge = newCharge(chargeOf(BILLS.map(({ id }) => ({ receivable: id }))));
    const covered = new Map(BILLS.map((bill) => [bill.id, newReceivable(bill)]));
    const step = (told: Told) => {
      const { after, ...decision } = decideCharge(charge, covered, told, RULES);
      charge = after as Charge;
      carriedOut(charge, covered);
      return [decision.outcome, decision.appliedCents, decision.unappliedCents];
    };
    const pix = toldOf(entryOf({ paidCents: paid, endToEndId: 'E1' }), 'e2e:E1');
    const outcomes = [step(pix), ...reversals.map((cents, index) => step(back(cents, index + 1)))];
    const owed = BILLS.map(({ id }) => dueOn(covered.get(id) as Receivable, '2026-03-25').totalCents);
    return { outcomes: outcomes.slice(1), owed };
  };

  test.each([
    ['all of it', 300_00, [300_00], [['reversed', -300_00, 0]], [100_00, 100_00, 100_00]],
    ['a part: from the newest', 300_00, [120_00], [['reversed', -120_00, 0]], [0, 20_00, 100_00]],
    ['the credit first', 310_00, [10_00], [['reversed', 0, -10_00]], [0, 0, 0]],
    ['the credit, then the newest', 310_00, [60_00], [['reversed', -50_00, -10_00]], [0, 0, 50_00]],
    [
      'two parts, one after the other',
      300_00,
      [120_00, 180_00],
      [
        ['reversed', -120_00, 0],
        ['reversed', -180_00, 0],
      ],
      [100_00, 100_00, 100_00],
    ],
    ['more than it was', 300_00, [300_01], [['refused', 0, -300_01]], [0, 0, 0]],
  ])('%s', (_, paid, reversals, outcomes, owed) => {
    expect(story(paid, ...reversals)).toEqual({ outcomes, owed });
  });

  test('and comes before it, waits for it', () => {
    const charge = newCharge(chargeOf([{ receivable: 'F1' }]));
    expect(decideCharge(charge, new Map(), back(100_00), RULES)).toMatchObject({
      outcome: 'unmatched',
      unappliedCents: -100_00,
      after: { movements: [{ waitsFor: 'e2e:E1' }] },
    });
  });
});

const someBills = fc.array(
  fc.record({
    face: fc.integer({ min: 1, max: 1_000_00 }),
    day: fc.integer({ min: 10, max: 28 }),
    late: fc.boolean(),
    before: fc.integer({ min: 0, max: 500_00 }),
  }),
  { minLength: 1, maxLength: 6 },
);

const worldOf = (bills: { face: number; day: number; late: boolean; before: number }[], asGiven: boolean) => {
  const registrations = bills.map(({ face, day, late }, index) =>
    billOf(`F${index}`, { faceCents: face, dueOn: `2026-03-${day}`, ...(late ? { terms: LATE } : {}) }),
  );
  const covered = new Map(
    registrations.map((bill, index) => [bill.id, standing(bill, `paid ${bills[index]?.before || 1}`)]),
  );
  const covers = registrations.map(({ id, faceCents }) => ({
    receivable: id,
    ...(asGiven ? { cents: faceCents } : {}),
  }));
  return { covered, charge: newCharge(chargeOf(covers)) };
};
const balances = (covered: Map<string, Receivable>) =>
  [...covered.values()].map((each) => [each.status, each.settledOn, dueOn(each, '2026-03-25').totalCents]);

test('a split makes and loses no centavo, and no part is more than is due', () => {
  fc.assert(
    fc.property(someBills, fc.integer({ min: 1, max: 6_000_00 }), fc.boolean(), (bills, paid, asGiven) => {
      const { covered, charge } = worldOf(bills, asGiven);
      const { parts, outcome } = splitOf(charge, covered, paid, '2026-03-25', RULES);
      const sum = parts.reduce((total, { cents }) => total + cents, 0);
      expect(sum).toBeLessThanOrEqual(paid);
      expect(outcome === 'settled-in-excess' || outcome === 'paid-twice').toBe(sum < paid);
      for (const { receivable, cents } of parts) {
        const of = covered.get(receivable) as Receivable;
        expect(cents).toBeGreaterThan(0);
        expect(cents).toBeLessThanOrEqual(dueOn(of, '2026-03-25').totalCents + RULES.tolerance.cents);
      }
    }),
  );
});

test('settle and then reverse, in one go or in two, is as if nothing had been paid', () => {
  fc.assert(
    fc.property(
      someBills,
      fc.integer({ min: 2, max: 6_000_00 }),
      fc.boolean(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (bills, paid, asGiven, share) => {
        const { covered, charge } = worldOf(bills, asGiven);
        const before = balances(covered);
        const pix = toldOf(entryOf({ paidCents: paid, endToEndId: 'E1' }), 'e2e:E1');
        let after = decideCharge(charge, covered, pix, RULES).after as Charge;
        carriedOut(after, covered);
        const first = Math.floor(paid * share);
        for (const [index, cents] of [first, paid - first].entries()) {
          if (cents === 0) continue;
          const entry = entryOf({ kind: 'reversal', paidCents: cents, endToEndId: 'E1' });
          const decision = decideCharge(after, covered, toldOf(entry, `R${index}`), RULES);
          expect(decision.outcome).toBe('reversed');
          after = decision.after as Charge;
          carriedOut(after, covered);
        }
        expect(balances(covered)).toEqual(before);
      },
    ),
  );
});
