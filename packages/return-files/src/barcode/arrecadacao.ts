import type { Cents } from '@baixa/core';
import { isArrecadacaoBarcode, moduloOf } from './arrecadacao-digit.ts';
import { bareLine, type Decoded, notDigits, undecoded, wrongDigit } from './decoded.ts';

/** Whom a barcode of arrecadação pays, by its segment (position 2). Source: FEBRABAN arrecadação v07 (2023). */
export const SEGMENTS = {
  '1': 'city-hall',
  '2': 'sanitation',
  '3': 'energy-gas',
  '4': 'telecom',
  '5': 'government',
  '6': 'by-cnpj',
  '7': 'traffic-fine',
  '9': 'bank-use',
} as const;

/** What a barcode of arrecadação holds: the bills of utilities, taxes, fines. */
export interface ArrecadacaoBarcode {
  /** All 44 digits. */
  barcode: string;
  segment: (typeof SEGMENTS)[keyof typeof SEGMENTS];
  /** 6 and 8: the value is the amount to pay in reais. 7 and 9: it is a quantity of some reference. */
  valueId: '6' | '7' | '8' | '9';
  /** The amount to pay, where the barcode tells it. */
  amountCents?: Cents;
  /** FEBRABAN's number of the company, four digits; of the segment `bank-use`, the number of the bank. */
  company?: string;
  /** The first eight digits of the company's CNPJ, in the segment `by-cnpj`. */
  taxIdRoot?: string;
  /** What the company wrote for itself: 25 digits from position 20, in the segment `by-cnpj` 21 from position 24. */
  freeField: string;
}

const BLOCK = 11;

/**
 * Decodes the 44 digits of a barcode of arrecadação and checks its general digit. Problems: `barcode.not-digits`,
 * `barcode.length`, `barcode.not-arrecadacao` (product is not 8), `barcode.segment`, `barcode.value-id`,
 * `barcode.check-digit`. Source: FEBRABAN arrecadação v07 (2023), layout of the barcode.
 */
export function readArrecadacaoBarcode(barcode: string): Decoded<ArrecadacaoBarcode> {
  const flawed = notDigits(barcode, 44, 'The barcode');
  if (flawed !== undefined) return flawed;
  if (!barcode.startsWith('8'))
    return undecoded(
      'not-arrecadacao',
      1,
      'The barcode does not begin with 8, so it is none of arrecadação.',
      'Read it as a boleto.',
    );
  const segment = SEGMENTS[barcode.charAt(1) as keyof typeof SEGMENTS];
  if (segment === undefined)
    return undecoded(
      'segment',
      2,
      `No segment has the number ${barcode.charAt(1)}.`,
      'Compare with the bill.',
    );
  const valueId = barcode.charAt(2);
  if (!isValueId(valueId))
    return undecoded(
      'value-id',
      3,
      `The value identifier is ${valueId}, and only 6 to 9 are known.`,
      'Compare it with the bill.',
    );
  if (!isArrecadacaoBarcode(barcode)) return wrongDigit('check-digit', 4, 'the whole barcode (position 4)');
  const value = Number(barcode.slice(4, 15));
  const byCnpj = segment === 'by-cnpj';
  return {
    value: {
      barcode,
      segment,
      valueId,
      amountCents: (valueId === '6' || valueId === '8') && value > 0 ? value : undefined,
      company: byCnpj ? undefined : barcode.slice(15, 19),
      taxIdRoot: byCnpj ? barcode.slice(15, 23) : undefined,
      freeField: barcode.slice(byCnpj ? 23 : 19),
    },
    problems: [],
  };
}

function isValueId(digit: string): digit is ArrecadacaoBarcode['valueId'] {
  return moduloOf(digit) !== undefined;
}

/**
 * Decodes a typed line of 48 digits, with or without blanks, dots and hyphens: four blocks of eleven digits and their
 * check digit (`barcode.block-digit`), then the barcode that they make.
 */
export function readArrecadacaoLine(line: string): Decoded<ArrecadacaoBarcode> {
  const digits = bareLine(line);
  const flawed = notDigits(digits, 48, 'The typed line');
  if (flawed !== undefined) return flawed;
  const modulo = moduloOf(digits.charAt(2));
  let barcode = '';
  for (let block = 0; block < 4; block++) {
    const start = block * (BLOCK + 1);
    const own = digits.slice(start, start + BLOCK);
    barcode += own;
    if (modulo !== undefined && modulo(own) !== Number(digits.charAt(start + BLOCK)))
      return wrongDigit('block-digit', start + BLOCK + 1, `block ${block + 1} of 4`);
  }
  return readArrecadacaoBarcode(barcode);
}

/** Writes the typed line (48 digits) of a barcode of arrecadação, or undefined where it is none. */
export function arrecadacaoLine(barcode: string): string | undefined {
  const modulo = moduloOf(barcode.charAt(2));
  if (modulo === undefined || !isArrecadacaoBarcode(barcode) || barcode.length !== 44) return undefined;
  const blocks = [0, 1, 2, 3].map((block) => barcode.slice(block * BLOCK, (block + 1) * BLOCK));
  return blocks.map((block) => `${block}${modulo(block)}`).join('');
}
