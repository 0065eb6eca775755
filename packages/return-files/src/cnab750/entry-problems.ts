import { formatBrl, type Problem, problem, warning } from '@baixa/core';
import type { Field, Line } from '@baixa/fixed-width';
import { codePlaceOf, maskedPlaceOf, placeOf } from './place.ts';

export function badAmount(line: Line, field: Field): Problem {
  return problem(
    'cnab750.bad-amount',
    maskedPlaceOf(line, field),
    `The amount ${field.column?.name} is not made of digits, or is too large, and was left out (9 stands for a digit, A for a letter).`,
    'Ask the bank for the file again; do not correct it by hand.',
  );
}

export function noAmount(line: Line, field: Field): Problem {
  return problem(
    'cnab750.no-amount',
    maskedPlaceOf(line, field),
    'A Pix was received but what was paid is blank, zero or unreadable: no entry was made of it.',
    'Ask the bank for the file again, or settle this Pix by hand from the statement.',
  );
}

export function unknownMovement(line: Line, field: Field): Problem {
  return problem(
    'cnab750.unknown-movement',
    codePlaceOf(line, field),
    "The layout has no such movement for this record: the entry is kept as 'other' and settles nothing.",
    'Look the code up in the manual of the institution; money is a record 5 with movement 06.',
  );
}

export function noPaymentDate(line: Line, field: Field): Problem {
  return warning(
    'cnab750.no-payment-date',
    placeOf(line, field),
    'The payment has no date, or one that no calendar has.',
    'It is settled without a payment date, so that it cannot count as recovered until somebody enters one.',
  );
}

export function badEndToEndId(line: Line, field: Field): Problem {
  return warning(
    'cnab750.bad-end-to-end-id',
    maskedPlaceOf(line, field),
    'The endToEndId is not made of 32 letters and digits and was left out.',
    'The payment counts; where API Pix tells of it too, look that it is not settled twice.',
  );
}

export function badTxid(line: Line, field: Field): Problem {
  return warning(
    'cnab750.bad-txid',
    maskedPlaceOf(line, field),
    'The txid is not made of 1 to 35 letters and digits and was left out.',
    'The payment can only be matched by who paid it, or by hand.',
  );
}

export function partsDiffer(line: Line, field: Field, parts: number, whole: number): Problem {
  return warning(
    'cnab750.amounts-differ',
    placeOf(line, field),
    `The original value with its charges and deductions makes ${formatBrl(parts)}, and the record says ${formatBrl(whole)}.`,
    'The payment counts with what was paid; look at its charges by hand.',
  );
}

export function paidDiffers(line: Line, field: Field, paid: number, final: number): Problem {
  return warning(
    'cnab750.amounts-differ',
    placeOf(line, field),
    `What was paid is ${formatBrl(paid)}, and the final value ${formatBrl(final)}.`,
    'The payment counts with what was paid.',
  );
}
