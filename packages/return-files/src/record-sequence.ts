import { type Column, type Line, MALFORMED } from '@baixa/fixed-width';

/** What the number at the end of a record tells: `shifted` where it stands at another column than it should. */
export type Sequence = 'right' | 'gap' | 'shifted';

/** The number in these columns, MALFORMED where it is not all digits, undefined where nothing stands there. */
function numberAt(text: string, start: number, end: number): number | typeof MALFORMED | undefined {
  let value = 0;
  let blanks = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (at >= text.length || digit === -16) blanks++;
    else return MALFORMED;
  }
  if (blanks === end - start) return undefined;
  return blanks === 0 ? value : MALFORMED;
}

/**
 * Follows the numbers of a file's records, which rise by one. A bank that leaves them blank in its header is not
 * followed. Where a record ends in its own number at another column than its last one, characters are missing from it
 * or stand in it too many, so that none of its columns can be trusted.
 */
export class RecordSequence {
  /** What a record's number is more than its position; undefined where the bank does not number. */
  #ahead: number | undefined;
  readonly #start: number;
  readonly #end: number;

  /** @param column The number of a record, which ends it. */
  constructor({ from, to }: Column) {
    this.#start = from - 1;
    this.#end = to;
  }

  /** Begins with the first record of a file, the `position`th. */
  begin(text: string, position: number): void {
    const number = numberAt(text, this.#start, this.#end);
    this.#ahead = typeof number === 'number' ? number - position : undefined;
  }

  /** Takes the next record, the `position`th. */
  check({ text }: Line, position: number): Sequence {
    if (this.#ahead === undefined) return 'right';
    const expected = position + this.#ahead;
    const number = numberAt(text, this.#start, this.#end);
    if (number === expected) return 'right';
    const end = text.trimEnd();
    const written = String(expected).padStart(this.#end - this.#start, '0');
    if (end.length !== this.#end && end.endsWith(written)) return 'shifted';
    if (typeof number === 'number') this.#ahead = number - position;
    return 'gap';
  }
}
