import { type Cents, formatBrl, type Problem, problem, warning } from '@baixa/core';
import { type Field, type Line, MALFORMED } from '@baixa/fixed-width';
import type { Declared, FileFormat, ReadItem, TrailerCheck } from './items.ts';

/** One figure of a trailer beside what its file has. */
export interface Claim {
  what: keyof Declared;
  /** Undefined where the bank left it unfilled. */
  declared: number | undefined;
  found: number;
  /** Where it stands in the trailer, from 1. */
  column: number | undefined;
}

const LABELS: Readonly<Record<keyof Declared, string>> = {
  lots: 'lots',
  records: 'records',
  entries: 'títulos',
  faceCents: 'face value',
  paidCents: 'amount paid',
  debitsCents: 'debits',
  creditsCents: 'credits',
};

/**
 * What columns of a trailer declare, added up. Zeros and blanks mean that the bank fills no totals (Banco do Brasil,
 * Unicred), so they claim nothing. What is not a number claims nothing either.
 */
export function claimed(fields: readonly Field<'cents' | 'count'>[], text: string): number | undefined {
  let sum = 0;
  for (const field of fields) {
    const value = field.read(text);
    if (value !== MALFORMED) sum += value ?? 0;
  }
  return sum === 0 ? undefined : sum;
}

/**
 * Compares a claim with what was found and keeps both. Another amount is an error (`<format>.trailer-amount`, nothing
 * of the file may settle), another count a warning (`<format>.trailer-count`).
 */
export function compareClaim(
  format: FileFormat,
  { number: line, offset }: Line,
  { what, declared, found, column }: Claim,
  check: TrailerCheck,
  out: ReadItem[],
): void {
  if (declared === undefined) return;
  check.declared[what] = (check.declared[what] ?? 0) + declared;
  if (declared === found) return;
  check.mismatches.push({ what, line, declared, found });
  const where = { line, column, offset, text: String(declared) };
  const money = what.endsWith('Cents');
  const show = (value: Cents) => (money ? formatBrl(value) : String(value));
  const sentence = `The trailer declares ${LABELS[what]} ${show(declared)}, and the file has ${show(found)}.`;
  const differs: Problem = money
    ? problem(
        `${format}.trailer-amount`,
        where,
        sentence,
        'Ask the bank for the file again: lines may be missing or changed.',
      )
    : warning(
        `${format}.trailer-count`,
        where,
        sentence,
        'Banks often count otherwise; look at the file when amounts differ too.',
      );
  out.push({ type: 'problem', problem: differs });
}
