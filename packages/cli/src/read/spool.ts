import { closeSync, createReadStream } from 'node:fs';
import type { Output } from './output.ts';
import { temporaryFile, writeAll } from './temporary.ts';

/** Characters kept in memory before they go to disk. */
const IN_MEMORY = 2 ** 25;

/**
 * Keeps the elements of a JSON array until what stands before them is known: in memory, and beyond a bound in a
 * temporary file.
 */
export class Spool {
  readonly #bound: number;
  #text = '';
  #fd: number | undefined;
  #empty = true;

  constructor(bound: number = IN_MEMORY) {
    this.#bound = bound;
  }

  /** Adds one element. @param json its text */
  add(json: string): void {
    this.#text += this.#empty ? json : `,${json}`;
    this.#empty = false;
    if (this.#text.length < this.#bound) return;
    this.#fd ??= temporaryFile();
    writeAll(this.#fd, Buffer.from(this.#text));
    this.#text = '';
  }

  /** Writes `[`, all elements and `]`, and is empty again. */
  async writeTo(output: Output): Promise<void> {
    output.add('[');
    if (this.#fd !== undefined) {
      const stream = createReadStream('', {
        fd: this.#fd,
        start: 0,
        encoding: 'utf8',
        highWaterMark: 2 ** 18,
      });
      this.#fd = undefined;
      for await (const text of stream) {
        output.add(text);
        await output.drained();
      }
    }
    output.add(`${this.#text}]`);
    this.#text = '';
    this.#empty = true;
    await output.drained();
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}
