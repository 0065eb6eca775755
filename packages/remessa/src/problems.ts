import { formatBrl, type Problem, problem, warning } from '@baixa/core';
import type { Line } from '@baixa/fixed-width';

/** The problems of a remessa that make the whole of it doubtful: nothing of it should be registered. */
const WHOLE_FILE = new Set([
  'remessa.unknown-format',
  'remessa.unknown-bank',
  'remessa.second-header',
  'remessa.no-trailer',
  'remessa.trailer-amount',
]);

/** True when a problem of `readRemessa` is about the file as a whole, so that nothing of it should be registered. */
export function concernsWholeFile({ code }: Problem): boolean {
  return WHOLE_FILE.has(code);
}

export function placeOf({ number, offset }: Line, column: number | undefined, text?: string) {
  return { line: number, column, offset, ...(text === undefined ? {} : { text }) };
}

export function unknownFormat(): Problem {
  return problem(
    'remessa.unknown-format',
    { line: 1, column: 1, offset: 0 },
    'The file does not begin like a remessa of CNAB 240 or CNAB 400.',
    'Give the remessa as it goes to the bank.',
  );
}

export function unknownBank(line: Line, bank: string, known: readonly string[]): Problem {
  return problem(
    'remessa.unknown-bank',
    placeOf(line, 77, bank),
    `The remessa of CNAB 400 of bank ${bank} is not known; those of ${known.join(', ')} are.`,
    'Send the bank CNAB 240, or register from CSV.',
  );
}

export function secondHeader(line: Line): Problem {
  return problem(
    'remessa.second-header',
    placeOf(line, 1),
    'A second file header stands inside the file: two files may have been joined.',
    'Give each remessa by itself.',
  );
}

export function noTrailer(line: number): Problem {
  return problem(
    'remessa.no-trailer',
    { line, column: 1 },
    'The file ends without its trailer: it may have been cut off.',
    'Write the remessa again.',
  );
}

export function unknownRecord(line: Line, column: number): Problem {
  return problem(
    'remessa.unknown-record',
    placeOf(line, column),
    'The line is no record of a remessa of this bank and was not read.',
    'Look at the line; it may be cut or shifted.',
  );
}

export function strayRecord(line: Line, column: number, what: string): Problem {
  return problem(
    'remessa.stray-record',
    placeOf(line, column),
    `The ${what} follows no título: the one it belongs to is missing.`,
    'Write the remessa again.',
  );
}

export function otherService(line: Line): Problem {
  return problem(
    'remessa.other-service',
    placeOf(line, 9),
    'This lot is no remessa of cobrança, so nothing of it was read.',
    'Receivables stand in the remessa of cobrança.',
  );
}

export function otherAgreement(line: Line, column: number): Problem {
  return problem(
    'remessa.other-agreement',
    placeOf(line, column),
    'This names another agreement than the beginning of its file, so it was not read.',
    'Give each agreement in its own remessa.',
  );
}

export function noFace(line: Line, column: number | undefined): Problem {
  return problem(
    'remessa.no-face-value',
    placeOf(line, column),
    'The título has no face value, so it was not read.',
    'Write the remessa again with the amount.',
  );
}

export function noDueDate(line: Line, column: number | undefined): Problem {
  return problem(
    'remessa.no-due-date',
    placeOf(line, column),
    'The título has no due date (à vista or contra apresentação, or a day that does not exist), so it was not read.',
    'Register it from CSV with the day by which it is to be paid.',
  );
}

export function unreadable(line: Line, column: number | undefined, shape: string): Problem {
  return problem(
    'remessa.bad-amount',
    placeOf(line, column, shape),
    'An amount of the título is no number, so the título was not read.',
    'Write the remessa again; the line may be shifted.',
  );
}

export function noPercentage(line: Line, column: number | undefined): Problem {
  return problem(
    'remessa.bad-percent',
    placeOf(line, column),
    'A percentage of 1,000 or more cannot be right, so the título was not read.',
    'Write the remessa again; the code before it may say per cent where an amount stands.',
  );
}

export function unknownTerms(line: Line, column: number | undefined, code: string, what: string): Problem {
  return warning(
    'remessa.unknown-terms',
    placeOf(line, column, code),
    `The code "${code}" of the ${what} is not known, so the título is read without it.`,
    'Register it from CSV when the amount matters.',
  );
}

export function longLine(line: Line, length: number): Problem {
  return warning(
    'remessa.long-line',
    placeOf(line, length + 1),
    `This line has ${line.text.length} characters, and a record has ${length}: what is beyond was not read.`,
    'Compare one título with the company; its columns may be shifted.',
  );
}

export function wrongAmount(
  line: Line,
  column: number | undefined,
  declared: number,
  found: number,
): Problem {
  return problem(
    'remessa.trailer-amount',
    placeOf(line, column, String(declared)),
    `The trailer declares a face value of ${formatBrl(declared)}, and the file has ${formatBrl(found)}.`,
    'Write the remessa again: lines may be missing or changed.',
  );
}

export function wrongCount(
  line: Line,
  column: number | undefined,
  what: string,
  declared: number,
  found: number,
): Problem {
  return warning(
    'remessa.trailer-count',
    placeOf(line, column, String(declared)),
    `The trailer declares ${declared} ${what}, and the file has ${found}.`,
    'Many programs count otherwise; look at the file when titles are missing.',
  );
}
