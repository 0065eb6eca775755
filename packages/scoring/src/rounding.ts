import Fraction from 'fraction.js';
import type { RoundingMode } from './rules.ts';

/** Rounds to so many decimals: half away from zero, half to the even digit, or down towards zero. */
export function rounded(
  value: Fraction,
  { decimals, mode }: { decimals: number; mode: RoundingMode },
): Fraction {
  const scale = 10n ** BigInt(decimals);
  const [top, bottom] = [value.n * scale, value.d];
  const whole = top / bottom;
  const rest = (top % bottom) * 2n;
  const up =
    mode !== 'down' && (rest > bottom || (rest === bottom && (mode === 'half-up' || whole % 2n === 1n)));
  return new Fraction(value.s * (whole + (up ? 1n : 0n)), scale);
}
