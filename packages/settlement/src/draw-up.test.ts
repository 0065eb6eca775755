import { describe, expect, test } from 'vitest';
import { acordoWishSchema } from './acordo.ts';
import type { DebtOnTheDay } from './acordo-checks.ts';
import { drawUp } from './draw-up.ts';
import { newReceivable, type Receivable } from './receivable.ts';
import { billOf } from './test-support/memory.ts';

const TODAY = '2026-05-20';
const DOWN = { cents: 30_00, dueOn: '2026-05-25' };
const MONTHLY = { count: 3, firstDueOn: '2026-06-30' };

function known(debts: [Receivable, number][], more: Partial<DebtOnTheDay> = {}): DebtOnTheDay {
  return {
    company: 'aguas',
    on: TODAY,
    today: TODAY,
    named: debts.map(([{ id }]) => id),
    debts: new Map(debts.map(([receivable, dueCents]) => [receivable.id, { receivable, dueCents }])),
    agreements: new Set(['bb']),
    ...more,
  };
}
const bill = (id: string, more: Partial<Receivable> = {}): Receivable => ({
  ...newReceivable(billOf(id, { account: '100' })),
  ...more,
});
const wishOf = (more: object) =>
  acordoWishSchema.parse({
    id: 'A-1',
    receivables: ['F1'],
    downPayment: DOWN,
    instalments: MONTHLY,
    reason: 'Asked for it.',
    ...more,
  });
/** F1 owes R$ 100,00 and F2, older, R$ 50,01. */
const BOTH: [Receivable, number][] = [
  [bill('F1'), 100_00],
  [bill('F2', { dueOn: '2026-02-25' }), 50_01],
];

const drawn = (more: object, about = known(BOTH)) => {
  const result = drawUp(wishOf(more), about);
  return 'plan' in result ? result.plan : undefined;
};
const codes = (more: object, about = known(BOTH)) => {
  const result = drawUp(wishOf(more), about);
  return 'problems' in result
    ? result.problems.map(({ code, where }) => `${code.replace('acordo.', '')} ${where.path}`)
    : ['none'];
};

describe('the parts make what is due, with the charges and less the discount', () => {
  // | debt | down payment | instalments | charges | discount | parts |
  test.each([
    ['three equal ones, the last takes the rounding', {}, [30_00, 40_00, 40_00, 40_01]],
    ['with a discount', { discountCents: 10_00 }, [30_00, 36_67, 36_67, 36_67]],
    ['with charges', { chargesCents: 9_99 }, [30_00, 43_33, 43_33, 43_34]],
    ['with both', { chargesCents: 5_00, discountCents: 5_01 }, [30_00, 40_00, 40_00, 40_00]],
    [
      'named to the centavo',
      {
        instalments: [
          { cents: 100_00, dueOn: '2026-06-30' },
          { cents: 20_01, dueOn: '2026-07-30' },
        ],
      },
      [30_00, 100_00, 20_01],
    ],
    [
      'one named, the others share what is left',
      {
        instalments: [
          { dueOn: '2026-06-30' },
          { cents: 20_01, dueOn: '2026-07-30' },
          { dueOn: '2026-08-30' },
        ],
      },
      [30_00, 50_00, 20_01, 50_00],
    ],
    [
      'all at once',
      { downPayment: { ...DOWN, cents: 120_01 }, instalments: [], discountCents: 30_00 },
      [120_01],
    ],
  ])('%s', (_name, more, cents) => {
    const plan = drawn(more);
    expect(plan?.parts.map(({ faceCents }) => faceCents)).toEqual(cents);
    const sum = cents.reduce((total, each) => total + each, 0);
    expect(sum + (plan?.discountCents ?? 0)).toBe(150_01 + (plan?.chargesCents ?? 0));
  });

  test('what is replaced is kept with what was due, the oldest first', () => {
    expect(drawn({})?.replaced).toEqual([
      { receivable: 'F2', cents: 50_01 },
      { receivable: 'F1', cents: 100_00 },
    ]);
  });

  test('parts are named after the acordo, a month apart to the end of short months, and of the same customer', () => {
    const strata = { municipality: 'Feira', district: 'Centro' };
    const parts = drawn(
      { instalments: { count: 3, firstDueOn: '2026-12-31' }, terms: { fine: { percent: '2.00' } } },
      known([
        [bill('F1', { strata, identifiers: { payerTaxId: '12345678909' } }), 100_00],
        [
          bill('F2', {
            strata: { ...strata, district: 'Outro' },
            identifiers: { payerTaxId: '12345678909' },
          }),
          50_00,
        ],
      ]),
    )?.parts;
    expect(parts?.map(({ id, dueOn }) => `${id} ${dueOn}`)).toEqual([
      'A-1.0 2026-05-25',
      'A-1.1 2026-12-31',
      'A-1.2 2027-01-31',
      'A-1.3 2027-02-28',
    ]);
    expect(parts?.[3]).toMatchObject({
      company: 'aguas',
      account: '100',
      identifiers: { payerTaxId: '12345678909' },
      strata: { municipality: 'Feira' },
      terms: { fine: { percent: '2.00' } },
      acordo: { id: 'A-1', part: 3 },
    });
    expect(parts?.[3]?.strata).not.toHaveProperty('district');
  });
});

