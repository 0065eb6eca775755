import { figureOf } from '@baixa/scoring';
import Fraction from 'fraction.js';
import { type Cell, percent } from '../cells.ts';

export { figureOf };

/** A part in percent of a whole; nothing of nothing. */
export function shareOf(part: number, whole: number): Cell | undefined {
  return whole === 0 ? undefined : percent(figureOf(new Fraction(part, whole).mul(100)));
}
