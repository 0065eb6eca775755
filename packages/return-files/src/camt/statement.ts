import type { Cents } from '@baixa/core';
import type { Line } from '@baixa/fixed-width';
import type { ReadItem, TrailerCheck } from '../items.ts';
import type { Spot } from '../statement/whole-text.ts';
import { compareClaim } from '../trailer-claims.ts';
import type { Moved } from './entry.ts';
import { balanceDiffers } from './problems.ts';
import { amountOf, firstOf, type Values } from './values.ts';

interface Sums {
  debitsCents: Cents;
  creditsCents: Cents;
  entries: number;
}

const noSums = (): Sums => ({ debitsCents: 0, creditsCents: 0, entries: 0 });

/** Balances that a statement begins with: of its own opening, or the booked one of the statement before. */
const OPENING = ['OPBD', 'PRCD'];
const CLOSING = 'CLBD';

/** Adds up one statement and compares it with its balances and its summary. */
export class StatementTally {
  readonly #spot: Spot;
  readonly #booked = noSums();
  readonly #all = noSums();
  readonly #balances = new Map<string, Cents>();
  #closingSpot: Spot | undefined;
  /** An entry that could not be read, or is in another currency: no sum can be compared. */
  #incomplete = false;

  constructor(spot: Spot) {
    this.#spot = spot;
  }

  add(moved: Moved | undefined): void {
    if (moved === undefined) {
      this.#incomplete = true;
      return;
    }
    for (const sums of moved.booked ? [this.#all, this.#booked] : [this.#all]) {
      sums.entries++;
      if (moved.cents < 0) sums.debitsCents -= moved.cents;
      else sums.creditsCents += moved.cents;
    }
  }

  addBalance(values: Values, spot: Spot): void {
    const code = firstOf(values, 'Tp/CdOrPrtry/Cd', 'Tp/Cd') ?? '';
    const amount = amountOf(values.get('Amt'));
    const side = values.get('CdtDbtInd');
    if (amount === undefined || values.get('Amt@Ccy') !== 'BRL' || (side !== 'CRDT' && side !== 'DBIT'))
      return;
    if (this.#balances.has(code) || !(OPENING.includes(code) || code === CLOSING)) return;
    this.#balances.set(code, side === 'DBIT' ? 0 - amount : amount);
    if (code === CLOSING) this.#closingSpot = spot;
  }

  /** @param values The statement's own elements, with its summary. */
  check(values: Values, check: TrailerCheck, out: ReadItem[]): void {
    if (this.#incomplete) return;
    const opening = OPENING.map((code) => this.#balances.get(code)).find((it) => it !== undefined);
    const closing = this.#balances.get(CLOSING);
    if (opening !== undefined && closing !== undefined && this.#closingSpot !== undefined) {
      const expected = opening + this.#booked.creditsCents - this.#booked.debitsCents;
      if (expected !== closing) {
        const found = balanceDiffers(this.#closingSpot, expected, closing);
        out.push({ type: 'problem', problem: found });
      }
    }
    this.#checkSummary(values, check, out);
  }

  /** Banks sum up either what is booked or all that the message lists. */
  #checkSummary(values: Values, check: TrailerCheck, out: ReadItem[]): void {
    const summary = 'TxsSummry';
    const count = /^\d{1,15}$/.exec(values.get(`${summary}/TtlNtries/NbOfNtries`) ?? '')?.[0];
    const declared = {
      debitsCents: amountOf(values.get(`${summary}/TtlDbtNtries/Sum`)),
      creditsCents: amountOf(values.get(`${summary}/TtlCdtNtries/Sum`)),
      entries: count === undefined ? undefined : Number(count),
    };
    const line: Line = { number: this.#spot.line, offset: this.#spot.offset, text: '', overlong: false };
    for (const what of ['debitsCents', 'creditsCents', 'entries'] as const) {
      const found = declared[what] === this.#all[what] ? this.#all[what] : this.#booked[what];
      compareClaim('camt', line, { what, declared: declared[what], found, column: undefined }, check, out);
    }
  }
}
