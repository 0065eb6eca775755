import { once } from 'node:events';

/** Characters that are gathered before they are written. */
const ENOUGH = 2 ** 16;

/** Writes to a stream in large pieces, no faster than whoever reads it takes them. */
export class Output {
  readonly #stream: NodeJS.WritableStream;
  #text = '';

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  /** Adds text. What is gathered is written by `drained`, `bytes` or `flush`. */
  add(text: string): void {
    this.#text += text;
  }

  /** Writes bytes after the text that was added. */
  async bytes(bytes: Uint8Array): Promise<void> {
    await this.flush();
    await this.#write(bytes);
  }

  /** Waits when there is enough to write. Called once a batch, so that a long file does not pile up. */
  async drained(): Promise<void> {
    if (this.#text.length >= ENOUGH) await this.flush();
  }

  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (text !== '') await this.#write(text);
  }

  async #write(piece: string | Uint8Array): Promise<void> {
    if (!this.#stream.write(piece)) await once(this.#stream, 'drain');
  }
}
