import { identifier, payerOf, taxIdOf } from '@baixa/cnab240-parser';
import { type Entry, type EntryKind, isMoneyIn, type Problem } from '@baixa/core';
import { type Line, MALFORMED } from '@baixa/fixed-width';
import type { ReadItem } from '../items.ts';
import {
  badAmount,
  cutLine,
  noAmount,
  noPaymentDate,
  unknownMovement,
  unknownReturnCode,
} from './entry-problems.ts';
import type { DebitRecords } from './layouts/debito-automatico.ts';
import { RETURN_CODES } from './return-codes.ts';

const OPTIONS: Readonly<Record<string, EntryKind>> = { '1': 'change', '2': 'registration' };

/** Reads what a bank tells of débito automático (records B and F of one version) into entries. */
export class DebitReader {
  readonly #f: DebitRecords['result']['field'];
  readonly #option: DebitRecords['option']['field'];

  constructor({ result, option }: DebitRecords) {
    this.#f = result.field;
    this.#option = option.field;
  }

  /**
   * Reads what became of an order (record F, its text filled up to its length). The date and the amount are those of
   * the debit where there was one, and of the order otherwise. Where what was paid cannot be read there is no entry.
   */
  result(text: string, line: Line, out: ReadItem[]): Entry | undefined {
    const f = this.#f;
    if (line.text.length < (f.returnCode.column?.to ?? 0)) return tell(cutLine(f.returnCode, line), out);
    const code = f.returnCode.read(text) ?? '';
    const known = Object.hasOwn(RETURN_CODES, code) ? RETURN_CODES[code] : undefined;
    if (known === undefined) tell(unknownReturnCode(f.returnCode, line), out);
    const kind = known?.kind ?? 'other';
    const isPaid = isMoneyIn(kind);
    const value = f.value.read(text);
    if (isPaid && (value === undefined || value === MALFORMED)) return tell(noAmount(f.value, line), out);
    const cents = value === MALFORMED ? tell(badAmount(f.value, line), out) : value;
    const on = f.on.read(text);
    if (isPaid && on === undefined) tell(noPaymentDate(f.on, line), out);
    return {
      line: line.number,
      offset: line.offset,
      kind,
      occurrence: code === '' ? undefined : code,
      reasons: [],
      seuNumero: identifier(f.companyUse, text),
      companyUse: identifier(f.client, text),
      dueOn: isPaid ? undefined : on,
      paidOn: isPaid ? on : undefined,
      faceCents: kind === 'partial-payment' ? undefined : cents,
      paidCents: isPaid ? cents : undefined,
      channel: 'direct-debit',
      payer: this.#payer(text),
    };
  }

  /** Reads that a client wants débito automático from now on, or no more (record B). */
  option(text: string, line: Line, out: ReadItem[]): Entry {
    const f = this.#option;
    const movement = f.movement.read(text);
    const kind = OPTIONS[movement ?? ''];
    if (kind === undefined) tell(unknownMovement(f.movement, line), out);
    return {
      line: line.number,
      offset: line.offset,
      kind: kind ?? 'other',
      occurrence: movement,
      reasons: [],
      companyUse: identifier(f.client, text),
      processedOn: f.chosenOn.read(text),
      channel: 'direct-debit',
    };
  }

  /** Since v05 the account is proved by CPF (2) or CNPJ (1). */
  #payer(text: string): Entry['payer'] {
    const type = this.#f.taxIdType.read(text);
    if (type !== '1' && type !== '2') return undefined;
    return payerOf(taxIdOf(type === '2' ? '1' : '2', this.#f.taxId.raw(text)), undefined);
  }
}

function tell(found: Problem, out: ReadItem[]): undefined {
  out.push({ type: 'problem', problem: found });
}
