import { addDays, type CivilDate } from '@baixa/core';
import type { Receivable } from '@baixa/settlement';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  billedOn,
  figuresBy,
  figuresOf,
  kpiRulesOf,
  periodFrom,
  type Row,
  rowsAsOf,
  rowsOfCase,
  rowsOfReceivable,
} from './index.ts';
import { COMPANY, DAY_0, day, play, story } from './test-support/world.ts';

const RULES = {
  ...kpiRulesOf(undefined, []),
  publicTariffCategories: ['pública'],
  actionCostCents: { c1: { negotiation: 22_29, 'cut-off': 74_47 } },
};
type Played = Awaited<ReturnType<typeof play>>;

/** Everything added up again from the receivables and cases as they stand. */
function recomputed({ receivables, cases }: Played): Row[] {
  return [
    ...[...receivables.values()].flatMap(rowsOfReceivable),
    ...cases.flatMap((each) =>
      rowsOfCase(
        each,
        each.receivables.flatMap((id) => receivables.get(id) ?? []),
      ),
    ),
  ];
}

test('what is kept event by event, late, twice and in any order, is the full recomputation on every date', async () => {
  await fc.assert(
    fc.asyncProperty(story, fc.array(day(0, 900), { minLength: 3, maxLength: 6 }), async (told, dates) => {
      const played = await play(told);
      const all = recomputed(played);
      for (const asOf of dates) {
        // Twice: the second time the months that lie before are read as the sums that the first one saved.
        for (const _ of ['added up', 'as sums']) {
          const kept = await rowsAsOf(played.ports.book, COMPANY, asOf, RULES);
          expect(figuresOf(kept, asOf, RULES)).toEqual(figuresOf(all, asOf, RULES));
          for (const part of ['municipality', 'tariff-category', 'action-type'] as const) {
            const named = (rows: Row[]) =>
              figuresBy(rows, part, asOf, RULES).filter(({ figures }) => !isNothing(figures));
            expect(named(kept)).toEqual(named(all));
          }
        }
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

/** True where nothing happened: a part of which nothing was told up to a day has no row at all, or rows of zeros. */
const isNothing = (figures: object): boolean =>
  Object.values(figures).every((value) =>
    typeof value === 'object' && value !== null ? isNothing(value) : value === 0 || value === undefined,
  );

test('sums that were saved before more was told of their month are not read after it', async () => {
  await fc.assert(
    fc.asyncProperty(story, day(300, 900), async (told, asOf) => {
      const half = { ...told, happenings: told.happenings.slice(0, told.happenings.length >> 1) };
      const before = await play(half);
      await rowsAsOf(before.ports.book, COMPANY, asOf, RULES);
      // The whole story is told into the book that the half of it was told into, and added up, before.
      const played = await play(told, before.ports.book);
      const kept = await rowsAsOf(played.ports.book, COMPANY, asOf, RULES);
      expect(figuresOf(kept, asOf, RULES)).toEqual(figuresOf(recomputed(played), asOf, RULES));
    }),
    { numRuns: 60 },
  );
}, 120_000);

/** Face less what was applied by a day, straight from the bills: right where only the face is owed, and told in order. */
function openBy({ faceCents, movements, ...bill }: Receivable, on: CivilDate): number {
  const since = billedOn({ faceCents, movements, ...bill });
  if (since === undefined || since > on) return 0;
  const paid = movements
    .filter((each) => each.on <= on)
    .reduce((sum, { appliedCents }) => sum + appliedCents, 0);
  return faceCents - paid;
}

test('without fines and interest it is what a plain sum over the bills says', async () => {
  const plain = story.map((told) => ({
    ...told,
    toleranceCents: 0,
    happenings: told.happenings.toSorted((a, b) => (a.on < b.on ? -1 : 1)),
    bills: told.bills.map((bill) => ({ ...bill, terms: undefined })),
  }));
  await fc.assert(
    fc.asyncProperty(plain, day(0, 900), async (told, asOf) => {
      const played = await play(told);
      const bills = [...played.receivables.values()];
      const { openCents, billedCents, collectedCents } = figuresOf(
        await rowsAsOf(played.ports.book, COMPANY, asOf, RULES),
        asOf,
        RULES,
      );
      const from = periodFrom(asOf, RULES);
      const isIn = (on: CivilDate | undefined) => on !== undefined && on >= from && on <= asOf;
      expect(openCents).toBe(bills.reduce((sum, bill) => sum + openBy(bill, asOf), 0));
      expect(billedCents).toBe(
        bills.filter((bill) => isIn(billedOn(bill))).reduce((sum, { faceCents }) => sum + faceCents, 0),
      );
      const applied = bills.flatMap(({ movements }) => movements.filter(({ on }) => isIn(on)));
      expect(collectedCents).toBe(applied.reduce((sum, { appliedCents }) => sum + appliedCents, 0));
    }),
    { numRuns: 40 },
  );
}, 120_000);

test('the stories have payments, reversals and undone files, and sums are read', async () => {
  const seen = new Set<string>();
  let sumsRead = 0;
  for (const told of fc.sample(story, { numRuns: 60, seed: 7 })) {
    const played = await play(told);
    for (const { movements } of played.receivables.values())
      for (const { outcome } of movements) seen.add(outcome);
    const asOf = addDays(DAY_0, 900);
    await rowsAsOf(played.ports.book, COMPANY, asOf, RULES);
    await rowsAsOf(played.ports.book, COMPANY, asOf, RULES);
    sumsRead += played.sumsRead();
  }
  for (const outcome of [
    'settled',
    'settled-in-part',
    'settled-in-excess',
    'paid-twice',
    'reversed',
    'undone',
  ])
    expect(seen).toContain(outcome);
  expect(sumsRead).toBeGreaterThan(100);
});
