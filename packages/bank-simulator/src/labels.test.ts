import { describe, expect, test } from 'vitest';
import { type BankLine, newLabeller } from './labels.ts';
import type { Receivable } from './receivable.ts';

const receivable: Receivable = {
  id: 'r1',
  company: 'c',
  account: 'a',
  identifiers: {},
  faceCents: 10_000,
  dueOn: '2024-03-04',
  terms: { fine: { percent: '2.00' }, interest: { percentPerMonth: '3.00' } },
};
const paid = (cents: number, more: Partial<BankLine> = {}): BankLine => ({
  kind: 'payment',
  receivable,
  on: '2024-03-04',
  cents,
  ...more,
});
const label = (...lines: BankLine[]) =>
  newLabeller()
    .labelFile('f', { cents: 5 }, lines)
    .labels.map(({ outcome, appliedCents, unappliedCents }) => [outcome, appliedCents, unappliedCents]);

describe('a payment', () => {
  test('of what is due, give or take the tolerance, settles', () => {
    expect(label(paid(10_000))).toEqual([['settled', 10_000, 0]]);
    expect(label(paid(9_995))).toEqual([['settled', 9_995, 0]]);
    expect(label(paid(10_005))).toEqual([['settled', 10_005, 0]]);
  });

  test('one centavo beyond the tolerance is in part or in excess', () => {
    expect(label(paid(9_994))).toEqual([['settled-in-part', 9_994, 0]]);
    expect(label(paid(10_006))).toEqual([['settled-in-excess', 10_000, 6]]);
  });

  test('late, owes the charges of its day', () => {
    expect(label(paid(10_250, { on: '2024-03-09' }))).toEqual([['settled', 10_250, 0]]);
    expect(label(paid(10_000, { on: '2024-03-09' }))).toEqual([['settled-in-part', 10_000, 0]]);
  });

  test('of a rest in time settles, and one after that is paid twice', () => {
    expect(label(paid(4_000), paid(6_000), paid(10_000))).toEqual([
      ['settled-in-part', 4_000, 0],
      ['settled', 6_000, 0],
      ['paid-twice', 0, 10_000],
    ]);
  });

  test('with charges that the terms do not have is divergent, also when a part payment may have them', () => {
    expect(label(paid(10_300, { interestCents: 300 }))).toEqual([['divergent', 0, 10_300]]);
    expect(label(paid(9_000, { rebateCents: 1_000 }))).toEqual([['divergent', 0, 9_000]]);
    expect(label(paid(9_000, { kind: 'partial-payment', rebateCents: 1_000 }))).toEqual([
      ['settled-in-part', 9_000, 0],
    ]);
    expect(label(paid(10_250, { on: '2024-03-09', fineCents: 200, interestCents: 50 }))).toEqual([
      ['settled', 10_250, 0],
    ]);
  });

  test('of nobody is unmatched, and what moves nothing is noted', () => {
    expect(label(paid(700, { receivable: undefined }))).toEqual([['unmatched', 0, 700]]);
    expect(label({ ...paid(0), kind: 'write-off' })).toEqual([['noted', 0, 0]]);
  });
});

describe('a reversal', () => {
  const back = (cents: number, more: Partial<BankLine> = {}) => paid(cents, { kind: 'reversal', ...more });

  test('takes back what was applied, and the receivable is open again', () => {
    const labeller = newLabeller();
    labeller.labelFile('f', { cents: 0 }, [paid(10_000)]);
    expect(labeller.settledOn('r1')).toBe('2024-03-04');
    const truth = labeller.labelFile('g', { cents: 0 }, [back(10_000)]);
    expect(truth).toMatchObject({ outCents: 10_000, appliedCents: -10_000, unappliedCents: 0 });
    expect(labeller.settledOn('r1')).toBeUndefined();
    expect(labeller.labelFile('h', { cents: 0 }, [paid(10_000)]).byOutcome).toEqual({ settled: 1 });
  });

  test('takes what was never applied first', () => {
    const first = { endToEndId: 'E1' };
    expect(
      label(
        paid(12_000, first),
        back(1_500, { ...first, rtrId: 'D1' }),
        back(1_500, { ...first, rtrId: 'D2' }),
      ),
    ).toEqual([
      ['settled-in-excess', 10_000, 2_000],
      ['reversed', 0, -1_500],
      ['reversed', -1_000, -500],
    ]);
  });

  test('of a second payment leaves the receivable settled', () => {
    const labeller = newLabeller();
    labeller.labelFile('f', { cents: 0 }, [
      paid(10_000, { endToEndId: 'E1' }),
      paid(10_000, { endToEndId: 'E2' }),
    ]);
    labeller.labelFile('g', { cents: 0 }, [back(10_000, { endToEndId: 'E2', rtrId: 'D2' })]);
    expect(labeller.settledOn('r1')).toBe('2024-03-04');
  });

  test('of what nobody paid is a mistake of the simulator', () => {
    expect(() => label(back(10_000))).toThrow('only what was paid');
  });
});

test('money told before in another file counts there and only there', () => {
  const labeller = newLabeller();
  const pix = paid(10_000, { endToEndId: 'E1' });
  labeller.labelFile('f', { cents: 0 }, [pix]);
  expect(labeller.labelFile('g', { cents: 0 }, [pix])).toMatchObject({
    entries: 1,
    byOutcome: { noted: 1 },
    inCents: 0,
    appliedCents: 0,
    unappliedCents: 0,
    toldBefore: 1,
    toldBeforeCents: 10_000,
  });
});

describe('a payment of a collective charge', () => {
  const bills = [1, 2, 3].map(
    (day): Receivable => ({ ...receivable, id: `b${day}`, dueOn: `2024-03-0${3 + day}` }),
  );
  const charge: Receivable = { ...receivable, id: 'c1', faceCents: 30_000 };
  const pays = (cents: number, more: Partial<BankLine> = {}) =>
    paid(cents, { receivable: charge, covers: bills.toReversed(), endToEndId: 'E1', ...more });
  const parts = (...lines: BankLine[]) =>
    newLabeller()
      .labelFile('f', { cents: 5 }, lines)
      .labels.map((each) => [
        each.outcome,
        each.appliedCents,
        each.parts?.map(({ receivable: id, cents }) => `${id} ${cents}`).join(', '),
      ]);

  test('goes to the oldest bills first, and what nobody owes is a credit', () => {
    expect(parts(pays(25_000))).toEqual([['settled-in-part', 25_000, 'b1 10000, b2 10000, b3 5000']]);
    expect(parts(pays(30_004))).toEqual([['settled', 30_004, 'b1 10000, b2 10000, b3 10004']]);
    expect(parts(pays(31_000))).toEqual([['settled-in-excess', 30_000, 'b1 10000, b2 10000, b3 10000']]);
    expect(parts(paid(10_000, { receivable: bills[1] }), pays(20_000))).toEqual([
      ['settled', 10_000, undefined],
      ['settled', 20_000, 'b1 10000, b3 10000'],
    ]);
    expect(parts(pays(30_000), pays(30_000, { endToEndId: 'E2' }))[1]).toEqual(['paid-twice', 0, '']);
  });

  test('comes back from its credit, and then from the newest bill', () => {
    const back = pays(12_000, { kind: 'reversal', rtrId: 'D1' });
    expect(parts(pays(31_000), back)[1]).toEqual(['reversed', -11_000, 'b3 -10000, b2 -1000']);
  });
});
