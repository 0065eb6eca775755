import { formatBrl } from '@baixa/core';
import { counted } from './file-sentences.ts';
import type { ProblemList } from './problem-list.ts';
import type { Reading } from './reading.ts';
import { printable } from './wrap.ts';

/** Files with errors that are named. */
const NAMED = 10;

/** What a run over many files amounts to. */
export class RunSummary {
  files = 0;
  #entries = 0;
  #moneyInCents = 0;
  #moneyOutCents = 0;
  #feeCents = 0;
  #withErrors = 0;
  #withWarnings = 0;
  readonly #named: string[] = [];

  add({ file, totals }: Reading, problems: ProblemList): void {
    this.files++;
    this.#entries += totals.entries;
    this.#moneyInCents += totals.moneyInCents;
    this.#moneyOutCents += totals.moneyOutCents;
    this.#feeCents += totals.feeCents;
    if (problems.warnings > 0) this.#withWarnings++;
    if (problems.errors === 0) return;
    this.#withErrors++;
    if (this.#named.length < NAMED) this.#named.push(file.name);
  }

  /** Lines, each in parts. */
  toText(): string[][] {
    const sums = [
      counted(this.files, 'file'),
      `${this.#entries} ${this.#entries === 1 ? 'entry' : 'entries'}`,
      `money in ${formatBrl(this.#moneyInCents)}`,
      this.#moneyOutCents === 0 ? '' : `money out ${formatBrl(this.#moneyOutCents)}`,
      this.#feeCents === 0 ? '' : `tariff ${formatBrl(this.#feeCents)}`,
      this.#withErrors === 0 ? 'no errors' : `${this.#withErrors} with errors`,
      this.#withWarnings === 0 ? '' : `${this.#withWarnings} with warnings`,
    ].filter((part) => part !== '');
    if (this.#withErrors === 0) return [sums];
    const more = this.#withErrors - this.#named.length;
    const names = [...this.#named.map(printable), ...(more > 0 ? [`${more} more`] : [])];
    const [first, ...others] = names;
    return [sums, [`with errors: ${first}`, ...others]];
  }
}
