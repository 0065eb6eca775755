import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyMeasure, isEmptyMeasure, measureOf, subtractMeasures, sumMeasures } from './measure.ts';

const count = fc.integer({ min: -1000, max: 1000 });
const measure = fc
  .record({
    finishedOnTime: count,
    finishedCycles: count,
    collected: count,
    recovered: count,
    recoveredInTerm: count,
    services: fc.dictionary(
      fc.constantFrom('cut', 'notice', 'visit', '__proto__', 'constructor'),
      fc.record({ demanded: count, executed: count }),
    ),
  })
  .map(measureOf);

test('measures form a commutative group', () => {
  fc.assert(
    fc.property(measure, measure, measure, (a, b, c) => {
      expect(sumMeasures([a, b])).toEqual(sumMeasures([b, a]));
      expect(sumMeasures([sumMeasures([a, b]), c])).toEqual(sumMeasures([a, sumMeasures([b, c])]));
      expect(sumMeasures([a, emptyMeasure()])).toEqual(a);
      expect(subtractMeasures(a, a)).toEqual(emptyMeasure());
      expect(sumMeasures([subtractMeasures(a, b), b])).toEqual(a);
    }),
  );
});

test('the same facts in any order are the same bytes', () => {
  fc.assert(
    fc.property(fc.array(measure, { maxLength: 6 }), (facts) => {
      expect(JSON.stringify(sumMeasures(facts.toReversed()))).toBe(JSON.stringify(sumMeasures(facts)));
    }),
  );
});

test('services are counted apart by type, whatever a type is called', () => {
  const one = (type: string) => measureOf({ services: { [type]: { demanded: 1, executed: 0 } } });
  const sum = sumMeasures([one('cut'), one('visit'), one('cut'), one('constructor')]);
  expect(Object.entries(sum.services)).toEqual([
    ['constructor', { demanded: 1, executed: 0 }],
    ['cut', { demanded: 2, executed: 0 }],
    ['visit', { demanded: 1, executed: 0 }],
  ]);
});

test('only a measure without counts is empty', () => {
  expect(isEmptyMeasure(measureOf({ services: { cut: { demanded: 0, executed: 0 } } }))).toBe(true);
  expect(isEmptyMeasure(measureOf({ services: { cut: { demanded: 0, executed: 1 } } }))).toBe(false);
  expect(isEmptyMeasure(measureOf({ recovered: -1 }))).toBe(false);
});

test('a count that is not whole is a broken invariant', () => {
  expect(() => measureOf({ collected: 0.5 })).toThrow('whole numbers');
});
