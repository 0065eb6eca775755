import { type Place, type Problem, problem, warning } from '@baixa/core';
import type { Column, Line } from '@baixa/fixed-width';

function place({ number, offset }: Line, column = 1): Place {
  return { line: number, column, offset };
}

export function noHeader(line: Line): Problem {
  return problem(
    'cnab400.no-header',
    place(line),
    'The file does not begin with a header, so nothing names its bank and company: none of its records was read.',
    'Ask the bank for the file again; its beginning is missing.',
  );
}

export function secondHeader(line: Line): Problem {
  return problem(
    'cnab400.second-header',
    place(line),
    'A second header stands inside the file: two files may have been joined.',
    'Deliver each file by itself; entries after this line were read as if they belonged to the first.',
  );
}

export function isRemessa(line: Line): Problem {
  return problem(
    'cnab400.remessa',
    { ...place(line, 2), text: '1REMESSA' },
    'This is a remessa, a file for the bank: it tells of no payment, and its details were not read.',
    'Deliver the return file of the bank.',
  );
}

export function unknownBank(line: Line, bank: string | undefined): Problem {
  const named = bank === undefined ? 'names no bank in columns 77-79' : `names bank ${bank}`;
  return problem(
    'cnab400.unknown-bank',
    place(line, 77),
    `The header ${named}, whose CNAB 400 is not known here: nothing was read, because each bank has its columns elsewhere.`,
    'Ask the bank for its CNAB 240, which all banks share, or for the manual of its CNAB 400.',
  );
}

export function unknownRecord(line: Line, bank: string): Problem {
  return problem(
    'cnab400.unknown-record',
    { ...place(line), text: line.text.slice(0, 1) },
    `Bank ${bank} has no record of this type: the line was not read.`,
    'Ask the bank for the file again; the line may be cut or shifted.',
  );
}

export function loneFollowOn(line: Line, meaning: string): Problem {
  return warning(
    'cnab400.lone-record',
    { ...place(line), text: line.text.slice(0, 1) },
    `This record (${meaning}) belongs to the título before it, and there is none.`,
    'Ask the bank for the file again; lines may be missing or out of order.',
  );
}

export function noTrailer(where: Place): Problem {
  return problem(
    'cnab400.no-trailer',
    where,
    'The file ends without its trailer: it may have been cut off on the way.',
    'Transfer the file again before settling by it.',
  );
}

export function noTitles(where: Place): Problem {
  return warning(
    'cnab400.no-titles',
    where,
    'The file has no títulos: the bank had nothing to tell that day.',
    'Nothing is to be done, unless the statement shows money of that day.',
  );
}

export function sequenceGap(line: Line): Problem {
  return warning(
    'cnab400.sequence-gap',
    place(line, 395),
    'This record does not have the number that follows the one before it: lines may be missing, cut or out of order.',
    'Compare the total of the file with the bank; this is told once a file.',
  );
}

export function shiftedLine(line: Line): Problem {
  return problem(
    'cnab400.shifted-line',
    place(line),
    `This line has ${line.text.trimEnd().length} characters and still ends in its record number: its columns are shifted, so none was read.`,
    'Ask the bank for the file again; it was changed on the way.',
  );
}

export function cutLine(line: Line, column: Column): Problem {
  return problem(
    'cnab400.cut-line',
    place(line, column.from),
    `The line ends within the column ${column.name}, whose value is lost: no entry was made of it.`,
    'Ask the bank for the file again, or settle this título by hand from the statement.',
  );
}
