import { warning } from '@baixa/core';
import type { Line } from '@baixa/fixed-width';
import type { FileFormat, ReadItem } from './items.ts';

/** Tells once a file of lines that hold more than their record. Blanks that a system appended are nothing to tell. */
export class LongLines {
  readonly #format: FileFormat;
  readonly #length: number;
  #told = false;

  /** @param length Characters of a record. */
  constructor(format: FileFormat, length: number) {
    this.#format = format;
    this.#length = length;
  }

  check({ number, offset, text, overlong }: Line, out: ReadItem[]): void {
    if (this.#told || overlong || text.length <= this.#length) return;
    if (text.slice(this.#length).trim() === '') return;
    this.#told = true;
    out.push({
      type: 'problem',
      problem: warning(
        `${this.#format}.long-line`,
        { line: number, column: this.#length + 1, offset },
        `This line has ${text.length} characters, and a record has ${this.#length}: what is beyond was not read.`,
        'Compare one título with the bank; when its columns are shifted, ask for the file again.',
      ),
    });
  }
}
