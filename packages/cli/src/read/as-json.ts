import type { ReadItem } from '@baixa/return-files';
import { Output } from './output.ts';
import type { Printer } from './printer.ts';
import type { Reading } from './reading.ts';
import { Spool } from './spool.ts';

/** `--json`: a line a file, one object `{"file", "totals", "problems", "entries"}`. */
export class JsonPrinter implements Printer {
  readonly #out: Output;
  readonly #entries = new Spool();
  readonly #problems = new Spool();

  constructor(out: NodeJS.WritableStream) {
    this.#out = new Output(out);
  }

  take(_name: string, items: ReadItem[]): void {
    for (const item of items) {
      if (item.type === 'entry') this.#entries.add(JSON.stringify(item.entry));
      else if (item.type === 'problem') this.#problems.add(JSON.stringify(item.problem));
    }
  }

  async end({ file, totals }: Reading): Promise<void> {
    this.#out.add(`{"file":${JSON.stringify(file)},"totals":${JSON.stringify(totals)},"problems":`);
    await this.#problems.writeTo(this.#out);
    this.#out.add(',"entries":');
    await this.#entries.writeTo(this.#out);
    this.#out.add('}\n');
    await this.#out.flush();
  }

  async finish(): Promise<void> {
    this.#entries.close();
    this.#problems.close();
  }
}
