/**
 * The check digits that Brazilian banks put after their numbers. Both sums weigh the digits from the right; banks
 * differ in the weights and in what they make of the remainder.
 */

/** The sum of digits that other ones, `after` of them, stand behind. */
function weightedSum(digits: string, weights: readonly number[], addDigits: boolean, after = 0): number {
  let sum = 0;
  let turn = after % weights.length;
  for (let at = digits.length - 1; at >= 0; at--) {
    const product = (digits.charCodeAt(at) - 48) * (weights[turn] as number);
    sum += addDigits && product > 9 ? product - 9 : product;
    if (++turn === weights.length) turn = 0;
  }
  return sum;
}

const TWO_ONE = [2, 1];

/**
 * Módulo 10 of a string of digits: weights 2, 1, 2, 1… from the right, the digits of each product added up, and what is
 * missing to the next ten. Source: FEBRABAN arrecadação v07 (2023), which gives 3 for 01230067896.
 * `before` are digits that stand before them: joining two texts for each título takes longer than adding two sums.
 */
export function mod10(digits: string, before = ''): number {
  const sum = weightedSum(digits, TWO_ONE, true) + weightedSum(before, TWO_ONE, true, digits.length);
  return (10 - (sum % 10)) % 10;
}

const UP_TO: ReadonlyMap<number, readonly number[]> = new Map(
  [7, 8, 9].map((last) => [last, Array.from({ length: last - 1 }, (_, at) => at + 2)]),
);
const FROM_NINE = [9, 8, 7, 6, 5, 4, 3, 2];

/** The remainder by 11 with weights 2, 3… up to `last` from the right, then 2 again; `before` as in `mod10`. */
export function remainder11(digits: string, last: 7 | 8 | 9 = 9, before = ''): number {
  const weights = UP_TO.get(last) as readonly number[];
  return (weightedSum(digits, weights, false) + weightedSum(before, weights, false, digits.length)) % 11;
}

/** The remainder by 11 with weights 9, 8… 2 from the right, then 9 again, as Banco do Brasil takes it. */
export function remainder11FromNine(digits: string): number {
  return weightedSum(digits, FROM_NINE, false) % 11;
}

/**
 * Módulo 11 of arrecadação: remainder 0 or 1 gives 0, 10 gives 1, any other what is missing to 11.
 * Source: FEBRABAN arrecadação v07 (2023), which gives 0 for 01230067896.
 */
export function mod11(digits: string): number {
  const remainder = remainder11(digits);
  if (remainder <= 1) return 0;
  return remainder === 10 ? 1 : 11 - remainder;
}
