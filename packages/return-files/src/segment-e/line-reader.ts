import { shapeOf } from '@baixa/cnab240-parser';
import type { Cents } from '@baixa/core';
import { type Line, MALFORMED } from '@baixa/fixed-width';
import type { ReadItem } from '../items.ts';
import { entryOfMovement } from '../statement/movement.ts';
import { CATEGORIES, type Category } from './categories.ts';
import { segmentE } from './layouts.ts';
import { noAmount, noDate, noSide, unknownCategory } from './problems.ts';

const { field } = segmentE;
const DEBIT = 68;
const CREDIT = 67;
const SIDE = 168;
const NO_CATEGORY: Category = { meaning: '' };
/** Hostile files must not fill memory with codes that no bank has. */
const MOST_TOLD = 1000;

/** What a line moves, and whether in the balance that is at the company's disposal. */
export interface Moved {
  cents: Cents;
  available: boolean;
}

/** Reads segments E into entries. Tells each unknown category once a file. */
export class LineReader {
  readonly #told = new Set<string>();

  /**
   * Adds the entry of a line (240 characters) to `out`, and the problems met. A line without amount or side gives no
   * entry, since what it moved is unknown.
   */
  read(line: Line, text: string, out: ReadItem[]): Moved | undefined {
    const amount = field.amount.read(text);
    if (amount === undefined || amount === MALFORMED) {
      const found = noAmount(line, field.amount.column?.from, shapeOf(field.amount.raw(text)));
      out.push({ type: 'problem', problem: found });
      return undefined;
    }
    const side = text.charCodeAt(SIDE);
    if (side !== DEBIT && side !== CREDIT) {
      const found = noSide(line, field.side.column?.from, shapeOf(field.side.raw(text)));
      out.push({ type: 'problem', problem: found });
      return undefined;
    }
    const cents = side === DEBIT ? 0 - amount : amount;
    const category = field.category.read(text);
    const { nature, channel } = this.#category(line, category, out);
    const postedOn = field.postedOn.read(text) ?? field.accountedOn.read(text);
    if (postedOn === undefined) {
      const found = noDate(line, field.postedOn.column?.from, shapeOf(field.postedOn.raw(text)));
      out.push({ type: 'problem', problem: found });
    }
    const historyCode = field.historyCode.read(text);
    const entry = entryOfMovement({
      line: line.number,
      offset: line.offset,
      cents,
      occurrence: category,
      reasons: historyCode === undefined ? [] : [historyCode],
      postedOn,
      valuedOn: field.accountedOn.read(text) ?? postedOn,
      nature,
      channel,
      text: field.history.read(text) ?? '',
      document: field.document.read(text),
    });
    out.push({ type: 'entry', entry });
    const availability = field.availability.read(text);
    return { cents, available: availability === undefined || availability === 'DPV' };
  }

  /** Zeros are a bank that gives no category. */
  #category(line: Line, category: string | undefined, out: ReadItem[]): Category {
    if (category === undefined || category === '000') return NO_CATEGORY;
    const known = CATEGORIES[category];
    if (known !== undefined) return known;
    if (!this.#told.has(category) && this.#told.size < MOST_TOLD) {
      this.#told.add(category);
      const found = unknownCategory(
        line,
        field.category.column?.from,
        shapeOf(category) === '999' ? category : shapeOf(category),
      );
      out.push({ type: 'problem', problem: found });
    }
    return NO_CATEGORY;
  }
}
