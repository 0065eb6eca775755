import type { Field, Line } from '@baixa/fixed-width';
import type { ReadItem, TrailerCheck } from '../items.ts';
import { type Claim, claimed, compareClaim } from '../trailer-claims.ts';
import type { Cnab400Bank } from './bank.ts';
import type { Sums, Tally } from './tally.ts';
import { fieldNamed } from './title-fields.ts';

type Figure = Field<'cents' | 'count'>;

const columnOf = (fields: readonly Figure[], text: string) =>
  fields.find((field) => /[1-9]/.test(field.raw(text)))?.column?.from;

/** Compares the trailer of a file (400 characters) with its títulos. */
export class TrailerReader {
  readonly #bank: Cnab400Bank;

  constructor(bank: Cnab400Bank) {
    this.#bank = bank;
  }

  check(line: Line, tally: Tally, check: TrailerCheck, out: ReadItem[]): void {
    const { totals, occurrenceTotals = [] } = this.#bank;
    if (totals !== undefined) {
      const titles = this.#claim('entries', totals.titles, tally.all.titles, line.text);
      const face = this.#claim('faceCents', totals.face, tally.all.faceCents, line.text);
      if (totals.of === 'file') compareClaim('cnab400', line, titles, check, out);
      if (totals.of === 'file' || titles.declared === tally.all.titles)
        compareClaim('cnab400', line, face, check, out);
    }
    // Totals of some ocorrências are not those of the file, so that they are compared and not kept.
    const own: TrailerCheck = { declared: {}, mismatches: check.mismatches };
    for (const { occurrences, titles, values } of occurrenceTotals) {
      const sums = tally.of(occurrences);
      compareClaim('cnab400', line, this.#claim('entries', [titles], sums.titles, line.text), own, out);
      for (const value of values)
        compareClaim('cnab400', line, this.#value(value, sums, line.text), own, out);
    }
  }

  /** The manual does not say whether the value of a payment is its face value or what was paid: either is right. */
  #value(name: string, sums: Sums, text: string): Claim {
    const face = this.#claim('faceCents', [name], sums.faceCents, text);
    if (face.declared === face.found || sums.paidCents === 0) return face;
    return this.#claim('paidCents', [name], sums.paidCents, text);
  }

  #claim(what: Claim['what'], names: readonly string[], found: number, text: string): Claim {
    const fields = names.map((name) => fieldNamed(this.#bank.trailer, name, 'cents', 'count'));
    return { what, declared: claimed(fields, text), found, column: columnOf(fields, text) };
  }
}
