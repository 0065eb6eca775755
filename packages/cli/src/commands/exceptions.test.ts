import { expect, test } from 'vitest';
import { CommandFailed } from '../failure.ts';
import { filterOf } from './exceptions.ts';

const EXCEPTION = {
  file: 'f1',
  outcome: 'unmatched' as const,
  unappliedCents: 100_00,
  openedAt: '2026-03-26T12:00:00.000Z',
};

test.each([
  [{}, true],
  [{ file: 'f1', kind: 'unmatched' }, true],
  [{ file: 'f2' }, false],
  [{ kind: 'ambiguous' }, false],
  [{ above: '100.00' }, true],
  [{ above: '100.01' }, false],
  [{ olderThan: '3' }, true],
  [{ olderThan: '4' }, false],
])('%j of one opened four days ago: %s', (filter, passes) => {
  expect(filterOf(filter, '2026-03-30')(EXCEPTION)).toBe(passes);
});

test.each([
  ['settled-in-excess', true],
  ['paid-twice', true],
  ['divergent', false],
] as const)('--kind credit shows what is %s: %s', (outcome, passes) => {
  expect(filterOf({ kind: 'credit' }, '2026-03-30')({ ...EXCEPTION, outcome })).toBe(passes);
});

test.each([{ above: '100' }, { olderThan: 'a week' }])('%j is refused', (filter) => {
  expect(() => filterOf(filter, '2026-03-30')).toThrow(CommandFailed);
});
