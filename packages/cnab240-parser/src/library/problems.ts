import { type Cents, formatBrl, type Place } from '@baixa/core';
import type { Line } from '@baixa/fixed-width';
import { type Found, flaw } from '../found.ts';

const place = ({ number, offset }: Line, column: number): Place => ({ line: number, column, offset });

export function noHeader(line: Line): Found {
  return flaw(
    'error',
    'cnab240.no-header',
    place(line, 1),
    'The file does not begin with the header of a CNAB 240 file: nothing was read.',
    'Check that this is a CNAB 240 return file; CNAB 400 has lines of 400 characters.',
  );
}

export function isRemessa(line: Line, column: number): Found {
  return flaw(
    'error',
    'cnab240.remessa',
    place(line, column),
    'This is a remessa, a file for the bank: it tells of no payment, and nothing was read.',
    'Read the return file of the bank.',
  );
}

export function otherService(line: Line): Found {
  return flaw(
    'warning',
    'cnab240.other-service',
    place(line, 9),
    'This lot is not of cobrança: its records were not read.',
    'Read it with something that knows its service.',
  );
}

export function unknownRecord(line: Line): Found {
  return flaw(
    'error',
    'cnab240.unknown-record',
    place(line, 8),
    'Column 8 has none of the record types 0 to 5 and 9: the line was not read.',
    'Ask the bank for the file again; the line may be cut or shifted.',
  );
}

export function noTrailer(line: Line | undefined): Found {
  return flaw(
    'error',
    'cnab240.no-trailer',
    line === undefined ? {} : place(line, 1),
    'The file ends without its trailer: it may have been cut off on the way.',
    'Transfer the file again before settling by it.',
  );
}

export function otherCount(line: Line, column: number, declared: number, found: number): Found {
  return flaw(
    'warning',
    'cnab240.trailer-count',
    { ...place(line, column), text: String(declared) },
    `The trailer declares ${declared} títulos, and the lot has ${found}.`,
    'Banks often count otherwise; look at the file when amounts differ too.',
  );
}

export function otherAmount(line: Line, column: number, declared: Cents, found: Cents): Found {
  return flaw(
    'error',
    'cnab240.trailer-amount',
    { ...place(line, column), text: String(declared) },
    `The trailer declares face value ${formatBrl(declared)}, and the lot has ${formatBrl(found)}.`,
    'Ask the bank for the file again: lines may be missing or changed.',
  );
}
