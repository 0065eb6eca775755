/**
 * Money as whole centavos in a JavaScript number. Every amount of the system is one, so that sums are exact:
 * 2^53 centavos are R$ 90 trillion.
 */
export type Cents = number;

/**
 * Reads an amount written with a decimal point, as API Pix writes it (`"89.46"` is 8946 centavos).
 * Returns undefined for anything else: a comma, one decimal, a sign, an exponent.
 * Source: API Pix 2.9.0, schema `Valor`, `\d{1,10}\.\d{2}`.
 */
export function centsOfDecimal(text: string): Cents | undefined {
  return /^\d{1,10}\.\d{2}$/.test(text) ? Number(text.replace('.', '')) : undefined;
}

/** Writes centavos with a decimal point and two decimals: 8946 → `89.46`. */
export function decimalOfCents(cents: Cents): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Writes centavos as a Brazilian reader expects them: 123456789 → `R$ 1.234.567,89`. */
export function formatBrl(cents: Cents): string {
  const [reais = '0', rest] = decimalOfCents(Math.abs(cents)).split('.');
  return `${cents < 0 ? '-' : ''}R$ ${reais.replace(/\B(?=(\d{3})+$)/g, '.')},${rest}`;
}

/**
 * Multiplies an amount by the ratio numerator / denominator and rounds half up (away from zero) to the centavo.
 * Works on BigInt inside, so that no product of an amount and a rate overflows or is rounded twice.
 */
export function multiplyCents(cents: Cents, numerator: number | bigint, denominator: number | bigint): Cents {
  const n = BigInt(cents) * BigInt(numerator);
  const d = BigInt(denominator);
  const negative = n < 0n !== d < 0n;
  const top = n < 0n ? -n : n;
  const bottom = d < 0n ? -d : d;
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return Number(negative ? -rounded : rounded);
}
