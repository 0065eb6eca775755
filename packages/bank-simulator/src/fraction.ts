/**
 * An exact ratio of whole numbers. The truth has arithmetic of its own, without a library and in the plainest form,
 * so that an error in what Baixa uses cannot hide by being made twice.
 */
export interface Fraction {
  n: bigint;
  /** Always positive. */
  d: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b);
}

/** The fraction n / d in lowest terms. `d` is not 0. */
export function fraction(n: number | bigint, d: number | bigint = 1): Fraction {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new RangeError('A fraction has no denominator of 0.');
  const common = gcd(top, bottom) * (bottom < 0n ? -1n : 1n);
  return { n: top / common, d: bottom / common };
}

/** Reads a decimal such as `"2.00"` or `"95"`. */
export function fractionOf(decimal: string): Fraction {
  const [whole = '0', decimals = ''] = decimal.split('.');
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);
/** Negative, 0 or positive, as a is less than, equal to or greater than b. */
export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** The nearest whole number, a half going up. For fractions that are not negative. */
export function halfUp({ n, d }: Fraction): bigint {
  return (2n * n + d) / (2n * d);
}

/** Two decimals with a point, half up: 281/3 → `93.67`. */
export function display(value: Fraction): string {
  const digits = String(halfUp(times(value, fraction(100)))).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
