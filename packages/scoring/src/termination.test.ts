import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { figureOf } from './percent.ts';
import { scoringProfile } from './profile.ts';
import { type WatchedCycle, watchTermination } from './termination.ts';

const reference = scoringProfile('embasa-2023');

/** Cycles with these means before bands, the first of them numbered `from`. */
const cycles = (from: number, ...means: (number | string)[]): WatchedCycle[] =>
  means.map((mean, index) => ({
    cycle: from + index,
    meanBeforeBands: figureOf(new Fraction(mean)),
    irg: figureOf(new Fraction(100)),
  }));
const watch = (history: WatchedCycle[], profile = reference) =>
  watchTermination(profile, history, history.at(-1)!.cycle);

describe('termination watch', () => {
  test('three cycles running below the minimum alert, with their evidence; cycle 4 counts', () => {
    expect(watch(cycles(4, 80, '84.99', 60))).toEqual({
      cycle: 6,
      rule: 'three-running',
      evidence: [
        { cycle: 4, value: { exact: '80/1', display: '80.00' }, minimum: 85 },
        { cycle: 5, value: { exact: '8499/100', display: '84.99' }, minimum: 85 },
        { cycle: 6, value: { exact: '60/1', display: '60.00' }, minimum: 85 },
      ],
    });
  });

  test('four of five consecutive cycles alert, whichever of them was good', () => {
    for (const good of [1, 2, 3])
      expect(watch(cycles(10, ...[60, 60, 60, 60, 60].with(good, 75)))?.rule).toBe(
        good === 1 ? 'three-running' : 'four-of-five',
      );
    expect(watch(cycles(10, 60, 60, 75, 60, 60))?.evidence.map(({ cycle }) => cycle)).toEqual([
      10, 11, 13, 14,
    ]);
    expect(watch(cycles(10, 60, 75, 60, 75, 60))).toBeUndefined();
  });

  test('cycles 1 to 3 have no minimum', () => {
    expect(watch(cycles(1, 10, 10, 10, 10))).toBeUndefined();
    expect(watch(cycles(1, 10, 10, 10, 10, 10))).toBeUndefined();
    expect(watch(cycles(1, 10, 10, 10, 10, 10, 10))?.evidence.map(({ cycle }) => cycle)).toEqual([4, 5, 6]);
  });

  test('watches from the 5th cycle on, also where a contract has a minimum before', () => {
    const phases = reference.phases.map((phase) => ({ ...phase, clamp: { min: 85, max: 115 } }));
    expect(watch(cycles(1, 60, 60, 60, 60), { ...reference, phases })).toBeUndefined();
    expect(watch(cycles(1, 60, 60, 60, 60, 60), { ...reference, phases })?.cycle).toBe(5);
  });

  test('the minimum is 85 in cycles 4 to 6 and 70 from cycle 7', () => {
    expect(watch(cycles(5, 80, 80, 80))).toBeUndefined();
    expect(watch(cycles(5, 80, 80, 69))?.evidence.map(({ minimum }) => minimum)).toEqual([85, 85, 70]);
  });

  test('reaching the minimum exactly is not below it, and a hair less is', () => {
    const hair = new Fraction(70).sub(new Fraction(1, 10n ** 30n)).toFraction();
    expect(watch(cycles(8, 60, 60, 70))).toBeUndefined();
    expect(watch(cycles(8, 60, 60, hair))?.rule).toBe('three-running');
  });

  test('cycles that the history lacks are not below the minimum', () => {
    expect(watch([...cycles(8, 60), ...cycles(10, 60, 60)])).toBeUndefined();
  });

  test('reading irg-at-floor: the IRG itself, down at the minimum', () => {
    const atFloor = scoringProfile('embasa-2023', { minimumComparedWith: 'irg-at-floor' });
    const history = cycles(8, 90, 90, 90).map((each) => ({ ...each, irg: figureOf(new Fraction(70)) }));
    expect(watch(history)).toBeUndefined();
    expect(watch(history, atFloor)?.rule).toBe('three-running');
    expect(watch(cycles(8, 60, 60, 60), atFloor)).toBeUndefined();
  });
});
