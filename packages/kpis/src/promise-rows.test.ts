import { expect, test } from 'vitest';
import { figuresOf, kpiRulesOf, rowsOfPromise } from './index.ts';

const RULES = kpiRulesOf(undefined, []);

test('a promise counts on its day as what became of it, an open one as made only', () => {
  const states = ['kept', 'kept', 'broken', 'partial', 'open', 'cancelled'] as const;
  const rows = states.flatMap((state) => rowsOfPromise({ cents: 50_00, on: '2026-03-10', state }));
  expect(figuresOf(rows, '2026-03-09', RULES)).toMatchObject({ promises: 0, promisesKeptRate: undefined });
  const figures = figuresOf(rows, '2026-03-10', RULES);
  expect(figures).toMatchObject({
    promises: 5,
    promisedCents: 250_00,
    promisesKept: 2,
    promisesBroken: 1,
    promisesPartial: 1,
  });
  expect(figures.promisesKeptRate?.display).toBe('50.00');
});