describe('what cannot be is told, all of it at once', () => {
  const one = (more: Partial<Receivable>, dueCents = 100_00) => known([[bill('F1', more), dueCents]]);
  test.each<[string, string[], object, DebtOnTheDay?]>([
    [
      'the parts make too much',
      ['sum instalments'],
      { instalments: [{ cents: 120_02, dueOn: '2026-06-30' }] },
    ],
    ['the parts make too little', ['sum instalments'], { instalments: [] }],
    ['nothing is left for the instalments', ['sum instalments'], { downPayment: { ...DOWN, cents: 149_99 } }],
    ['nobody registered it', ['no-receivable receivables.0'], {}, { ...one({}), debts: new Map() }],
    ['it is named twice', ['twice receivables.1'], {}, { ...one({}), named: ['F1', 'F1'] }],
    ['it is settled', ['settled receivables.0'], {}, one({ status: 'settled', settledOn: '2026-04-01' })],
    ['it is cancelled', ['cancelled receivables.0'], {}, one({ status: 'cancelled' })],
    ['it is replaced', ['replaced receivables.0'], {}, one({ status: 'replaced' })],
    ['it is a part itself', ['is-part receivables.0'], {}, one({ acordo: { id: 'A-0', part: 1 } })],
    [
      'nothing is due of it',
      ['nothing-due receivables.0'],
      { instalments: [], chargesCents: 30_00 },
      one({}, 0),
    ],
    [
      'it is of another account',
      ['other-account receivables.1'],
      {},
      known([
        [bill('F1'), 1_00_00],
        [bill('F2', { account: '200' }), 50_00],
      ]),
    ],
    [
      'the account owes nothing',
      ['nothing-overdue account'],
      { instalments: [], chargesCents: 30_00 },
      known([]),
    ],
    ['the day is to come', ['future on'], {}, known(BOTH, { on: '2026-05-21' })],
    [
      'a part is due before the day',
      ['past downPayment.dueOn'],
      { downPayment: { ...DOWN, dueOn: '2026-05-19' } },
    ],
    [
      'a part is due before the one in front of it',
      ['order instalments.0.dueOn'],
      { instalments: [{ dueOn: '2026-05-24' }] },
    ],
    [
      'two parts with one identifier',
      ['double-identifier instalments.0.identifiers.txid'],
      {
        downPayment: { ...DOWN, identifiers: { txid: 'abc' } },
        instalments: [{ dueOn: '2026-06-30', identifiers: { txid: 'abc' } }],
      },
    ],
    [
      'an agreement of nobody, and more',
      ['past downPayment.dueOn', 'unknown-agreement downPayment.identifiers.agreement', 'sum instalments'],
      {
        downPayment: {
          cents: 150_01,
          dueOn: '2026-05-01',
          identifiers: { agreement: 'cef', nossoNumero: '1' },
        },
      },
    ],
  ])('%s', (_name, expected, more, about) => {
    expect(codes(more, about)).toEqual(expected);
  });

  test('in sentences with a way out', () => {
    const result = drawUp(wishOf({ instalments: [], discountCents: 1_00 }), known(BOTH));
    expect('problems' in result && result.problems.map(({ message }) => message)).toEqual([
      'R$ 150,01 are due on 2026-05-20, R$ 1,00 are let off: R$ 149,01 are to be paid, and the parts make R$ 30,00.',
    ]);
  });
});
