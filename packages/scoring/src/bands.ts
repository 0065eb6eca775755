import Fraction from 'fraction.js';
import { formatPercent } from './percent.ts';
import type { Readings } from './readings.ts';

/** The points of a row: the value obtained itself, or a fixed percentage. */
export type Points = 'value' | number;

/**
 * One row of a table of final points: values up to its limit, which belongs to it (`upTo`) or does not (`below`).
 * The last row has no limit.
 */
export type Band = { below: number; points: Points } | { upTo: number; points: Points } | { points: Points };

/** Rows in rising order. The first that holds a value gives its points, so a table whose last row is open is total. */
export type Bands = readonly [...Band[], { points: Points }];

/** Measured and followed: the points are the value obtained. */
export const VALUE_AS_IS: Bands = [{ points: 'value' }];

/** ISAP: below the floor the floor, up to 98 the value, above it 100. */
export function isapBands(floor: number, atLimit: Readings['isapAtLimit']): Bands {
  const middle: Band = atLimit === 'value' ? { upTo: 98, points: 'value' } : { below: 98, points: 'value' };
  return [{ below: floor, points: floor }, middle, { points: 100 }];
}

/** IECO and IXEC: five rows, from the floor over a step at 95 and a plateau of 100 up to the ceiling. */
export function stepBands(floor: number, ceiling: number): Bands {
  return [
    { below: floor, points: floor },
    { below: 95, points: 'value' },
    { upTo: 100, points: 100 },
    { upTo: ceiling, points: 'value' },
    { points: ceiling },
  ];
}

/** The final points of a value in percent. Under `rounded` the value is first rounded half up to 2 decimals. */
export function finalPoints(
  value: Fraction,
  bands: Bands,
  comparison: Readings['bandComparison'] = 'exact',
): Fraction {
  const compared = comparison === 'exact' ? value : new Fraction(formatPercent(value));
  const { points } = bands.find((band) => holds(band, compared))!;
  return points === 'value' ? compared : new Fraction(points);
}

function holds(band: Band, value: Fraction): boolean {
  if ('below' in band) return value.lt(band.below);
  return 'upTo' in band ? value.lte(band.upTo) : true;
}
