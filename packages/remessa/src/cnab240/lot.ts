import type { Line } from '@baixa/fixed-width';
import type { RemessaItem } from '../items.ts';
import { checkAmount, checkCount } from '../trailer.ts';
import type { RemessaLayout } from './layouts.ts';

/** What a lot holds, to be held against its trailer. */
export class Lot {
  readonly #isRead: boolean;
  #records = 1;
  #titles = 0;
  #faceCents = 0;

  /** @param isRead false for a lot of another service or agreement. */
  constructor(isRead: boolean) {
    this.#isRead = isRead;
  }

  get isRead(): boolean {
    return this.#isRead;
  }

  addRecord(): void {
    this.#records++;
  }

  addTitle(faceCents: number | undefined): void {
    this.#titles++;
    this.#faceCents += faceCents ?? 0;
  }

  check({ lotTrailer: { field } }: RemessaLayout, line: Line, out: RemessaItem[]): void {
    if (!this.#isRead) return;
    const titles = [field.simpleTitles, field.boundTitles, field.pledgedTitles, field.discountedTitles];
    const faces = [field.simpleFace, field.boundFace, field.pledgedFace, field.discountedFace];
    checkCount(line, [field.records], 'records in the lot', [this.#records], out);
    checkCount(line, titles, 'títulos', [this.#titles], out);
    checkAmount(line, faces, this.#faceCents, out);
  }
}
