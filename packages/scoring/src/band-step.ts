import type Fraction from 'fraction.js';
import { type Figure, figureOf } from './percent.ts';
import { type ScoringProfile, tableOf } from './profile.ts';
import { rounded } from './rounding.ts';
import type { Band, Indicator, Phase } from './rules.ts';

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
  points: Band['points'];
  /** What was held against the edges: the value itself, or the rounded one (reading `bandComparison`). */
  compared: Figure;
}

/** The row that holds the value of an indicator in a phase. */
export function bandStep(
  profile: ScoringProfile,
  phase: Phase,
  indicator: Indicator,
  value: Fraction,
): BandStep {
  const { rows, comparison } = tableOf(profile, phase, indicator);
  const compared = comparison === 'exact' ? value : rounded(value, comparison);
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
  if (row.below !== undefined) return { at: row.below, included: false };
  return row.upTo === undefined ? undefined : { at: row.upTo, included: true };
}
