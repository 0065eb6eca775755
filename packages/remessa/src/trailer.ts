import { type Field, type Line, MALFORMED } from '@baixa/fixed-width';
import type { RemessaItem } from './items.ts';
import { wrongAmount, wrongCount } from './problems.ts';

type Numbers = readonly Field<'cents' | 'count'>[];

/** What columns of a trailer declare, added up; undefined where they are left unfilled, as most programs do. */
function declaredIn(fields: Numbers, { text }: Line): number | undefined {
  let sum = 0;
  for (const field of fields) {
    const value = field.read(text);
    if (value !== MALFORMED) sum += value ?? 0;
  }
  return sum === 0 ? undefined : sum;
}

/** Holds the sum that a trailer declares against the file. */
export function checkAmount(line: Line, fields: Numbers, found: number, out: RemessaItem[]): void {
  const declared = declaredIn(fields, line);
  if (declared === undefined || declared === found) return;
  out.push({ type: 'problem', problem: wrongAmount(line, fields[0]?.column?.from, declared, found) });
}

/** Holds what a trailer counts against the file: `found` are the ways in which programs count it. */
export function checkCount(
  line: Line,
  fields: Numbers,
  what: string,
  found: readonly number[],
  out: RemessaItem[],
): void {
  const declared = declaredIn(fields, line);
  if (declared === undefined || found.includes(declared)) return;
  const column = fields[0]?.column?.from;
  out.push({ type: 'problem', problem: wrongCount(line, column, what, declared, found[0] ?? 0) });
}
