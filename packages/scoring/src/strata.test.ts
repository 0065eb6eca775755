import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tallyShard } from './cycle-result.ts';
import { changeOfFacts, type Fact, factsOfCase } from './fact.ts';
import { emptyMeasure, measureOf, sumMeasures } from './measure.ts';
import { cellsOf, DIMENSIONS, newStrata, totalOf } from './strata.ts';

const stratum = fc.record(
  {
    municipality: fc.constantFrom('Alagoas', 'Bonfim'),
    district: fc.constantFrom('Centro', 'Porto'),
    tariffCategory: fc.constantFrom('residencial', 'comercial'),
    lastAction: fc.constantFrom('debt-notice', 'cut-off'),
  },
  { requiredKeys: [] },
);
const decided = fc.record({
  status: fc.constantFrom('recovered' as const, 'not-recovered' as const, 'open' as const),
  inPaymentTerm: fc.boolean(),
  countsOn: fc.constantFrom('2024-03-10', '2024-03-20'),
});
const facts = fc
  .tuple(decided, stratum, fc.nat(100_000))
  .map(([each, of, faceCents]) => factsOfCase(each, { stratum: of, faceCents }));

describe('strata', () => {
  test('the lines of every dimension add up to what the measure counts', () => {
    fc.assert(
      fc.property(fc.array(facts), (each) => {
        const { measure, strata, debt } = tallyShard(0, each.flat());
        const { collected, recovered, recoveredInTerm } = measure;
        for (const dimension of DIMENSIONS)
          expect(totalOf(strata, dimension)).toEqual({ collected, recovered, recoveredInTerm, ...debt });
      }),
    );
  });

  test('whatever a case was before, its bookings add up to where it counts now', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 6 }), (states) => {
        let before: Fact[] = [];
        const booked = states.flatMap((after) => {
          const change = changeOfFacts(before, after);
          before = after;
          return change;
        });
        expect(tallyShard(0, booked).strata).toEqual(tallyShard(0, states.at(-1)!).strata);
      }),
    );
  });

  test('the order in which bookings come changes no byte', () => {
    fc.assert(
      fc.property(fc.array(facts), (each) => {
        const all = each.flat();
        expect(JSON.stringify(tallyShard(0, all.toReversed()))).toBe(JSON.stringify(tallyShard(0, all)));
      }),
    );
  });

  test('two districts of one name in two municipalities are two', () => {
    const strata = newStrata();
    const counts = { collected: 1, recovered: 0, recoveredInTerm: 0, collectedCents: 1, recoveredCents: 0 };
    for (const municipality of ['Bonfim', 'Alagoas'])
      strata.addCell({ stratum: { municipality, district: 'Centro' }, counts });
    const districts = strata.rows().filter(({ dimension }) => dimension === 'district');
    expect(districts.map(({ municipality, value }) => [municipality, value])).toEqual([
      ['Alagoas', 'Centro'],
      ['Bonfim', 'Centro'],
    ]);
  });

  test('a booking of before strata were kept counts where nobody told, and a service order nowhere', () => {
    const measure = measureOf({ collected: 2, recovered: 1 });
    expect(cellsOf({ measure })).toEqual([
      {
        stratum: {},
        counts: { collected: 2, recovered: 1, recoveredInTerm: 0, collectedCents: 0, recoveredCents: 0 },
      },
    ]);
    expect(cellsOf({ measure: sumMeasures([emptyMeasure(), measureOf({ finishedCycles: 1 })]) })).toEqual([]);
  });
});
