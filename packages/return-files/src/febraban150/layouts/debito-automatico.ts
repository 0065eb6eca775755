import { cents, type Layout, text, ymd8 } from '@baixa/fixed-width';
import { header, trailer } from './common.ts';
import { acknowledgement, branch, debitedTotal, option, refusedNumber, result } from './debit-from-bank.ts';
import { newNumber, order, prospect, refusedOption, schedule, withheldTax } from './debit-from-company.ts';

const v05 = {
  header,
  option,
  refusedOption,
  newNumber,
  order,
  result,
  refusedNumber,
  prospect,
  acknowledgement,
  withheldTax,
  schedule,
  debitedTotal,
  branch,
  trailer,
};
export type DebitRecords = typeof v05;

/** v04 has no CPF or CNPJ, and more for the company in its place. */
const v04: DebitRecords = {
  ...v05,
  order: order.override('Débito automático order v04', [
    text('companyUse', 70, 139, 'Of the company, for itself (E08)'),
  ]),
  result: result.override('Débito automático result v04', [
    text('companyUse', 70, 139, 'Of the company, as the order had it (F08)'),
  ]),
};

/** v08 has six more characters for the client at the bank, so that all after it stands further on. */
const CLIENT_AT_BANK = text('clientAtBank', 31, 50, 'The client at the bank');

const v08: DebitRecords = {
  ...v05,
  option: option.override('Débito automático option v08', [
    CLIENT_AT_BANK,
    ymd8('chosenOn', 51, 58, 'Date of the option or of its end (B05)'),
  ]),
  refusedOption: refusedOption.override('Débito automático refused option v08', [
    CLIENT_AT_BANK,
    text('occurrence1', 51, 90, 'Why, in words (C05)'),
    text('occurrence2', 91, 130, 'More of why (C06)'),
  ]),
  newNumber: newNumber.override('Débito automático new number v08', [
    CLIENT_AT_BANK,
    text('newClient', 51, 75, 'The client at the company from now on (D05)'),
    text('occurrence', 76, 130, 'Why, in words (D06)'),
    ymd8('authorisedUntil', 131, 138, 'New end of the authorisation'),
  ]),
  order: order.override('Débito automático order v08', [
    CLIENT_AT_BANK,
    ymd8('on', 51, 58, 'Due date (E05)'),
    cents('value', 59, 73, 'What to debit (E06)'),
    text('currency', 74, 75, 'Currency; 03 real (E07)'),
    text('companyUse', 76, 128, 'Of the company, for itself (E08)'),
  ]),
  result: result.override('Débito automático result v08', [
    CLIENT_AT_BANK,
    ymd8('on', 51, 58, 'Date of the debit where there was one, otherwise the due date (F05)'),
    cents('value', 59, 73, 'What was debited, or was to be (F06)'),
    text('returnCode', 74, 75, 'Código de retorno (F07)'),
    text('companyUse', 76, 129, 'Of the company, as the order had it (F08)'),
  ]),
  refusedNumber: refusedNumber.override('Débito automático refused number v08', [
    CLIENT_AT_BANK,
    text('newClient', 51, 75, 'The new number of the client at the company (H05)'),
    text('occurrence', 76, 127, 'Why, in words (H06)'),
    text('codes', 128, 149, 'Códigos de retorno of what was to change'),
  ]),
};

/** The newest version whose layout is known. */
export const NEWEST_DEBIT_VERSION = 8;

/** The records of a version (A09). A header that names none is read as v04, the version that most banks send. */
export function debitRecords(version: number): DebitRecords {
  if (version >= 8) return v08;
  return version >= 5 ? v05 : v04;
}

export const DEBIT_LAYOUTS: readonly Layout<DebitRecords>[] = [
  {
    format: 'febraban150',
    name: 'Débito automático v04',
    source: 'FEBRABAN débito automático v04 (2003, 2008), as two readers of others agree on it',
    records: v04,
  },
  {
    format: 'febraban150',
    name: 'Débito automático v05',
    source: 'FEBRABAN débito automático v05 (2008); v06 and v07 are read by it; one open-source reader',
    records: v05,
  },
  {
    format: 'febraban150',
    name: 'Débito automático v08',
    source: 'FEBRABAN débito automático v08 (2020); one open-source reader, not yet seen in a delivered file',
    records: v08,
  },
];
