import { decimalOfCents, multiplyCents } from '@baixa/core';
import type Fraction from 'fraction.js';

/** A number of a contract, exactly: 92.5, `'92.5'` or `'185/2'`. */
export type Exact = number | string;

/** An exact percentage that survives JSON: the ratio, and how people read it. */
export interface Figure {
  /** Numerator and denominator in lowest terms, `401/4`. `new Fraction(exact)` is the value again. */
  exact: string;
  /** Half up to 2 decimals, `100.25`. Only to be shown, never to be computed with. */
  display: string;
}

/** Writes a percentage as JSON can hold it. */
export function figureOf(value: Fraction): Figure {
  return { exact: `${value.s * value.n}/${value.d}`, display: formatPercent(value) };
}

/**
 * Rounds a percentage half up (away from zero) to 2 decimals and writes it: `100.25`, or `100,25 %` for Brazilian
 * readers.
 */
export function formatPercent(value: Fraction, style: 'plain' | 'pt-BR' = 'plain'): string {
  const plain = decimalOfCents(multiplyCents(1, value.s * value.n * 100n, value.d));
  return style === 'plain' ? plain : `${plain.replace('.', ',')} %`;
}

/** The smaller and the larger of two exact values. */
export function minOf(a: Fraction, b: Fraction): Fraction {
  return a.lt(b) ? a : b;
}

export function maxOf(a: Fraction, b: Fraction): Fraction {
  return a.gt(b) ? a : b;
}
