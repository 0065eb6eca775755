import {
  checkAmounts,
  identifier,
  type NossoNumero,
  nossoNumeroDigitsOf,
  nossoNumeroWith,
  type Occurrence,
  payerOf,
  taxIdOf,
  tellsOfPayment,
  wrongDigit,
} from '@baixa/cnab240-parser';
import { type CivilDate, type Entry, type EntryKind, isMoneyIn } from '@baixa/core';
import { type Field, type Line, MALFORMED } from '@baixa/fixed-width';
import type { ReadItem } from '../items.ts';
import { amountPaid } from './amount-paid.ts';
import type { Cnab400Bank, DigitParts, TitleRule } from './bank.ts';
import { badAmount, doubtfulPaid, noAmount, noPaymentDate, unknownOccurrence } from './entry-problems.ts';
import type { HeaderDates } from './header-dates.ts';
import { cutReasons, reasonInWords } from './reasons.ts';
import type { Tally } from './tally.ts';
import { fieldNamed, type TitleFields, titleFields } from './title-fields.ts';

const NUMBER_ALONE: readonly DigitParts[] = [(_, number) => ({ number })];

/** Reads the títulos of one record type of a bank into entries. */
export class TitleReader {
  readonly #bank: Cnab400Bank;
  readonly #rule: TitleRule;
  readonly #occurrences: ReadonlyMap<string, Occurrence>;
  readonly #f: TitleFields;
  readonly #nossoNumero: (line: string) => string;
  readonly #digit: Field;
  readonly #tellsCharges: boolean;
  readonly #dates: HeaderDates;
  readonly #tally: Tally;
  #out: ReadItem[] = [];

  constructor(bank: Cnab400Bank, rule: TitleRule, dates: HeaderDates, tally: Tally) {
    this.#bank = bank;
    this.#rule = rule;
    this.#occurrences = new Map(Object.entries(bank.occurrences));
    this.#f = titleFields(rule.record);
    this.#nossoNumero = rule.nossoNumero ?? numberAndDigit(rule);
    this.#digit = fieldNamed(rule.record, 'nossoNumeroDigit');
    this.#tellsCharges = (this.#f.lateCharges.column ?? this.#f.interest.column) !== undefined;
    this.#dates = dates;
    this.#tally = tally;
  }

