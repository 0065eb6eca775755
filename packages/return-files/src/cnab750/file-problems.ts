import { type Place, type Problem, problem, warning } from '@baixa/core';
import type { Column, Field, Line } from '@baixa/fixed-width';
import { columnIn, placeOf } from './place.ts';

export function isRemessa(line: Line, direction: Field): Problem {
  return problem(
    'cnab750.remessa',
    { ...placeOf(line, direction), text: '1' },
    'This is a remessa, a file for the bank: it tells of no payment, and its details were not read.',
    'Deliver the return file of the bank.',
  );
}

export function secondHeader(line: Line): Problem {
  return problem(
    'cnab750.second-header',
    placeOf(line),
    'A second header stands inside the file: two files may have been joined.',
    'Deliver each file by itself; entries after this line were read as if they belonged to the first.',
  );
}

export function noHeader(line: Line): Problem {
  return problem(
    'cnab750.no-header',
    placeOf(line),
    'The file does not begin with a header, so nothing names its company and sequence number.',
    'Ask the bank for the file again; its beginning is missing.',
  );
}

export function unknownRecord(line: Line): Problem {
  return problem(
    'cnab750.unknown-record',
    placeOf(line),
    'The record is of none of the types 0, 1, 2, 4, 5 and 9: it was not read.',
    'Ask the bank for the file again; the record may be cut or shifted.',
  );
}

export function shiftedRecord(line: Line): Problem {
  return problem(
    'cnab750.shifted-record',
    placeOf(line),
    'The number that ends every record stands at another column here: the columns are shifted, so none was read.',
    'Ask the bank for the file again; it was changed on the way.',
  );
}

export function sequenceGap(line: Line, sequence: Column): Problem {
  return warning(
    'cnab750.sequence-gap',
    { ...placeOf(line), column: columnIn(line, sequence.from) },
    'This record does not have the number that follows the one before it: records may be missing, cut or out of order.',
    'Compare the total of the file with the bank; this is told once a file.',
  );
}

export function cutRecord(line: Line, column: Column): Problem {
  return warning(
    'cnab750.cut-record',
    { ...placeOf(line), column: columnIn(line, column.from) },
    `The record ends within the column ${column.name}: this column and all after it were left out.`,
    'Ask the bank for the file again.',
  );
}

export function loneRecord(line: Line): Problem {
  return warning(
    'cnab750.lone-record',
    { ...placeOf(line), text: line.text.slice(0, 1) },
    'This record adds to the charge or payment before it, and there is none.',
    'Ask the bank for the file again; records may be missing or out of order.',
  );
}

export function otherTxid(line: Line, txid: Field): Problem {
  return warning(
    'cnab750.other-txid',
    placeOf(line, txid),
    'This record adds to the charge or payment before it, and names the txid of another.',
    'Ask the bank for the file again; records may be missing or out of order.',
  );
}

export function otherInstitution(line: Line, ispb: Field): Problem {
  return warning(
    'cnab750.other-institution',
    { ...placeOf(line, ispb), text: ispb.raw(line.text) },
    'This record names another institution than the header of its file; this is told once a file.',
    'Compare one payment with the statement of the account.',
  );
}

export function otherCompany(line: Line, taxId: Field): Problem {
  return problem(
    'cnab750.other-company',
    placeOf(line, taxId),
    'This record is of another receiver than the header of its file; this is told once a file.',
    'Ask the bank to deliver each receiver in its own file; check these entries before they settle.',
  );
}

export function refusedFile(line: Line, errors: Field, codes: readonly string[]): Problem {
  return warning(
    'cnab750.file-errors',
    { ...placeOf(line, errors), text: codes.join(' ') },
    'The bank tells errors of the remessa as a whole.',
    'Look the codes up in the manual of the institution and send the remessa again.',
  );
}

export function afterTrailer(line: Line): Problem {
  return problem(
    'cnab750.after-trailer',
    placeOf(line),
    'A record stands after the trailer, so that no total holds it: two files may have been joined.',
    'Deliver each file by itself.',
  );
}

export function noTrailer(where: Place): Problem {
  return problem(
    'cnab750.no-trailer',
    where,
    'The file ends without its trailer: it may have been cut off on the way.',
    'Transfer the file again before settling by it.',
  );
}

export function noMovements(where: Place): Problem {
  return warning(
    'cnab750.no-movements',
    where,
    'The file tells of no payment and no charge.',
    'Nothing is to be done, unless the statement shows money of that day.',
  );
}
