import Fraction from 'fraction.js';
import type { Band, Points } from './bands.ts';
import { type Figure, figureOf, formatPercent } from './percent.ts';
import type { Indicator, Phase, ScoringProfile } from './profile.ts';

/** An edge of a row: whether the value itself belongs to it. */
export interface Edge {
  at: number;
  included: boolean;
}

/** The row of a table of points that holds a value. */
export interface BandStep {
  /** From 1, and how many there are. */
  row: number;
  of: number;
  /** Absent: the row begins with the lowest, or ends with the highest value there is. */
  from?: Edge;
  to?: Edge;
  points: Points;
  /** What was held against the edges: the value itself, or the rounded one (reading `bandComparison`). */
  compared: Figure;
}

/** The row that holds the value of an indicator in a phase. */
export function bandStep(
  { readings }: ScoringProfile,
  { bands }: Phase,
  indicator: Indicator,
  value: Fraction,
): BandStep {
  const rows = bands[indicator];
  const compared = readings.bandComparison === 'exact' ? value : new Fraction(formatPercent(value));
  const index = rows.findIndex((row) => {
    const to = upperEdge(row);
    return to === undefined || compared.lt(to.at) || (to.included && compared.equals(to.at));
  });
  const [to, below] = [upperEdge(rows[index]!), index === 0 ? undefined : upperEdge(rows[index - 1]!)];
  return {
    row: index + 1,
    of: rows.length,
    ...(below === undefined ? {} : { from: { at: below.at, included: !below.included } }),
    ...(to === undefined ? {} : { to }),
    points: rows[index]!.points,
    compared: figureOf(compared),
  };
}

function upperEdge(row: Band): Edge | undefined {
  if ('below' in row) return { at: row.below, included: false };
  return 'upTo' in row ? { at: row.upTo, included: true } : undefined;
}
