import { mod10, remainder11 } from '@baixa/cnab240-parser';
import { type Cents, type CivilDate, warning } from '@baixa/core';
import { bareLine, type Decoded, notDigits, undecoded, wrongDigit } from './decoded.ts';
import { dueOfFactor } from './due-factor.ts';

/** What the barcode of a boleto holds. */
export interface BoletoBarcode {
  /** All 44 digits. */
  barcode: string;
  /** Three digits. */
  bank: string;
  /** Absent where the payer chooses it. */
  amountCents?: Cents;
  /** Absent where the boleto has no due date (contra-apresentação). */
  dueOn?: CivilDate;
  /** What the bank made of agency, carteira and nosso número: 25 digits from position 20. */
  freeField: string;
}

/**
 * Módulo 11 of a boleto, over the 43 digits that are not the check digit: what is missing to 11, and 1 where that is 0,
 * 10 or 11. Source: the barcode of the boleto as all banks' manuals have it.
 */
export function boletoDigit(others: string): number {
  const digit = 11 - remainder11(others);
  return digit > 9 ? 1 : digit;
}

/**
 * Decodes the 44 digits of a boleto's barcode and checks its general digit. `today` is the day by which the fator de
 * vencimento is understood: that of the file, or of the bill. Problems: `barcode.not-digits`, `barcode.length`,
 * `barcode.not-boleto` (begins with 8), `barcode.currency`, `barcode.check-digit`, and the warning
 * `barcode.due-factor`.
 */
export function readBoletoBarcode(barcode: string, today: CivilDate): Decoded<BoletoBarcode> {
  const flawed = notDigits(barcode, 44, 'The barcode');
  if (flawed !== undefined) return flawed;
  if (barcode.startsWith('8'))
    return undecoded(
      'not-boleto',
      1,
      'The barcode begins with 8, so it is one of arrecadação and no boleto.',
      'Read it as arrecadação.',
    );
  if (barcode.charAt(3) !== '9')
    return undecoded(
      'currency',
      4,
      'The currency of the boleto is not 9 (real).',
      'Compare it with the bill.',
    );
  if (boletoDigit(barcode.slice(0, 4) + barcode.slice(5)) !== Number(barcode.charAt(4)))
    return wrongDigit('check-digit', 5, 'the whole barcode (position 5)');
  const factor = Number(barcode.slice(5, 9));
  const amount = Number(barcode.slice(9, 19));
  const dueOn = factor === 0 ? undefined : dueOfFactor(factor, today);
  return {
    value: {
      barcode,
      bank: barcode.slice(0, 3),
      amountCents: amount === 0 ? undefined : amount,
      dueOn,
      freeField: barcode.slice(19),
    },
    problems: factor === 0 || dueOn !== undefined ? [] : [farFactor(factor, today)],
  };
}

function farFactor(factor: number, today: CivilDate) {
  return warning(
    'barcode.due-factor',
    { column: 6 },
    `The fator de vencimento ${factor} stands for no day near ${today}, so the due date was left out.`,
    'Take the due date from the bill.',
  );
}

/** The three fields of a typed line that end in a check digit: where each begins and how long it is without it. */
const FIELDS = [
  { start: 0, length: 9 },
  { start: 10, length: 10 },
  { start: 21, length: 10 },
] as const;

/**
 * Decodes a typed line of 47 digits, with or without blanks, dots and hyphens: three fields with a check digit each
 * (`barcode.block-digit`), the general digit, then factor and value; and the barcode that they make.
 */
export function readBoletoLine(line: string, today: CivilDate): Decoded<BoletoBarcode> {
  const digits = bareLine(line);
  const flawed = notDigits(digits, 47, 'The typed line');
  if (flawed !== undefined) return flawed;
  for (const [index, { start, length }] of FIELDS.entries()) {
    const end = start + length;
    if (mod10(digits.slice(start, end)) !== Number(digits.charAt(end)))
      return wrongDigit('block-digit', end + 1, `field ${index + 1} of 3`);
  }
  const free = digits.slice(4, 9) + digits.slice(10, 20) + digits.slice(21, 31);
  return readBoletoBarcode(digits.slice(0, 4) + digits.slice(32) + free, today);
}

/** Writes the typed line (47 digits) of a boleto's barcode, or undefined where it is not 44 digits. */
export function boletoLine(barcode: string): string | undefined {
  if (!/^\d{44}$/.test(barcode)) return undefined;
  const fields = [barcode.slice(0, 4) + barcode.slice(19, 24), barcode.slice(24, 34), barcode.slice(34)];
  return fields.map((field) => `${field}${mod10(field)}`).join('') + barcode.slice(4, 19);
}
