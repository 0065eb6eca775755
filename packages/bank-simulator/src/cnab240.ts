import { type CivilDate, type EntryKind, invariant } from '@baixa/core';
import { nextWeekday } from './calendar.ts';
import { type Placed, placedIn } from './formats/cells.ts';
import { SANTANDER } from './formats/cnab240/banks-private.ts';
import { BANCO_DO_BRASIL, CAIXA } from './formats/cnab240/banks-state.ts';
import { cnab240File } from './formats/cnab240/write.ts';
import { figuresOf } from './formats/cobranca.ts';
import type { Figures } from './formats/figures.ts';
import type { Numbered } from './formats/nosso-numeros.ts';
import type { BankLine } from './labels.ts';
import type { Agreement, Receivable } from './receivable.ts';

/** One line of 240 characters, with blanks between the values. Throws where two overlap or one does not fit. */
export const placed = (...values: readonly Placed[]): string => placedIn(240, values);

export interface Cnab240File {
  agreement: Agreement;
  /** NSA, one up with each file of the agreement. */
  sequence: number;
  createdOn: CivilDate;
  lines: readonly BankLine[];
}

/** The bank's tariff on each payment, in centavos. */
const FEE_CENTS = 250;

/** No company of the simulator has a CNPJ: zeros. */
const COMPANY = { taxId: 0, company: 'EMPRESA SIMULADA' };

const BANKS = [BANCO_DO_BRASIL, CAIXA, SANTANDER];

/** Writes the CNAB 240 return file of cobrança that tells some lines of the simulator. */
export function writeCnab240({ agreement, sequence, createdOn, lines }: Cnab240File): Uint8Array {
  const bank = BANKS.find((one) => one.bank === agreement.bank);
  invariant(bank !== undefined, `the simulator writes files of bank ${agreement.bank}`);
  const titles = lines.map((line): Partial<Figures> => {
    const title = titleOf(line);
    const { seuNumero = '' } = title.identifiers;
    // A bank that has no code for part payments tells of a payment.
    const kind: EntryKind = bank.codes[line.kind] === undefined ? 'payment' : line.kind;
    const code = bank.codes[kind];
    invariant(code !== undefined, `bank ${bank.bank} tells of payments`);
    const told = toldOf(line, title, kind);
    return {
      ...figuresOf(told, code, numberedOf(bank.bank, title), bank.money),
      seuNumero,
      companyUse: seuNumero,
    };
  });
  return cnab240File(bank, { ...COMPANY, code: agreement.code, sequence, createdOn }, titles);
}

function titleOf({ receivable, stranger }: BankLine): Receivable {
  const title = receivable ?? stranger;
  invariant(title !== undefined, 'a line of a CNAB file is about a título');
  return title;
}

function toldOf(line: BankLine, { dueOn, faceCents }: Receivable, kind: EntryKind) {
  const { fineCents = 0, interestCents = 0, discountCents = 0, rebateCents = 0, cents, on } = line;
  return {
    kind,
    number: 0,
    dueOn,
    on,
    ...(cents > 0 ? { creditedOn: nextWeekday(on) } : {}),
    faceCents,
    fineCents,
    interestCents,
    discountCents,
    rebateCents,
    paidCents: cents,
    feeCents: FEE_CENTS,
    payer: { taxId: 0, name: '' },
  };
}

/** A company may write the number of Caixa with its check digit, or without: then the bank's file has a zero there. */
function numberedOf(bank: string, { identifiers: { nossoNumero = '' } }: Receivable): Numbered {
  if (bank !== '104') return { nosso: nossoNumero, digit: '' };
  const digits = nossoNumero.replace(/\D/g, '').padEnd(18, '0');
  return { nosso: digits.slice(0, 17), digit: digits.slice(17) };
}
