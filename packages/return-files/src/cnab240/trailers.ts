import type { BankLayout } from '@baixa/cnab240-parser';
import { type Field, fitLine, type Line } from '@baixa/fixed-width';
import type { ReadItem, TrailerCheck } from '../items.ts';
import { type Claim, claimed, compareClaim } from '../trailer-claims.ts';
import type { Lot } from './lot-tally.ts';

const compare = (line: Line, claim: Claim, check: TrailerCheck, out: ReadItem[]) =>
  compareClaim('cnab240', line, claim, check, out);

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
