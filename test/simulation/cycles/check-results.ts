import { canonicalJson } from '@baixa/core';
import type { Contract } from '@baixa/profile';
import type { CycleResult } from '@baixa/scoring';
import type { Must } from '../check-money.ts';
import { type Books, countsOf } from './books.ts';
import { placeOf } from './naive-book.ts';
import { daysOfCycle } from './naive-calendar.ts';
import { type Counts, sumOf } from './naive-counts.ts';
import { type NaiveScore, naiveScore } from './naive-score.ts';

/** What the model has of a cycle, over all accounts of its contract. */
function countedBy(contract: Contract, { books }: Books) {
  const own = [...books.values()].filter((each) => each.contract === contract.id);
  return (cycle: number) => {
    const at = (place: string): Counts[] => own.map(({ book }) => book.placed().get(place) ?? {});
    const corrected = Array.from({ length: cycle - 1 }, (_, index) => index + 1)
      .map((corrects) => ({ corrects, counts: sumOf(at(placeOf(cycle, corrects))) }))
      .filter(({ counts }) => Object.keys(counts).length > 0);
    const counts = sumOf([...at(placeOf(cycle)), ...corrected.map((each) => each.counts)]);
    return { counts, adjustments: corrected };
  };
}

const withoutCents = ({ collectedCents: _, recoveredCents: __, ...counts }: Counts) => counts;

/** Every result is what the model says, to the centavo and to the fraction. */
export function checkResults(contract: Contract, closed: CycleResult[], books: Books, must: Must): void {
  const counted = countedBy(contract, books);
  const scores: NaiveScore[] = [];
  for (const result of closed) {
    const { cycle, from, to, debt, score } = result;
    const same = (what: string, found: unknown, known: unknown) =>
      must(
        canonicalJson(found) === canonicalJson(known),
        `cycle ${cycle} of ${contract.id} has ${what} ${canonicalJson(found)}, and the model ${canonicalJson(known)}`,
      );
    const { counts, adjustments } = counted(cycle);
    const known = naiveScore(contract, cycle, counts, scores);
    scores.push(known);
    same('the days', { from, to }, daysOfCycle(contract, cycle));
    same('the counts', countsOf({ measure: score.measure }), withoutCents(counts));
    same('the debt', debt, {
      collectedCents: counts.collectedCents ?? 0,
      recoveredCents: counts.recoveredCents ?? 0,
    });
    // A late action moves an account to another stratum, and is then an adjustment that counts nothing.
    same(
      'the adjustments',
      result.adjustments
        .map(({ correctsCycle, measure }) => [correctsCycle, countsOf({ measure })] as const)
        .filter(([, own]) => Object.keys(own).length > 0),
      adjustments
        .map((each) => [each.corrects, withoutCents(each.counts)] as const)
        .filter(([, own]) => Object.keys(own).length > 0),
    );
    const { isap, ieco, ixec } = score.indicators;
    const each = <T>(of: (one: typeof isap) => T) => ({ isap: of(isap), ieco: of(ieco), ixec: of(ixec) });
    same(
      'the score',
      {
        cycle: score.cycle,
        effect: score.effect,
        measured: each((one) => one.measured),
        raw: each((one) => one.raw.exact),
        final: each((one) => one.final.exact),
        meanBeforeBands: score.meanBeforeBands.exact,
        irgBeforeClamp: score.irgBeforeClamp.exact,
        irg: score.irg.exact,
        invoiceFactor: score.invoiceFactor.exact,
        invoiceCents: score.invoiceCents,
        termination: score.termination && {
          rule: score.termination.rule,
          cycles: score.termination.evidence.map((one) => one.cycle),
        },
      },
      known,
    );
    same('the measured value', score.measuredValueCents, contract.measuredValueCents);
  }
}
