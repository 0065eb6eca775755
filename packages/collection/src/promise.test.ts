import { addDays } from '@baixa/core';
import { newReceivable, type Receivable } from '@baixa/settlement';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PromiseFact, promiseStanding, promiseState, promisesOf } from './index.ts';

const MADE: PromiseFact = {
  what: 'made',
  id: 'P1',
  fact: 'made',
  company: 'aguas',
  account: '100',
  cents: 100_00,
  on: '2026-03-20',
  receivables: [],
  madeOn: '2026-03-10',
  by: 'ana',
  at: '2026-03-10T12:00:00.000Z',
};
const PROMISE = { cents: 100_00, on: '2026-03-20', receivables: [], madeOn: '2026-03-10', cancelled: false };

type Movement = Receivable['movements'][number];
let keys = 0;
const paid = (on: string, cents: number, more: Partial<Movement> = {}): Movement => ({
  key: `k${++keys}`,
  file: 'f',
  line: 1,
  offset: 0,
  outcome: 'settled-in-part',
  on,
  movedCents: cents,
  appliedCents: cents,
  ...more,
});
const bill = (id: string, movements: Movement[] = [], more: Partial<Receivable> = {}): Receivable => ({
  ...newReceivable({
    id,
    company: 'aguas',
    account: '100',
    identifiers: {},
    faceCents: 500_00,
    dueOn: '2026-01-10',
  }),
  movements,
  ...more,
});
const back = paid('2026-03-15', 100_00, { key: 'back' });

describe('a promise of R$ 100,00 by Friday 20/03, made on 10/03', () => {
  // | paid | asked on | state | paid of it |
  test.each<[string, Receivable[], string, string, number, object?]>([
    ['nothing, before its last day', [bill('F1')], '2026-03-19', 'open', 0],
    ['nothing, on its last day', [bill('F1')], '2026-03-20', 'open', 0],
    ['nothing, the day after', [bill('F1')], '2026-03-21', 'broken', 0],
    ['all of it on its last day', [bill('F1', [paid('2026-03-20', 100_00)])], '2026-03-21', 'kept', 100_00],
    [
      'all of it on the day it was made',
      [bill('F1', [paid('2026-03-10', 100_00)])],
      '2026-03-10',
      'kept',
      100_00,
    ],
    ['all of it a day late', [bill('F1', [paid('2026-03-21', 100_00)])], '2026-03-31', 'broken', 0],
    ['all of it before it was made', [bill('F1', [paid('2026-03-09', 100_00)])], '2026-03-31', 'broken', 0],
    ['one centavo less', [bill('F1', [paid('2026-03-12', 99_99)])], '2026-03-21', 'partial', 99_99],
    [
      'a part, and its day is not over',
      [bill('F1', [paid('2026-03-12', 99_99)])],
      '2026-03-20',
      'open',
      99_99,
    ],
    [
      'in two parts, to two bills',
      [bill('F1', [paid('2026-03-12', 60_00)]), bill('F2', [paid('2026-03-18', 40_00)])],
      '2026-03-21',
      'kept',
      100_00,
    ],
    [
      'to another bill than it names',
      [bill('F1'), bill('F2', [paid('2026-03-12', 100_00)])],
      '2026-03-21',
      'broken',
      0,
      { receivables: ['F1'] },
    ],
    [
      'and taken back by the bank',
      [bill('F1', [back, paid('2026-03-25', -100_00, { outcome: 'reversed', undoes: 'back' })])],
      '2026-03-31',
      'broken',
      0,
    ],
    [
      'a credit that settles nothing',
      [bill('F1', [paid('2026-03-12', 100_00, { appliedCents: 0 })])],
      '2026-03-21',
      'broken',
      0,
    ],
    [
      'less, and nothing is owed of what it names',
      [bill('F1', [paid('2026-03-12', 90_00)], { status: 'settled', settledOn: '2026-03-12' })],
      '2026-03-21',
      'kept',
      90_00,
      { receivables: ['F1'] },
    ],
    [
      'by the Monday after a Sunday',
      [bill('F1', [paid('2026-03-23', 100_00)])],
      '2026-03-24',
      'kept',
      100_00,
      { on: '2026-03-22' },
    ],
    [
      'to the part of an acordo that replaced what it names',
      [
        bill('F1', [paid('2026-03-11', 0, { outcome: 'replaced', acordo: 'A-1' })], { status: 'replaced' }),
        bill('A-1.0', [paid('2026-03-12', 100_00)], { acordo: { id: 'A-1', part: 0 } }),
      ],
      '2026-03-21',
      'kept',
      100_00,
      { receivables: ['F1'] },
    ],
    ['nothing, and it is cancelled', [bill('F1')], '2026-03-31', 'cancelled', 0, { cancelled: true }],
  ])('%s', (_name, receivables, on, state, paidCents, more = {}) => {
    expect(promiseStanding({ ...PROMISE, ...more }, receivables, on)).toMatchObject({ state, paidCents });
  });
});

