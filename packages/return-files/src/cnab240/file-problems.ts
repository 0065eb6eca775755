import { problem, warning } from '@baixa/core';
import type { Line } from '@baixa/fixed-width';

function place({ number, offset }: Line, column?: number) {
  return { line: number, column, offset };
}

export function tooLong(line: Line) {
  return problem(
    'return-files.line-too-long',
    place(line, 1),
    'The line is far longer than any record and was not read.',
    'Check that the file was transferred as text, with its line ends.',
  );
}

export function unknownRecord(line: Line) {
  return problem(
    'cnab240.unknown-record',
    { ...place(line, 8), text: line.text.slice(7, 8) },
    'Column 8 has none of the record types 0 to 5 and 9: the line was not read.',
    'Ask the bank for the file again; the line may be cut or shifted.',
  );
}

export function secondHeader(line: Line) {
  return problem(
    'cnab240.second-header',
    place(line, 8),
    'A second file header stands inside the file: two files may have been joined.',
    'Deliver each file by itself; entries after this line were read as if they belonged to the first.',
  );
}

export function isRemessa(line: Line, column?: number) {
  return problem(
    'cnab240.remessa',
    { ...place(line, column), text: '1' },
    'This is a remessa, a file for the bank: it tells of no payment, and its details were not read.',
    'Deliver the return file of the bank.',
  );
}

export function noHeader() {
  return problem(
    'cnab240.no-header',
    { line: 1, column: 1, offset: 0 },
    'The file does not begin with a file header, so nothing names its company and sequence number.',
    'Ask the bank for the file again; its beginning is missing.',
  );
}

export function otherAgreement(line: Line) {
  return problem(
    'cnab240.other-agreement',
    place(line, 34),
    'This lot names another agreement than the header of its file.',
    'Ask the bank to deliver each agreement in its own file; check the entries of this lot before they settle.',
  );
}

export function otherBank(line: Line, bank: string) {
  const own = line.text.slice(0, 3);
  return warning(
    'cnab240.other-bank',
    { ...place(line, 1), text: own },
    `The header names bank ${bank}, and its details bank ${own}: they were read by the layout of bank ${bank}.`,
    'Check nosso número and amounts of one título; another bank may have made the file for this one.',
  );
}

export function noTrailer(where: { line: number; column: number }) {
  return problem(
    'cnab240.no-trailer',
    where,
    'The file ends without its trailer: it may have been cut off on the way.',
    'Transfer the file again before settling by it.',
  );
}

export function noLots(where: { line: number; column: number }) {
  return warning(
    'cnab240.no-lots',
    where,
    'The file has no lots: the bank had nothing to tell that day.',
    'Nothing is to be done, unless the statement shows money of that day.',
  );
}
