import { expect, test } from 'vitest';
import {
  type Contract,
  changedContract,
  collectionTermsOf,
  contractSchema,
  keepingTerms,
  ladderOf,
  ladderStepsOf,
  termsHoldFrom,
} from './index.ts';

const contractOf = (more: object = {}): Contract =>
  contractSchema.parse({
    id: 'c1',
    company: 'aguas',
    contractor: 'Cobra Bem',
    start: '2023-11-16',
    targets: { mrep: '80', msex: '95' },
    criticality: { leak: 3 },
    measuredValueCents: 100_000,
    ...more,
  });
const LETTER = { type: 'letter', name: 'carta', deadlineDays: 10 };
const A = contractOf();
const B = contractOf({
  profile: { extends: 'embasa-2023', ladder: { steps: [LETTER], paymentTermDays: 3 } },
});
const C = contractOf({ paymentTermDays: 0 });
const windowsOf = (contract: Contract, ...days: string[]) => {
  const termsOn = collectionTermsOf(contract);
  return days
    .map((day) => termsOn(day))
    .map(({ windowDays, paymentTermDays }) => windowDays + paymentTermDays);
};

test('a case runs by the terms of the day on which it was opened, whatever is applied later', () => {
  const first = keepingTerms(A, B, '2026-03-10');
  const second = keepingTerms(first, C, '2026-05-20');
  expect(windowsOf(second, '2026-01-01', '2026-03-10', '2026-03-11', '2026-05-20', '2026-05-21')).toEqual([
    72, 72, 13, 13, 67,
  ]);
  expect(collectionTermsOf(second)('2026-03-11').ladder.steps).toEqual([LETTER]);
});

test('the same terms again change nothing, whatever else is applied', () => {
  const first = keepingTerms(A, B, '2026-03-10');
  const again = keepingTerms(first, { ...B, measuredValueCents: 1 }, '2026-06-01');
  expect(again).toEqual({ ...first, measuredValueCents: 1 });
  expect(keepingTerms(A, A, '2026-03-10')).toEqual(A);
});

test('what was applied in error and is mended on the same day leaves nothing behind', () => {
  const first = keepingTerms(A, B, '2026-03-10');
  const other = keepingTerms(first, C, '2026-03-10');
  expect(windowsOf(other, '2026-03-10', '2026-03-11')).toEqual([72, 67]);
  expect(keepingTerms(other, A, '2026-03-10')).toEqual(A);
});

test('it is told from which day the terms of now hold, until they do', () => {
  const first = keepingTerms(A, B, '2026-03-10');
  expect(termsHoldFrom(first, '2026-03-10')).toBe('2026-03-11');
  expect(termsHoldFrom(first, '2026-03-11')).toBeUndefined();
  expect(termsHoldFrom(A, '2026-03-10')).toBeUndefined();
});

test('the actions are those of every ladder by which cases run', () => {
  const types = ladderStepsOf(keepingTerms(A, B, '2026-03-10')).map(({ type }) => type);
  expect(types).toEqual(['letter', ...ladderOf(A).steps.map(({ type }) => type)]);
});

test('asked for by other terms of collection, all cases are; by other weights, each is as it ran', () => {
  const first = keepingTerms(A, B, '2026-03-10');
  const simulated = (path: string, value: unknown) =>
    changedContract(first, { set: [[path, value]] }).contract;
  expect(simulated('irg.weights', { isap: 20, ieco: 65, ixec: 15 })?.earlier).toEqual(first.earlier);
  expect(simulated('ladder.paymentTermDays', 9)?.earlier).toBeUndefined();
});
