import { type CivilDate, invariant } from '@baixa/core';
import { nextWeekday } from './calendar.ts';
import { detail150, header150, trailer150 } from './formats/febraban150.ts';
import { bytesOf, WINDOWS } from './formats/text.ts';
import type { BankLine } from './labels.ts';
import type { Agreement } from './receivable.ts';

/** A bill that was paid at the counter; with a cheque, when the day is told on which that clears. */
export interface CounterLine extends BankLine {
  clearsOn?: CivilDate;
}

const [CASH, CHEQUE] = ['1', '2'];

/** Writes the FEBRABAN 150 file of arrecadação that tells of some bills, whose receivables have a barcode. */
export function writeArrecadacao(file: {
  agreement: Agreement;
  /** NSA, one up with each file of the agreement. */
  sequence: number;
  createdOn: CivilDate;
  lines: readonly CounterLine[];
}): Uint8Array {
  const { agreement, sequence, createdOn, lines } = file;
  const details = lines.map(({ receivable, stranger, on, cents, clearsOn }, index) => {
    const barcode = (receivable ?? stranger)?.identifiers.barcode;
    invariant(barcode !== undefined, 'a bill that is paid at the counter has a barcode');
    return detail150({
      barcode,
      on,
      creditedOn: clearsOn ?? nextWeekday(on),
      paidCents: cents,
      feeCents: 0,
      number: index + 1,
      channel: '1',
      authentication: `AUT${index}`,
      form: clearsOn === undefined ? CASH : CHEQUE,
    });
  });
  const total = lines.reduce((sum, { cents }) => sum + cents, 0);
  return bytesOf(WINDOWS, [
    header150(agreement.bank, 'CAIXA ECON. FEDERAL', '07', 'CODIGO DE BARRAS', {
      code: agreement.code,
      createdOn,
      sequence,
    }),
    ...details,
    trailer150(lines.length, total),
  ]);
}
