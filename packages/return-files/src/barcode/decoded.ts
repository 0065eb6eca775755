import { type Problem, problem } from '@baixa/core';

/**
 * What a barcode or its typed line (linha digitável) tells. The value is absent where an error stands among the
 * problems; a warning stands beside it.
 */
export interface Decoded<T> {
  value?: T;
  problems: Problem[];
}

/** Makes the outcome of what could not be decoded. `column` counts from 1 in the digits as they are written. */
export function undecoded(code: string, column: number, message: string, wayOut: string): Decoded<never> {
  return { problems: [problem(`barcode.${code}`, { column }, message, wayOut)] };
}

const RETYPE = 'Compare it with the bill and type it again.';

/** Why a text is not `length` digits, or undefined when it is. */
export function notDigits(text: string, length: number, what: string): Decoded<never> | undefined {
  const other = /\D/.exec(text);
  if (other !== null)
    return undecoded('not-digits', other.index + 1, `${what} has a character that is no digit.`, RETYPE);
  if (text.length === length) return undefined;
  return undecoded(
    'length',
    Math.min(text.length, length) + 1,
    `${what} has ${text.length} digits, and it must have ${length}.`,
    RETYPE,
  );
}

/** A check digit that is not the one of its digits. */
export function wrongDigit(code: string, column: number, of: string): Decoded<never> {
  return undecoded(code, column, `The check digit of ${of} is not that of its digits.`, RETYPE);
}

/** A typed line as people write it, without the dots, blanks and hyphens between its blocks. */
export function bareLine(line: string): string {
  return line.replace(/[\s.-]/g, '');
}
