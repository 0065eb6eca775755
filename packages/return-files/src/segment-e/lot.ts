import type { Cents } from '@baixa/core';
import { type Line, MALFORMED } from '@baixa/fixed-width';
import type { ReadItem, TrailerCheck } from '../items.ts';
import { claimed, compareClaim } from '../trailer-claims.ts';
import { lotHeader, lotTrailer } from './layouts.ts';
import { balanceDiffers } from './problems.ts';

/** What lines of a statement amount to. */
interface Sums {
  debitsCents: Cents;
  creditsCents: Cents;
}

/** A balance by its amount and side, below zero for D. Undefined where the bank leaves it unfilled. */
function balanceOf(amount: ReturnType<typeof lotHeader.field.opening.read>, side: string): Cents | undefined {
  if (amount === undefined || amount === MALFORMED || (side !== 'C' && side !== 'D')) return undefined;
  return side === 'D' ? 0 - amount : amount;
}

/** Adds up one statement, a lot of its file, and compares it with the trailer of the lot. */
export class StatementLot {
  records = 1;
  readonly #opening: Cents | undefined;
  readonly #all: Sums = { debitsCents: 0, creditsCents: 0 };
  /** Without lines of bound and blocked balances, which some banks list and do not add. */
  readonly #available: Sums = { debitsCents: 0, creditsCents: 0 };

  /** @param header The header of the lot, 240 characters. */
  constructor(header: string) {
    const { opening, openingSide } = lotHeader.field;
    this.#opening = balanceOf(opening.read(header), openingSide.raw(header));
  }

  add(cents: Cents, available: boolean): void {
    for (const sums of available ? [this.#all, this.#available] : [this.#all])
      if (cents < 0) sums.debitsCents -= cents;
      else sums.creditsCents += cents;
  }

  /** Compares with the trailer: its count of records, its sums, and its closing balance. */
  check(line: Line, text: string, check: TrailerCheck, out: ReadItem[]): void {
    const { field } = lotTrailer;
    // The records of lots are not added to those of the file, which its own trailer declares.
    const own: TrailerCheck = { declared: {}, mismatches: check.mismatches };
    const column = field.records.column?.from;
    const declared = claimed([field.records], text);
    compareClaim('segment-e', line, { what: 'records', declared, found: this.records, column }, own, out);
    this.#checkSums(line, text, check, out);
    this.#checkBalance(line, text, out);
  }

  /** One sum of zero beside one that is filled is a claim too; two zeros are a bank that fills none. */
  #checkSums(line: Line, text: string, check: TrailerCheck, out: ReadItem[]): void {
    const { debits, credits } = lotTrailer.field;
    const declared: Sums = {
      debitsCents: claimed([debits], text) ?? 0,
      creditsCents: claimed([credits], text) ?? 0,
    };
    if (declared.debitsCents === 0 && declared.creditsCents === 0) return;
    const alike = (sums: Sums) =>
      sums.debitsCents === declared.debitsCents && sums.creditsCents === declared.creditsCents;
    const sums = alike(this.#available) ? this.#available : this.#all;
    for (const what of ['debitsCents', 'creditsCents'] as const) {
      const column = (what === 'debitsCents' ? debits : credits).column?.from;
      compareClaim(
        'segment-e',
        line,
        { what, declared: declared[what], found: sums[what], column },
        check,
        out,
      );
    }
  }

  /** Two balances of zero are a bank that fills none. */
  #checkBalance(line: Line, text: string, out: ReadItem[]): void {
    const { closing: field, closingSide } = lotTrailer.field;
    const opening = this.#opening;
    const closing = balanceOf(field.read(text), closingSide.raw(text));
    if (opening === undefined || closing === undefined || (opening === 0 && closing === 0)) return;
    const after = ({ debitsCents, creditsCents }: Sums) => opening + creditsCents - debitsCents;
    if (closing === after(this.#all) || closing === after(this.#available)) return;
    const found = balanceDiffers(line, field.column?.from, after(this.#all), closing);
    out.push({ type: 'problem', problem: found });
  }
}
