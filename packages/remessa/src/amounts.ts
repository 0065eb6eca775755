import { shapeOf } from '@baixa/cnab240-parser';
import type { Cents, Problem } from '@baixa/core';
import { type Field, type Line, MALFORMED } from '@baixa/fixed-width';
import { noPercentage, unknownTerms, unreadable } from './problems.ts';

/** Any column of a number. What it counts in is the reader's to say. */
export type NumberField = Field<'cents'>;

/**
 * Reads the amounts and percentages of one título. Zero is none. A column that cannot be read makes the whole título
 * unusable: a receivable with wrong terms would be settled wrongly.
 */
export class Amounts {
  readonly problems: Problem[] = [];
  /** True once a column could not be read. */
  broken = false;

  cents(line: Line, field: NumberField): Cents | undefined {
    const value = field.read(line.text);
    if (value === undefined || value === 0) return undefined;
    if (value !== MALFORMED) return value;
    this.#break(unreadable(line, field.column?.from, shapeOf(field.raw(line.text))));
    return undefined;
  }

  /** A percentage of so many implied decimals, as `"2.00"`. */
  percent(line: Line, field: NumberField, decimals: number): string | undefined {
    const value = this.cents(line, field);
    if (value === undefined) return undefined;
    const digits = String(value).padStart(decimals + 1, '0');
    const whole = digits.slice(0, -decimals);
    if (whole.length <= 3) return `${whole}.${digits.slice(-decimals)}`;
    this.#break(noPercentage(line, field.column?.from));
    return undefined;
  }

  /** Tells of terms that were left out because nobody knows their code. */
  unknown(line: Line, code: Field, what: string): void {
    this.problems.push(unknownTerms(line, code.column?.from, shapeOf(code.raw(line.text)), what));
  }

  #break(found: Problem): void {
    this.broken = true;
    this.problems.push(found);
  }
}
