import type { CivilDate, Entry, Problem } from '@baixa/core';
import { type Line, MALFORMED } from '@baixa/fixed-width';
import { isArrecadacaoBarcode } from '../barcode/index.ts';
import type { ReadItem } from '../items.ts';
import { CHEQUE, channelOf, FORMS } from './channels.ts';
import {
  badAmount,
  badBarcode,
  cutLine,
  noAmount,
  noPaymentDate,
  unknownChannel,
  unknownForm,
} from './entry-problems.ts';
import { bill, billByCnpjOpened, billOpened } from './layouts/arrecadacao.ts';

const f = bill.field;
const opened = billOpened.field;
const byCnpj = billByCnpjOpened.field;
const BARCODE = (f.barcode.column?.from ?? 0) - 1;
const PAID_END = f.paid.column?.to ?? 0;
const FEE_START = f.fee.column?.from ?? 0;
const FEE_END = f.fee.column?.to ?? 0;

/** Reads the bills that were paid (records G) of one file into entries. */
export class BillReader {
  /** Codes that were told of already. */
  readonly #told = new Set<string>();
  /** The days that may be due dates of what was paid on the last date seen. */
  #window: { paidOn: CivilDate; from: CivilDate; to: CivilDate } = { paidOn: '', from: '', to: '' };
  #out: ReadItem[] = [];

  /**
   * Reads a record whose text is filled up to its length, and adds the problems met to `out`. Where what was paid
   * cannot be read there is no entry.
   */
  read(text: string, line: Line, out: ReadItem[]): Entry | undefined {
    this.#out = out;
    if (line.text.length < PAID_END) return this.#tell(cutLine(f.paid, line));
    const paid = f.paid.read(text);
    if (paid === undefined || paid === MALFORMED) return this.#tell(noAmount(f.paid, line));
    const paidOn = f.paidOn.read(text);
    if (paidOn === undefined) this.#tell(noPaymentDate(f.paidOn, line));
    const sound = isArrecadacaoBarcode(text, BARCODE);
    const form = f.paidBy.read(text);
    if (form !== undefined && !Object.hasOwn(FORMS, form))
      this.#tellOnce(`form ${form}`, unknownForm(f.paidBy, line, form));
    return {
      line: line.number,
      offset: line.offset,
      kind: 'payment',
      occurrence: form,
      reasons: [],
      barcode: sound ? f.barcode.raw(text) : this.#doubtfulBarcode(text, line),
      dueOn: sound && paidOn !== undefined ? this.#dueOn(text, paidOn) : undefined,
      paidOn,
      creditedOn: f.creditedOn.read(text),
      faceCents: sound ? faceOf(text) : undefined,
      paidCents: paid,
      feeCents: this.#fee(text, line),
      channel: this.#channel(text, line),
      held: form === CHEQUE ? 'cheque' : undefined,
    };
  }

  #doubtfulBarcode(text: string, line: Line): string | undefined {
    const barcode = f.barcode.raw(text);
    if (!/^\d{44}$/.test(barcode) || /^0+$/.test(barcode)) {
      const missing = /^[ 0]*$/.test(barcode);
      const why = missing ? 'is missing' : 'is not 44 digits and was left out';
      return this.#tell(badBarcode(f.barcode, line, why));
    }
    const why = barcode.startsWith('8')
      ? 'has a check digit that is not that of its digits'
      : 'does not begin with 8, as one of arrecadação does';
    this.#tell(badBarcode(f.barcode, line, why));
    return barcode;
  }

  /** A company may begin its free field with the due date; digits that are no day near the payment are something else. */
  #dueOn(text: string, paidOn: CivilDate): CivilDate | undefined {
    const day = (opened.segment.raw(text) === '6' ? byCnpj : opened).freeDate.read(text);
    if (day === undefined) return undefined;
    if (this.#window.paidOn !== paidOn) this.#window = windowOf(paidOn);
    return day >= this.#window.from && day <= this.#window.to ? day : undefined;
  }

  #fee(text: string, line: Line): number | undefined {
    const { length } = line.text;
    if (length >= FEE_START && length < FEE_END) return this.#tell(badAmount(f.fee, line));
    const fee = f.fee.read(text);
    return fee === MALFORMED ? this.#tell(badAmount(f.fee, line)) : fee;
  }

  #channel(text: string, line: Line): string | undefined {
    const code = f.channel.read(text);
    if (code === undefined) return undefined;
    const channel = channelOf(code);
    if (channel === undefined) this.#tellOnce(`channel ${code}`, unknownChannel(f.channel, line, code));
    return channel;
  }

  #tell(found: Problem): undefined {
    this.#out.push({ type: 'problem', problem: found });
  }

  #tellOnce(key: string, found: Problem): void {
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#tell(found);
  }
}

/** The value of a sound barcode, where it is the amount to pay: identifiers 6 and 8, and not zero. */
function faceOf(text: string): number | undefined {
  const valueId = opened.valueId.raw(text);
  if (valueId !== '6' && valueId !== '8') return undefined;
  const value = opened.barcodeValue.read(text);
  return value === MALFORMED || value === 0 ? undefined : value;
}

/** From a year before a payment to a year after it: dates compare as texts. */
function windowOf(paidOn: CivilDate) {
  const year = Number(paidOn.slice(0, 4));
  const at = (of: number) => `${of}${paidOn.slice(4)}`;
  return { paidOn, from: at(year - 1), to: at(year + 1) };
}
