import { type Entry, isMoneyIn } from '@baixa/core';
import { type Field, type Line, MALFORMED } from '@baixa/fixed-width';
import { grossOfCredit, type PaidMeaning, paidMeaningOf } from './amounts.ts';
import { flaw, type Sink, shapeOf } from './found.ts';
import { tellsOfPayment } from './kinds.ts';
import { BANK_LAYOUTS, type BankLayout, layoutOf } from './layouts/banks.ts';
import { nossoNumeroColumn, nossoNumeroOf } from './nosso-numero.ts';
import { nossoNumeroDigitsOf } from './nosso-numero-digits.ts';
import { nossoNumeroParts } from './nosso-numero-parts.ts';
import { occurrencesOf } from './occurrences/banks.ts';
import type { Occurrence } from './occurrences/occurrence.ts';
import { channelOf, refinedKind, settlementReasons, splitReasons } from './reasons.ts';
import { checkAmounts, wrongDigit } from './title-checks.ts';
import { txidOf } from './txid.ts';
import { identifier, payerOf, taxIdOf } from './values.ts';

/** The records of one título, with lines already 240 characters long. */
export interface Title {
  t: Line;
  u: Line;
  ys: readonly Line[];
}

/** Reads the títulos of one bank (three digits) into entries. */
export class TitleReader {
  readonly #bank: string;
  readonly #layout: BankLayout;
  readonly #paidMeaning: PaidMeaning;
  readonly #occurrences: ReadonlyMap<string, Occurrence>;
  #out: Sink = [];

  constructor(bank: string) {
    this.#bank = bank;
    this.#layout = layoutOf(bank);
    this.#paidMeaning = paidMeaningOf(bank);
    this.#occurrences = new Map(Object.entries(occurrencesOf(bank)));
  }

