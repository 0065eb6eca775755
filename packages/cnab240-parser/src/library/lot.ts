import { type Field, fitLine, type Line, MALFORMED } from '@baixa/fixed-width';
import type { Sink } from '../found.ts';
import type { BankLayout } from '../layouts/banks.ts';
import { RECORD_LENGTH } from '../layouts/febraban.ts';
import { otherAmount, otherCount } from './problems.ts';

/** What a lot of cobrança has, to be held against its trailer. */
export class Lot {
  readonly #layout: BankLayout;
  #titles = 0;
  #faceCents = 0;

  constructor(layout: BankLayout) {
    this.#layout = layout;
  }

  /** Counts a segment T. */
  add(text: string): void {
    const face = this.#layout.segmentT.field.face.read(text);
    this.#titles++;
    if (face !== MALFORMED) this.#faceCents += face ?? 0;
  }

  /** Tells of a trailer that declares something else. One of zeros declares nothing: some banks fill no totals. */
  check(trailer: Line, out: Sink): void {
    const text = fitLine(trailer.text, RECORD_LENGTH);
    const { field } = this.#layout.lotTrailer;
    const titles = sumOf(
      [field.simpleTitles, field.boundTitles, field.pledgedTitles, field.discountedTitles],
      text,
    );
    const face = sumOf([field.simpleFace, field.boundFace, field.pledgedFace, field.discountedFace], text);
    const column = (of: Field) => of.column?.from ?? 1;
    if (titles !== 0 && titles !== this.#titles)
      out.push(otherCount(trailer, column(field.simpleTitles), titles, this.#titles));
    if (face !== 0 && face !== this.#faceCents)
      out.push(otherAmount(trailer, column(field.simpleFace), face, this.#faceCents));
  }
}

function sumOf(fields: readonly Field<'cents' | 'count'>[], text: string): number {
  let sum = 0;
  for (const field of fields) {
    const value = field.read(text);
    if (value !== MALFORMED) sum += value ?? 0;
  }
  return sum;
}
