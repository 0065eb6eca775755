import Fraction from 'fraction.js';
import { rounded } from './rounding.ts';
import type { Band, Bands, Rounding } from './rules.ts';

/** How a value is held against the edges of the rows: as it is, or rounded before. */
export type Comparison = 'exact' | Pick<Rounding, 'decimals' | 'mode'>;

/** The final points of a value in percent. Where it is rounded, the rounded value is also its points. */
export function finalPoints(value: Fraction, bands: Bands, comparison: Comparison = 'exact'): Fraction {
  const compared = comparison === 'exact' ? value : rounded(value, comparison);
  const { points } = bands.find((band) => holds(band, compared))!;
  return points === 'value' ? compared : new Fraction(points);
}

/** The rows, with each limit that belongs to its row given to the row above: how `isapAtLimit: full` reads them. */
export function limitsGoUp(bands: Bands): Bands {
  return bands.map(({ upTo, ...band }) => (upTo === undefined ? band : { ...band, below: upTo }));
}

function holds({ below, upTo }: Band, value: Fraction): boolean {
  if (below !== undefined) return value.lt(below);
  return upTo === undefined || value.lte(upTo);
}