  /**
   * Adds the entry of a título to `out`, and the problems met. A payment whose amount cannot be read gives no entry:
   * what it moved is unknown, and the problem says so.
   */
  read({ t, u, ys }: Title, out: Sink): void {
    this.#out = out;
    const { field: tf } = this.#layout.segmentT;
    const { field: uf } = this.#layout.segmentU;
    const code = tf.occurrence.read(t.text) ?? '';
    const known = this.#occurrences.get(code);
    if (!known) this.#unknownOccurrence(t, code);
    const base = known?.kind ?? 'other';
    const rawReasons = tf.reasons.raw(t.text);
    const paying = isMoneyIn(base);
    const reasons = paying ? settlementReasons(this.#bank, rawReasons) : splitReasons(rawReasons);
    const kind = refinedKind(this.#bank, base, reasons);
    const tells = tellsOfPayment(kind);
    const stated = this.#amount(uf.paid, u, tells);
    const feeCents = this.#amount(tf.fee, t, tells);
    if (stated === undefined && (paying || kind === 'reversal')) {
      this.#noAmount(u);
      return;
    }
    const occurredOn = uf.occurredOn.read(u.text);
    if (paying && occurredOn === undefined) this.#noPaymentDate(u);
    const nosso = nossoNumeroOf(this.#bank, nossoNumeroColumn(this.#bank, t.text));
    const entry: Entry = {
      line: t.number,
      offset: t.offset,
      kind,
      occurrence: code,
      reasons,
      nossoNumero: nosso?.full,
      nossoNumeroForms: nosso && nosso.forms.length > 0 ? nosso.forms : undefined,
      seuNumero: identifier(tf.seuNumero, t.text),
      companyUse: identifier(tf.companyUse, t.text),
      txid: txidOf(ys),
      dueOn: tf.dueOn.read(t.text),
      paidOn: tells ? occurredOn : undefined,
      processedOn: tells ? undefined : occurredOn,
      creditedOn: uf.creditedOn.read(u.text),
      faceCents: this.#amount(tf.face, t, tells),
      paidCents: stated,
      netCents: this.#amount(uf.net, u, tells),
      lateChargesCents: this.#amount(uf.lateCharges, u, tells),
      discountCents: this.#amount(uf.discount, u, tells),
      rebateCents: this.#amount(uf.rebate, u, tells),
      otherCreditsCents: this.#amount(uf.otherCredits, u, tells),
      otherExpensesCents: this.#amount(uf.otherExpenses, u, tells),
      feeCents,
      channel: paying ? channelOf(this.#bank, reasons, this.#settlementCode(t.text)) : undefined,
      payer: payerOf(
        taxIdOf(tf.payerTaxIdType.raw(t.text), tf.payerTaxId.raw(t.text)),
        identifier(tf.payerName, t.text),
      ),
    };
    if (paying && this.#paidMeaning === 'credited' && stated)
      entry.paidCents = grossOfCredit(stated, feeCents ?? 0, entry);
    out.push({ type: 'entry', entry });
    checkAmounts('cnab240', entry, (what) => this.#placeOf(what === 'paid' ? uf.paid : uf.net, u), out);
    if (nosso) this.#checkDigit(t, nosso.full, nosso.digits);
  }

  #checkDigit(t: Line, full: string, width: number): void {
    if (width === 0) return;
    const parts = nossoNumeroParts(this.#bank, t.text, full.slice(0, -width));
    const allowed = nossoNumeroDigitsOf(this.#bank, parts);
    const stated = full.slice(-width);
    const [expected] = allowed;
    if (expected === undefined || allowed.includes(stated)) return;
    const column = this.#layout.segmentT.field.nossoNumero.column?.from;
    this.#out.push(wrongDigit('cnab240', t, column, full, stated, expected));
  }

  #placeOf(field: Field, line: Line) {
    return { line: line.number, column: field.column?.from, offset: line.offset };
  }

  #settlementCode(line: string): string | undefined {
    return this.#bank === '341' ? BANK_LAYOUTS['341'].segmentT.field.settlementCode.read(line) : undefined;
  }

  #amount(field: Field<'cents'>, line: Line, zeroTells: boolean): number | undefined {
    const value = field.read(line.text);
    if (value === 0) return zeroTells ? 0 : undefined;
    return value === MALFORMED ? this.#badAmount(field, line) : value;
  }

  #badAmount(field: Field<'cents'>, line: Line): undefined {
    this.#out.push(
      flaw(
        'error',
        'cnab240.bad-amount',
        {
          line: line.number,
          column: field.column?.from,
          offset: line.offset,
          text: shapeOf(field.raw(line.text)),
        },
        `The amount ${field.column?.name} is not made of digits and was left out (9 stands for a digit, A for a letter).`,
        'Ask the bank for the file again; do not correct it by hand.',
      ),
    );
    return undefined;
  }

  #unknownOccurrence(t: Line, code: string): void {
    this.#out.push(
      flaw(
        'error',
        'cnab240.unknown-occurrence',
        { line: t.number, column: 16, offset: t.offset, text: code },
        `Bank ${this.#bank} has no known occurrence ${code}: the entry is kept as 'other' and settles nothing.`,
        'Look the code up in the manual of the bank and add it to its table of occurrences.',
      ),
    );
  }

  #noAmount(u: Line): void {
    const { paid } = this.#layout.segmentU.field;
    this.#out.push(
      flaw(
        'error',
        'cnab240.no-amount',
        { line: u.number, column: paid.column?.from, offset: u.offset, text: shapeOf(paid.raw(u.text)) },
        'The occurrence moves money but the amount paid is blank or unreadable: no entry was made of it.',
        'Ask the bank for the file again, or settle this título by hand from the statement.',
      ),
    );
  }

  #noPaymentDate(u: Line): void {
    this.#out.push(
      flaw(
        'warning',
        'cnab240.no-payment-date',
        { line: u.number, column: this.#layout.segmentU.field.occurredOn.column?.from, offset: u.offset },
        'The payment has no date, or one that no calendar has.',
        'It is settled without a payment date, so that it cannot count as recovered until somebody enters one.',
      ),
    );
  }
}
