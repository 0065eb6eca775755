import { allZeros } from '@baixa/cnab240-parser';
import type { Entry, Problem } from '@baixa/core';
import type { FixedRecord, Line } from '@baixa/fixed-width';
import type { ReadItem } from '../items.ts';
import { wholeRecord } from './cut.ts';
import { chargeEntry, receiptEntry } from './entries.ts';
import { cutRecord, loneRecord, otherCompany, otherInstitution, otherTxid } from './file-problems.ts';
import { charge, information, qrCode, receipt } from './layout-details.ts';
import { header } from './layout-frame.ts';
import type { Tally } from './tally.ts';
import { txidOf } from './values.ts';

/** Digits of a CNPJ that its branches share. */
const ROOT = 8;

/** Reads the records between header and trailer. Holds one entry, which the records after it may complete. */
export class MovementRecords {
  readonly #ispb: string;
  readonly #company: string;
  #entry: Entry | undefined;
  /** True where records 2 and 4 have something to add to, be it an entry that could not be made. */
  #open = false;
  #otherInstitutionTold = false;
  #otherCompanyTold = false;

  /** @param headerText The header, 750 characters: it decides whose file this is. */
  constructor(headerText: string) {
    this.#ispb = header.field.ispb.raw(headerText).trim();
    const company = header.field.taxId.raw(headerText).trim();
    this.#company = allZeros(company) ? '' : company;
  }

  /** Takes a record of type 1, 2, 4 or 5. */
  push(type: string, line: Line, tally: Tally, out: ReadItem[]): void {
    tally.details++;
    if (type === '5') {
      this.flush(out);
      const whole = this.#whole(receipt, line, out);
      tally.add(whole, receipt.field.face, true);
      this.#checkReceiver(whole, out);
      this.#entry = receiptEntry(whole, out);
      this.#open = true;
    } else if (type === '1') {
      this.flush(out);
      const whole = this.#whole(charge, line, out);
      tally.add(whole, charge.field.face, false);
      this.#entry = chargeEntry(whole, out);
      this.#open = true;
    } else this.#addition(type === '2' ? information : qrCode, line, out);
  }

  /** Gives the entry that was held. */
  flush(out: ReadItem[]): void {
    if (this.#entry !== undefined) out.push({ type: 'entry', entry: this.#entry });
    this.#entry = undefined;
    this.#open = false;
  }

  #whole(record: FixedRecord, line: Line, out: ReadItem[]): Line {
    const whole = wholeRecord(record, line);
    if (whole.cutIn !== undefined) tell(cutRecord(line, whole.cutIn), out);
    return whole.line;
  }

  /** Nothing of these records is an entry of its own; a static QR may have its txid only here. */
  #addition(record: typeof information | typeof qrCode, line: Line, out: ReadItem[]): void {
    if (!this.#open) {
      tell(loneRecord(line), out);
      return;
    }
    const whole = wholeRecord(record, line).line;
    const { txid } = record.field;
    const own = txidOf(txid, whole, out);
    if (this.#entry === undefined || own === undefined) return;
    if (this.#entry.txid === undefined) this.#entry.txid = own;
    else if (this.#entry.txid !== own) tell(otherTxid(line, txid), out);
  }

  #checkReceiver(line: Line, out: ReadItem[]): void {
    const { ispb, taxId } = receipt.field;
    if (!this.#otherInstitutionTold && differs(ispb.raw(line.text), this.#ispb, this.#ispb.length)) {
      this.#otherInstitutionTold = true;
      tell(otherInstitution(line, ispb), out);
    }
    if (!this.#otherCompanyTold && differs(taxId.raw(line.text), this.#company, ROOT)) {
      this.#otherCompanyTold = true;
      tell(otherCompany(line, taxId), out);
    }
  }
}

/** True where both are filled and begin otherwise. */
function differs(own: string, expected: string, length: number): boolean {
  if (expected === '' || own.startsWith(expected.slice(0, length))) return false;
  return !allZeros(own.trim());
}

function tell(found: Problem, out: ReadItem[]): void {
  out.push({ type: 'problem', problem: found });
}