describe('the facts of a promise', () => {
  const corrected = (fact: string, cents: number, at: string): PromiseFact => {
    const { madeOn: _, ...rest } = MADE;
    return { ...rest, what: 'corrected', fact, cents, at, reason: 'Misheard.' };
  };
  const cancelled: PromiseFact = {
    what: 'cancelled',
    id: 'P1',
    fact: 'c',
    company: 'aguas',
    account: '100',
    by: 'bia',
    reason: 'Another customer.',
    at: '2026-03-11T12:00:00.000Z',
  };

  test('make it: the correction that was told last holds', () => {
    const facts = [
      MADE,
      corrected('2', 80_00, '2026-03-12T12:00:00.000Z'),
      corrected('1', 90_00, '2026-03-11T12:00:00.000Z'),
    ];
    expect(promisesOf(facts)).toMatchObject([
      {
        id: 'P1',
        cents: 80_00,
        madeOn: '2026-03-10',
        cancelled: false,
        by: 'ana',
        changes: [{ what: 'corrected' }, { what: 'corrected' }],
      },
    ]);
  });

  test('what was cancelled stays so, and what nobody made is none', () => {
    expect(promisesOf([MADE, cancelled, corrected('1', 90_00, '2026-03-12T12:00:00.000Z')])).toMatchObject([
      { cancelled: true },
    ]);
    expect(promisesOf([cancelled])).toEqual([]);
  });

  test('make the same in whatever order they come, and however often', () => {
    const days = fc.integer({ min: 1, max: 25 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`);
    const payments = fc.array(fc.tuple(days, fc.integer({ min: 1, max: 60_00 })), { maxLength: 4 });
    const changes = fc.array(fc.tuple(days, fc.integer({ min: 1, max: 150_00 }), fc.boolean()), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(changes, payments, days, fc.func(fc.integer()), (told, paidOn, on, rank) => {
        const facts = [
          MADE,
          ...told.map(([day, cents, cancels], index) => ({
            ...(cancels ? cancelled : corrected('', cents, '')),
            fact: `f${index}`,
            at: `${day}T12:00:00.000Z`,
          })),
        ] as PromiseFact[];
        const movements = paidOn.map(([day, cents]) => paid(day, cents));
        const shuffle = <T>(all: T[]) => all.toSorted((a, b) => rank(a) - rank(b));
        const statesOf = (list: PromiseFact[], all: Movement[]) =>
          promisesOf(list).map((promise) => [promise, promiseStanding(promise, [bill('F1', all)], on)]);
        expect(statesOf(shuffle(facts), shuffle(movements))).toEqual(statesOf(facts, movements));
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  test('its state never goes back as days pass: open, and then one end', () => {
    const payments = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 60_00 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(payments, (paidOn) => {
        const receivables = [
          bill(
            'F1',
            paidOn.map(([day, cents]) => paid(addDays('2026-03-08', day), cents)),
          ),
        ];
        const states = Array.from({ length: 20 }, (_, day) =>
          promiseState(PROMISE, receivables, addDays('2026-03-10', day)),
        );
        const ends = new Set(states.filter((state) => state !== 'open'));
        expect(ends.size).toBe(1);
        expect(states.slice(states.findIndex((state) => state !== 'open'))).not.toContain('open');
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});
