import { once } from 'node:events';

/** Characters that are gathered before they are written. */
const ENOUGH = 2 ** 16;

/** Writes text to a stream in large pieces, no faster than whoever reads it takes it. */
export class Output {
  readonly #stream: NodeJS.WritableStream;
  #text = '';

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  /** Adds text. What is gathered is written by `drained` or `flush`. */
  add(text: string): void {
    this.#text += text;
  }

  /** Waits when there is enough to write. Called once a batch, so that a long file does not pile up. */
  async drained(): Promise<void> {
    if (this.#text.length >= ENOUGH) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#text === '') return;
    const more = this.#stream.write(this.#text);
    this.#text = '';
    if (!more) await once(this.#stream, 'drain');
  }
}
