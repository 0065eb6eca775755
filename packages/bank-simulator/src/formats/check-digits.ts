/** Check digits as the manuals describe them, written apart from the parser's. */

const digitsFromRight = (digits: string): number[] => [...digits].reverse().map(Number);

/** Módulo 10: weights 2, 1, 2… from the right, the digits of each product added, what is missing to the next ten. */
export function modulo10(digits: string): number {
  const sum = digitsFromRight(digits)
    .map((digit, at) => (at % 2 === 0 ? digit * 2 : digit))
    .reduce((total, product) => total + Math.floor(product / 10) + (product % 10), 0);
  return (10 - (sum % 10)) % 10;
}

/** The remainder by 11 of the digits weighed 2, 3… `highest`, 2, 3… from the right. */
export function modulo11(digits: string, highest = 9): number {
  const weights = highest - 1;
  const sum = digitsFromRight(digits).reduce((total, digit, at) => total + digit * (2 + (at % weights)), 0);
  return sum % 11;
}

/** What is missing to 11, and 0 where that has two digits. */
export function elevenLess(remainder: number): string {
  return remainder < 2 ? '0' : String(11 - remainder);
}

/**
 * The general digit (position 4) of a barcode of arrecadação, over its 43 others: módulo 10 where the value identifier
 * is 6 or 7, módulo 11 where it is 8 or 9. Source: FEBRABAN arrecadação v07 (2023).
 */
export function arrecadacaoDigit(others: string): string {
  const byTen = others[2] === '6' || others[2] === '7';
  return byTen ? String(modulo10(others)) : elevenLess(modulo11(others));
}
