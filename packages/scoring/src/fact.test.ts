import { describe, expect, test } from 'vitest';
import { REFERENCE_CALENDAR } from './calendar.ts';
import { changeOfFacts, type Fact, factsOfCase, type PlacedFact, placeFact, tallyCycle } from './fact.ts';
import { emptyMeasure, measureOf } from './measure.ts';

const centro = { municipality: 'Alagoas', district: 'Centro' };
const debt = { stratum: centro, faceCents: 100_00 };
const recovered = factsOfCase({ status: 'recovered', inPaymentTerm: true, countsOn: '2024-03-10' }, debt);
const lost = factsOfCase({ status: 'not-recovered', inPaymentTerm: false, countsOn: '2024-03-20' }, debt);
const ONE = {
  collected: 1,
  recovered: 1,
  recoveredInTerm: 1,
  collectedCents: 100_00,
  recoveredCents: 100_00,
};
const LOST = { ...ONE, recovered: 0, recoveredInTerm: 0, recoveredCents: 0 };

describe('facts of a collection case', () => {
  test('every case counts once, and those paid on days 68 to 72 apart', () => {
    expect(recovered.map(({ measure }) => measure)).toEqual([
      { ...emptyMeasure(), collected: 1, recovered: 1, recoveredInTerm: 1 },
    ]);
    expect(lost).toEqual([
      {
        countsOn: '2024-03-20',
        measure: { ...emptyMeasure(), collected: 1 },
        strata: [{ stratum: centro, counts: LOST }],
      },
    ]);
    expect(factsOfCase({ status: 'open', inPaymentTerm: false, countsOn: '2024-03-20' }, debt)).toEqual([]);
  });

  test('a late payment that the contract does not grant is not recovered in the term', () => {
    const late = { status: 'not-recovered', inPaymentTerm: true, countsOn: '2024-03-20' } as const;
    const [fact] = factsOfCase(late, debt);
    expect(fact!.measure).toMatchObject({ recovered: 0, recoveredInTerm: 0 });
  });
});

describe('a change of facts', () => {
  test('moves a case to the date of its payment, so that it still counts once', () => {
    expect(changeOfFacts(lost, recovered)).toEqual([
      { ...recovered[0], countsOn: '2024-03-10' },
      {
        countsOn: '2024-03-20',
        measure: { ...emptyMeasure(), collected: -1 },
        strata: [{ stratum: centro, counts: { ...LOST, collected: -1, collectedCents: -100_00 } }],
      },
    ]);
  });

  test('moves an account from one stratum to another, though no count changes', () => {
    const cutOff = { ...centro, lastAction: 'cut-off' };
    const after = factsOfCase(
      { status: 'recovered', inPaymentTerm: true, countsOn: '2024-03-10' },
      { ...debt, stratum: cutOff },
    );
    const minus = {
      collected: -1,
      recovered: -1,
      recoveredInTerm: -1,
      collectedCents: -100_00,
      recoveredCents: -100_00,
    };
    expect(changeOfFacts(recovered, after)).toEqual([
      {
        countsOn: '2024-03-10',
        measure: emptyMeasure(),
        strata: [
          { stratum: cutOff, counts: ONE },
          { stratum: centro, counts: minus },
        ],
      },
    ]);
  });

  test('of before strata were kept: nothing is moved until a count changes, then from where nobody told', () => {
    const { strata: _, ...old } = recovered[0]!;
    expect(changeOfFacts([old], recovered)).toEqual([]);
    const [taken] = changeOfFacts([old], []);
    expect(taken?.strata).toEqual([
      {
        stratum: {},
        counts: { collected: -1, recovered: -1, recoveredInTerm: -1, collectedCents: 0, recoveredCents: 0 },
      },
    ]);
  });

  test('to the same facts is nothing', () => {
    expect(changeOfFacts([...lost, ...recovered], [...recovered, ...lost])).toEqual([]);
  });
});

describe('placing', () => {
  const fact: Fact = { countsOn: '2024-03-10', measure: measureOf({ collected: 1 }) };

  test('an open cycle counts its own facts', () => {
    expect(placeFact(fact, REFERENCE_CALENDAR, 4)).toEqual({ ...fact, cycle: 4 });
    expect(placeFact(fact, REFERENCE_CALENDAR, 2)).toEqual({ ...fact, cycle: 4 });
  });

  test('a closed cycle never changes: the next open one has an adjustment that names it', () => {
    expect(placeFact(fact, REFERENCE_CALENDAR, 6)).toEqual({ ...fact, cycle: 6, correctsCycle: 4 });
  });

  test('what is older than the contract counts nowhere', () => {
    expect(placeFact({ ...fact, countsOn: '2023-11-15' }, REFERENCE_CALENDAR, 1)).toBeUndefined();
  });

  test("a tally is the sum of a cycle's own facts and the adjustments it takes", () => {
    const placed: PlacedFact[] = [
      { ...fact, cycle: 6, correctsCycle: 4 },
      { ...lost[0]!, cycle: 6 },
      { ...recovered[0]!, cycle: 7 },
    ];
    expect(tallyCycle(placed, 6)).toEqual({ ...emptyMeasure(), collected: 2 });
    expect(tallyCycle(placed, 8)).toEqual(emptyMeasure());
  });
});
