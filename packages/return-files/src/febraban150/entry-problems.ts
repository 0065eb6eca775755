import { shapeOf } from '@baixa/cnab240-parser';
import { type Problem, problem, warning } from '@baixa/core';
import type { Field, Line } from '@baixa/fixed-width';

const place = ({ column }: Field, { number, offset }: Line) => ({
  line: number,
  column: column?.from,
  offset,
});

/** The characters of a column as they may be shown. */
const shown = (field: Field, { text }: Line) => shapeOf(field.raw(text));

export function cutLine(field: Field, line: Line): Problem {
  return problem(
    'febraban150.cut-line',
    place(field, line),
    `The line ends before the column ${field.column?.name} does, so its record was not read.`,
    'Ask the bank for the file again, or settle this payment by hand from the statement.',
  );
}

export function noAmount(field: Field, line: Line): Problem {
  return problem(
    'febraban150.no-amount',
    { ...place(field, line), text: shown(field, line) },
    'The amount paid is blank or unreadable: no entry was made of this record.',
    'Ask the bank for the file again, or settle this payment by hand from the statement.',
  );
}

export function badAmount(field: Field, line: Line): Problem {
  return problem(
    'febraban150.bad-amount',
    { ...place(field, line), text: shown(field, line) },
    `The amount ${field.column?.name} is not made of digits and was left out (9 stands for a digit, A for a letter).`,
    'Ask the bank for the file again; do not correct it by hand.',
  );
}

export function noPaymentDate(field: Field, line: Line): Problem {
  return warning(
    'febraban150.no-payment-date',
    place(field, line),
    'The payment has no date, or one that no calendar has.',
    'It is settled without a payment date, so that it cannot count as recovered until somebody enters one.',
  );
}

export function badBarcode(field: Field, line: Line, why: string): Problem {
  return warning(
    'febraban150.bad-barcode',
    { ...place(field, line), text: shown(field, line) },
    `The barcode of this payment ${why}.`,
    'The payment counts; find by hand what it pays when no receivable has this barcode.',
  );
}

export function unknownChannel(field: Field, line: Line, code: string): Problem {
  return warning(
    'febraban150.unknown-channel',
    { ...place(field, line), text: code },
    `No forma de arrecadação has the code ${code}: where these bills were paid was left out. This is told once a file.`,
    'Look the code up in the manual of the bank and add it to the table of channels.',
  );
}

export function unknownForm(field: Field, line: Line, code: string): Problem {
  return warning(
    'febraban150.unknown-form',
    { ...place(field, line), text: code },
    `No forma de pagamento has the code ${code}, so it is not known whether the money may be taken back. This is told once a file.`,
    'Look the code up in the manual of the bank and add it to the table of forms.',
  );
}

export function unknownReturnCode(field: Field, line: Line): Problem {
  const code = field.raw(line.text).trim();
  return problem(
    'febraban150.unknown-return-code',
    { ...place(field, line), text: shapeOf(code) === '99' ? code : shapeOf(code) },
    "No código de retorno of débito automático is known by this: the entry is kept as 'other' and settles nothing.",
    'Look the code up in the manual of the bank and add it to the table of return codes.',
  );
}

export function unknownMovement(field: Field, line: Line): Problem {
  return problem(
    'febraban150.unknown-movement',
    { ...place(field, line), text: shown(field, line) },
    "A record B has the movement 1 (end of the option) or 2 (option), and this has neither: it is kept as 'other'.",
    'Ask the bank for the file again; the line may be cut or shifted.',
  );
}
