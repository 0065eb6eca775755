import type { BankLayout } from '@baixa/cnab240-parser';
import { type Cents, formatBrl, problem, warning } from '@baixa/core';
import { type Field, fitLine, type Line, MALFORMED } from '@baixa/fixed-width';
import type { Declared, ReadItem, TrailerCheck } from '../items.ts';
import type { Lot } from './lot-tally.ts';

interface Claim {
  what: keyof Declared;
  declared: number | undefined;
  found: number;
  column: number | undefined;
}

const LABELS: Readonly<Record<keyof Declared, string>> = {
  lots: 'lots',
  records: 'records',
  entries: 'títulos',
  faceCents: 'face value',
  paidCents: 'amount paid',
};

/**
 * Zeros and blanks mean that the bank fills no totals (Banco do Brasil, Unicred), so they claim nothing. What is not a
 * number claims nothing either.
 */
function claimed(fields: readonly Field<'cents' | 'count'>[], text: string): number | undefined {
  let sum = 0;
  for (const field of fields) {
    const value = field.read(text);
    if (value !== MALFORMED) sum += value ?? 0;
  }
  return sum === 0 ? undefined : sum;
}

function compare({ number: line, offset }: Line, claim: Claim, check: TrailerCheck, out: ReadItem[]): void {
  const { what, declared, found, column } = claim;
  if (declared === undefined) return;
  check.declared[what] = (check.declared[what] ?? 0) + declared;
  if (declared === found) return;
  check.mismatches.push({ what, line, declared, found });
  const where = { line, column, offset, text: String(declared) };
  const money = what === 'faceCents' || what === 'paidCents';
  const show = (value: Cents) => (money ? formatBrl(value) : String(value));
  const sentence = `The trailer declares ${LABELS[what]} ${show(declared)}, and the file has ${show(found)}.`;
  out.push({
    type: 'problem',
    problem: money
      ? problem(
          'cnab240.trailer-amount',
          where,
          sentence,
          'Ask the bank for the file again: lines may be missing or changed.',
        )
      : warning(
          'cnab240.trailer-count',
          where,
          sentence,
          'Banks often count otherwise; look at the file when amounts differ too.',
        ),
  });
}

/**
 * Compares the trailer of a lot of cobrança with what was found. The four carteiras are added up: the value they
 * declare is the face value of all títulos of the lot, whatever happened to them (so do the real files of Itaú and
 * Sicredi).
 */
export function checkLotTrailer(
  layout: BankLayout,
  line: Line,
  lot: Lot,
  check: TrailerCheck,
  out: ReadItem[],
): void {
  const text = fitLine(line.text, layout.lotTrailer.length);
  const { field } = layout.lotTrailer;
  const counts = [field.simpleTitles, field.boundTitles, field.pledgedTitles, field.discountedTitles];
  const values = [field.simpleFace, field.boundFace, field.pledgedFace, field.discountedFace];
  const column = (fields: readonly Field[]) => fields.find((it) => /[1-9]/.test(it.raw(text)))?.column?.from;
  const entries = claimed(counts, text);
  const face = claimed(values, text);
  const claims: Claim[] = [
    { what: 'entries', declared: entries, found: lot.titles, column: column(counts) },
    { what: 'faceCents', declared: face, found: lot.faceCents, column: column(values) },
  ];
  for (const claim of claims) compare(line, claim, check, out);
  // The records of lots are not added to those of the file, which its own trailer declares.
  const own: TrailerCheck = { declared: {}, mismatches: check.mismatches };
  const records = claimed([field.records], text);
  compare(
    line,
    { what: 'records', declared: records, found: lot.records, column: field.records.column?.from },
    own,
    out,
  );
}

/** Compares the trailer of a file with its lots and records. */
export function checkFileTrailer(
  layout: BankLayout,
  line: Line,
  found: { lots: number; records: number },
  check: TrailerCheck,
  out: ReadItem[],
): void {
  const text = fitLine(line.text, layout.fileTrailer.length);
  for (const what of ['lots', 'records'] as const) {
    const field = layout.fileTrailer.field[what];
    const claim = { what, declared: claimed([field], text), found: found[what], column: field.column?.from };
    compare(line, claim, check, out);
  }
}
