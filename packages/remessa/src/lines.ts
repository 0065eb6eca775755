import { fitLine, type Line } from '@baixa/fixed-width';
import type { RemessaItem } from './items.ts';
import { longLine } from './problems.ts';

/** The access key of a nota fiscal, which some programs append to a record. */
const KEY_LENGTH = 44;

/** Makes the lines of a file as long as its records, and tells once of those that hold more. */
export class Lines {
  readonly #length: number;
  #told = false;

  /** @param length Characters of a record. */
  constructor(length: number) {
    this.#length = length;
  }

  /** The line as long as its record. */
  fit(line: Line, out: RemessaItem[]): Line {
    const { text, overlong } = line;
    if (text.length === this.#length) return line;
    if (text.length > this.#length && !this.#told && !overlong && !this.#isHarmless(text)) {
      this.#told = true;
      out.push({ type: 'problem', problem: longLine(line, this.#length) });
    }
    return { ...line, text: fitLine(text, this.#length) };
  }

  #isHarmless(text: string): boolean {
    const beyond = text.slice(this.#length, this.#length + KEY_LENGTH + 1).trim();
    return beyond === '' || (beyond.length === KEY_LENGTH && /^\d+$/.test(beyond));
  }
}
