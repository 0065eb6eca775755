import type { PromiseToPay } from '@baixa/collection';
import { newReceivable, type Receivable } from '@baixa/settlement';
import { expect, test } from 'vitest';
import { figuresBy, figuresOf, kpiRulesOf, rowsOfPromise } from './index.ts';

const RULES = kpiRulesOf(undefined, []);
/** A bill of R$ 50,00 of which so much was paid on 5 March. */
const bill = (id: string, paidCents: number): Receivable => ({
  ...newReceivable({
    id,
    company: 'aguas',
    account: '100',
    identifiers: {},
    faceCents: 50_00,
    dueOn: '2026-01-10',
    strata: { district: 'Cais' },
  }),
  movements:
    paidCents === 0
      ? []
      : [
          {
            key: 'p',
            file: 'f',
            line: 1,
            offset: 0,
            outcome: 'settled-in-part',
            on: '2026-03-05',
            movedCents: paidCents,
            appliedCents: paidCents,
          },
        ],
});
const bills = [bill('ALL', 50_00), bill('HALF', 25_00), bill('NONE', 0)];
const promise = (receivable: string, more: Partial<PromiseToPay> = {}): PromiseToPay => ({
  id: receivable,
  company: 'aguas',
  account: '100',
  cents: 50_00,
  on: '2026-03-10',
  madeOn: '2026-03-01',
  receivables: [receivable],
  by: 'ana',
  at: '2026-03-01T12:00:00.000Z',
  changes: [],
  cancelled: false,
  ...more,
});
const PROMISES = [promise('ALL'), promise('HALF'), promise('NONE'), promise('NONE', { cancelled: true })];
const rowsOn = (asOf: string) => PROMISES.flatMap((each) => rowsOfPromise(each, bills, asOf));

test('a promise counts on its day as what it is on the day that is asked for', () => {
  expect(figuresOf(rowsOn('2026-03-09'), '2026-03-09', RULES)).toMatchObject({ promises: 0 });
  expect(figuresOf(rowsOn('2026-03-10'), '2026-03-10', RULES)).toMatchObject({
    promises: 3,
    promisedCents: 150_00,
    promisesKept: 1,
    promisesBroken: 0,
    promisesPartial: 0,
  });
  const after = figuresOf(rowsOn('2026-03-11'), '2026-03-11', RULES);
  expect(after).toMatchObject({ promises: 3, promisesKept: 1, promisesBroken: 1, promisesPartial: 1 });
  expect(after.promisesKeptRate?.display).toBe('33.33');
});

test('one that was made later is not known yet, and each counts in the stratum of what it names', () => {
  expect(rowsOn('2026-02-28')).toEqual([]);
  expect(figuresBy(rowsOn('2026-03-11'), 'district', '2026-03-11', RULES)).toMatchObject([
    { name: 'Cais', figures: { promises: 3 } },
  ]);
});
