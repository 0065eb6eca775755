import { shapeOf } from '@baixa/cnab240-parser';
import { problem, warning } from '@baixa/core';
import type { Field, Line } from '@baixa/fixed-width';
import type { ReadItem } from '../items.ts';
import type { Cnab400Bank } from './bank.ts';

const of = (found: ReturnType<typeof problem>): ReadItem => ({ type: 'problem', problem: found });

const place = ({ column }: Field, { number, offset }: Line) => ({
  line: number,
  column: column?.from,
  offset,
});

export function badAmount(field: Field, line: Line): ReadItem {
  return of(
    problem(
      'cnab400.bad-amount',
      { ...place(field, line), text: shapeOf(field.raw(line.text)) },
      `The amount ${field.column?.name} is not made of digits and was left out (9 stands for a digit, A for a letter).`,
      'Ask the bank for the file again; do not correct it by hand.',
    ),
  );
}

export function noAmount(field: Field, line: Line): ReadItem {
  return of(
    problem(
      'cnab400.no-amount',
      { ...place(field, line), text: shapeOf(field.raw(line.text)) },
      'The ocorrência moves money but the amount paid is blank or unreadable: no entry was made of it.',
      'Ask the bank for the file again, or settle this título by hand from the statement.',
    ),
  );
}

export function noPaymentDate(field: Field, line: Line): ReadItem {
  return of(
    warning(
      'cnab400.no-payment-date',
      place(field, line),
      'The payment has no date, or one that no calendar has.',
      'It is settled without a payment date, so that it cannot count as recovered until somebody enters one.',
    ),
  );
}

export function doubtfulPaid(field: Field, line: Line): ReadItem {
  return of(
    warning(
      'cnab400.doubtful-paid',
      place(field, line),
      'The amounts of this título do not tell whether juros and multa are in the amount paid: they were added to it.',
      'Compare this payment with the statement of the account.',
    ),
  );
}

export function unknownOccurrence({ layout }: Cnab400Bank, field: Field, line: Line, code: string): ReadItem {
  return of(
    problem(
      'cnab400.unknown-occurrence',
      { ...place(field, line), text: shapeOf(code) === '99' ? code : shapeOf(code) },
      `Bank ${layout.bank} has no known ocorrência ${code}: the entry is kept as 'other' and settles nothing.`,
      'Look the code up in the manual of the bank and add it to its table of ocorrências.',
    ),
  );
}
