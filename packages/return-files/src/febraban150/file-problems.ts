import { type Cents, formatBrl, type Place, type Problem, problem, warning } from '@baixa/core';
import type { Line } from '@baixa/fixed-width';

function place({ number, offset }: Line, column = 1): Place {
  return { line: number, column, offset };
}

export function isRemessa(line: Line): Problem {
  return problem(
    'febraban150.remessa',
    { ...place(line, 2), text: '1' },
    'This is a remessa, a file for the bank: it tells of no payment, and its details were not read.',
    'Deliver the return file of the bank.',
  );
}

export function newerVersion(line: Line, version: number, newest: number): Problem {
  return warning(
    'febraban150.newer-version',
    { ...place(line, 80), text: String(version) },
    `The header names version ${version}, and the newest whose columns are known is ${newest}: it was read by that one.`,
    'Compare one record with the bank before settling by this file.',
  );
}

export function secondHeader(line: Line): Problem {
  return problem(
    'febraban150.second-header',
    place(line),
    'A second header stands inside the file: two files may have been joined.',
    'Deliver each file by itself; entries after this line were read as if they belonged to the first.',
  );
}

export function unknownRecord(line: Line): Problem {
  return problem(
    'febraban150.unknown-record',
    { ...place(line), text: line.text.slice(0, 1) },
    'FEBRABAN 150 has no record of this type: the line was not read.',
    'Ask the bank for the file again; the line may be cut or shifted.',
  );
}

export function afterTrailer(line: Line): Problem {
  return problem(
    'febraban150.after-trailer',
    place(line),
    'This record stands after the trailer, which ends the file and does not count it: it was not read.',
    'Ask the bank for the file again; two files may have been joined.',
  );
}

export function noTrailer(where: Place): Problem {
  return problem(
    'febraban150.no-trailer',
    where,
    'The file ends without its trailer: it may have been cut off on the way.',
    'Transfer the file again before settling by it.',
  );
}

export function noDetails(where: Place): Problem {
  return warning(
    'febraban150.no-details',
    where,
    'The file has nothing between its header and its trailer: the bank had nothing to tell that day.',
    'Nothing is to be done, unless the statement shows money of that day.',
  );
}

export function unreadableTotal(line: Line, column: number | undefined): Problem {
  return problem(
    'febraban150.trailer-amount',
    place(line, column),
    'The total of the trailer is missing or not made of digits, so that nothing proves that the file is whole.',
    'Ask the bank for the file again: it may have been cut off or changed on the way.',
  );
}

/** A bank may send the orders it did not debit one by one, and the others only as a total. */
export function debitsNotListed(line: Line, total: Cents, listed: Cents): Problem {
  return problem(
    'febraban150.debits-not-listed',
    place(line, 8),
    `Record T says that ${formatBrl(total)} were debited, and the records F list ${formatBrl(listed)} of it.`,
    'Ask the bank to list every debit in a record F: what is only in the total cannot be settled.',
  );
}
