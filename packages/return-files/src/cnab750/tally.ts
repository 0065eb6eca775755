import type { Cents } from '@baixa/core';
import { type Field, type Line, MALFORMED } from '@baixa/fixed-width';
import type { ReadItem, TrailerCheck } from '../items.ts';
import { type Claim, claimed, compareClaim } from '../trailer-claims.ts';
import { trailer } from './layout-frame.ts';
import { columnIn } from './place.ts';

/** Header and trailer. */
const FRAME = 2;

/** What stands between a header and its trailer, to be held against it. */
export class Tally {
  /** Records 1 and 5. */
  movements = 0;
  /** Records of all types but header and trailer. */
  details = 0;
  /** Original values of records 1 and 5. */
  faceCents: Cents = 0;
  /** Original values of records 5 alone. */
  receiptsFaceCents: Cents = 0;

  add(line: Line, face: Field<'cents'>, isReceipt: boolean): void {
    this.movements++;
    const value = face.read(line.text);
    if (value === MALFORMED || value === undefined) return;
    this.faceCents += value;
    if (isReceipt) this.receiptsFaceCents += value;
  }

  /**
   * Compares a trailer (750 characters) with what was found. The manual has it sum the original values of the details
   * and count the records of transactions, and says no more: the sum may be that of the receipts alone, and the count
   * that of movements or of all details, with header and trailer or without.
   */
  check(line: Line, check: TrailerCheck, out: ReadItem[]): void {
    const { face, records } = trailer.field;
    const counts = [this.details, this.movements, this.details + FRAME, this.movements + FRAME];
    const compare = (what: Claim['what'], field: Field<'cents' | 'count'>, readings: readonly number[]) => {
      const declared = claimed([field], line.text);
      const found = readings.find((reading) => reading === declared) ?? readings[0] ?? 0;
      const column = columnIn(line, field.column?.from);
      compareClaim('cnab750', line, { what, declared, found, column }, check, out);
    };
    compare('faceCents', face, [this.faceCents, this.receiptsFaceCents]);
    compare('records', records, counts);
  }
}
