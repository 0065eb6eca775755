import { closeSync, createReadStream } from 'node:fs';
import type { Output } from './output.ts';
import { temporaryFile, writeAll } from './temporary.ts';

/** Bytes kept in memory before they go to disk. */
const IN_MEMORY = 2 ** 25;
const CHUNK = 2 ** 18;

/**
 * Keeps the elements of a JSON array until what stands before them is known: in memory, and beyond a bound in a
 * temporary file.
 */
export class Spool {
  readonly #bound: number;
  #text = '';
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #fd: number | undefined;
  #empty = true;

  constructor(bound: number = IN_MEMORY) {
    this.#bound = bound;
  }

  /** Adds one element. @param json its text */
  add(json: string): void {
    this.#text += this.#empty ? json : `,${json}`;
    this.#empty = false;
    if (this.#text.length >= CHUNK) this.#keep();
  }

  /** True when the elements did not fit in memory. */
  get onDisk(): boolean {
    return this.#fd !== undefined;
  }

  /** Writes `[`, all elements and `]`, and is empty again. */
  async writeTo(output: Output): Promise<void> {
    this.#keep();
    output.add('[');
    if (this.#fd !== undefined) {
      const stream = createReadStream('', { fd: this.#fd, start: 0, highWaterMark: CHUNK });
      this.#fd = undefined;
      for await (const bytes of stream) await output.bytes(bytes as Buffer);
    }
    for (const bytes of this.#kept) await output.bytes(bytes);
    output.add(']');
    this.#forget();
    this.#empty = true;
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #keep(): void {
    if (this.#text === '') return;
    this.#kept.push(Buffer.from(this.#text));
    this.#keptBytes += this.#kept.at(-1)?.length ?? 0;
    this.#text = '';
    if (this.#keptBytes <= this.#bound) return;
    this.#fd ??= temporaryFile();
    for (const bytes of this.#kept) writeAll(this.#fd, bytes);
    this.#forget();
  }

  #forget(): void {
    this.#kept = [];
    this.#keptBytes = 0;
  }
}