  /**
   * Reads a título (400 characters) and adds the problems met to `out`. A payment whose amount cannot be read gives no
   * entry: what it moved is unknown, and the problem says so.
   */
  read(line: Line, out: ReadItem[]): Entry | undefined {
    this.#out = out;
    const f = this.#f;
    const { text } = line;
    const occurrence = f.occurrence.read(text) ?? '';
    const known = this.#occurrences.get(occurrence);
    if (known === undefined) out.push(unknownOccurrence(this.#bank, f.occurrence, line, occurrence));
    const reasons = this.#reasons(occurrence, text);
    let kind = this.#refined(known?.kind ?? 'other', reasons);
    const tells = tellsOfPayment(kind);
    const face = this.#amount(f.face, line, tells);
    const stated = this.#amount(f.paid, line, tells);
    this.#tally.add(occurrence, face, stated);
    if (kind === 'reversal' && !stated && this.#bank.undoWithAmount?.includes(occurrence)) kind = 'other';
    const moves = isMoneyIn(kind) || kind === 'reversal';
    if (moves && stated === undefined) {
      out.push(noAmount(f.paid, line));
      return undefined;
    }
    const occurredOn = this.#dates.near(f.occurredOn.read(text));
    if (isMoneyIn(kind) && occurredOn === undefined) out.push(noPaymentDate(f.occurredOn, line));
    const nosso = this.#nosso(text);
    const entry: Entry = {
      line: line.number,
      offset: line.offset,
      kind,
      occurrence,
      reasons,
      nossoNumero: nosso?.full,
      nossoNumeroForms: nosso !== undefined && nosso.forms.length > 0 ? nosso.forms : undefined,
      seuNumero: identifier(f.longSeuNumero, text) ?? identifier(f.seuNumero, text),
      companyUse: identifier(f.companyUse, text),
      txid: undefined,
      dueOn: this.#dates.near(f.dueOn.read(text)),
      paidOn: tells ? occurredOn : undefined,
      processedOn: tells ? undefined : occurredOn,
      creditedOn: this.#creditedOn(moves, text),
      faceCents: face,
      paidCents: this.#statesPaid(kind) ? stated : undefined,
      netCents: this.#net(kind, stated, line),
      interestCents: this.#amount(f.interest, line, tells),
      fineCents: this.#amount(f.fine, line, tells),
      lateChargesCents: this.#amount(f.lateCharges, line, tells),
      discountCents: this.#amount(f.discount, line, tells),
      rebateCents: this.#amount(f.rebate, line, tells),
      otherCreditsCents: this.#amount(f.otherCredits, line, tells),
      otherExpensesCents: this.#amount(f.otherExpenses, line, tells),
      feeCents: this.#amount(f.fee, line, tells),
      channel: isMoneyIn(kind) ? this.#bank.channel?.(f.channel.read(text), reasons) : undefined,
      payer: this.#payer(text),
    };
    if (kind === 'fee' && this.#bank.feeInFace) countOnlyFee(entry);
    const undoes = kind === 'reversal' && this.#bank.paid !== 'credited';
    if ((isMoneyIn(kind) || undoes) && stated !== undefined) this.#settlePaid(entry, stated, line);
    this.#verify(entry, nosso, line);
    return entry;
  }

  #settlePaid(entry: Entry, stated: number, line: Line): void {
    const { cents, doubtful } = amountPaid(this.#bank.paid, stated, entry);
    entry.paidCents = cents;
    if (doubtful) this.#out.push(doubtfulPaid(this.#f.paid, line));
  }

  /** The one place where an entry is held against itself: its amounts, and the check digit of its nosso número. */
  #verify(entry: Entry, nosso: NossoNumero | undefined, line: Line): void {
    const { number, offset } = line;
    const { paid, net } = this.#f;
    const placeOf = (what: 'paid' | 'net') => ({
      line: number,
      column: (what === 'paid' ? paid : net).column?.from,
      offset,
    });
    // Inter tells the two ends of a payment and nothing between them.
    if (this.#tellsCharges) checkAmounts('cnab400', entry, placeOf, this.#out);
    if (nosso !== undefined && nosso.digits > 0) this.#verifyDigit(nosso.full, nosso.digits, line);
  }

  #verifyDigit(full: string, width: number, line: Line): void {
    const number = full.slice(0, -width);
    const stated = full.slice(-width);
    let expected: string | undefined;
    for (const partsOf of this.#bank.digitParts ?? NUMBER_ALONE) {
      const allowed = nossoNumeroDigitsOf(this.#bank.layout.bank, partsOf(line.text, number));
      if (allowed.includes(stated)) return;
      expected ??= allowed[0];
    }
    const column = this.#f.nossoNumero.column?.from;
    if (expected !== undefined) this.#out.push(wrongDigit('cnab400', line, column, full, stated, expected));
  }

  /** A number whose digit the bank left blank ends in no check digit. */
  #nosso(text: string): NossoNumero | undefined {
    const { column } = this.#digit;
    const unsaid = column !== undefined && text.charAt(column.from - 1) === ' ';
    return nossoNumeroWith(this.#nossoNumero(text), unsaid ? 0 : this.#rule.checkDigits);
  }

  #reasons(occurrence: string, text: string): string[] {
    const { reasons, reasonText } = this.#f;
    if (reasons.column === undefined) return reasonInWords(reasonText.read(text));
    const width = this.#bank.widerReasons?.[occurrence] ?? this.#bank.reasonWidth;
    return cutReasons(reasons.raw(text), width);
  }

  #refined(kind: EntryKind, reasons: readonly string[]): EntryKind {
    const { refinements } = this.#bank;
    if (reasons.length === 0 || refinements === undefined) return kind;
    return refinements.find((it) => it.kinds.includes(kind) && reasons.includes(it.reason))?.kind ?? kind;
  }

  #creditedOn(moves: boolean, text: string): CivilDate | undefined {
    const { creditedOn } = this.#f;
    if (creditedOn.column === undefined) return moves ? this.#dates.creditedOn : undefined;
    return this.#dates.near(creditedOn.read(text));
  }

  /** A column of what is credited states what was paid only where something was; a fee is no payment at any bank. */
  #statesPaid(kind: EntryKind): boolean {
    return kind !== 'fee' && (this.#bank.paid !== 'credited' || tellsOfPayment(kind));
  }

  /** What was booked. Zero is what a bank writes that fills no such column; on a reversal the debit is the amount. */
  #net(kind: EntryKind, stated: number | undefined, line: Line): number | undefined {
    if (this.#bank.paid === 'credited') return stated;
    const { net, netSign } = this.#f;
    if (net.column === undefined || !(isMoneyIn(kind) || kind === 'reversal')) return undefined;
    const cents = this.#amount(net, line, false);
    if (cents === undefined || kind === 'reversal') return cents;
    const sign = netSign.raw(line.text);
    return sign === '1' || sign === 'D' ? 0 - cents : cents;
  }

  /** Where no column tells which it is, three leading zeros are those of a CPF. */
  #payer(text: string): Entry['payer'] {
    const { payerName, payerTaxId } = this.#f;
    const raw = payerTaxId.raw(text);
    return payerOf(taxIdOf(raw.startsWith('000') ? '1' : '2', raw), identifier(payerName, text));
  }

  /** An amount of a column; zeros of what tells of no payment are unused columns. */
  #amount(field: Field<'cents'>, line: Line, tells: boolean): number | undefined {
    const value = field.read(line.text);
    if (value === MALFORMED) {
      this.#out.push(badAmount(field, line));
      return undefined;
    }
    return value === 0 && !tells ? undefined : value;
  }
}

function numberAndDigit({ record }: TitleRule): (line: string) => string {
  const number = fieldNamed(record, 'nossoNumero').column;
  const digit = fieldNamed(record, 'nossoNumeroDigit').column ?? number;
  const start = (number?.from ?? 1) - 1;
  const end = digit?.to ?? 0;
  return (line) => line.slice(start, end);
}

/** The amounts of the título are repeated, or its face value is the fee. */
function countOnlyFee(entry: Entry): void {
  if (!entry.feeCents) {
    entry.feeCents = entry.faceCents;
    entry.faceCents = undefined;
  }
}
