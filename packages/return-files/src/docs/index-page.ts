import { type EntryKind, isMoneyIn } from '@baixa/core';
import type { ColumnKind } from '@baixa/fixed-width';
import type { FileFormat } from '../items.ts';
import { page, table } from './markdown.ts';
import { KIND_NAMES } from './records.ts';

type Named = Exclude<FileFormat, 'unknown'>;

/** What each format is, in a line. */
const FORMATS: Readonly<Record<Named, string>> = {
  cnab240: 'CNAB 240 cobrança: boletos, with the differences of the banks',
  cnab400: 'CNAB 400 cobrança: boletos, each bank with its own layout',
  febraban150: 'FEBRABAN 150: bills with barcode (arrecadação) and débito automático',
  cnab750: 'CNAB 750: Pix received',
  'pix-json': 'API Pix: webhook bodies, pages of `GET /pix`, charges with their Pix',
  'segment-e': 'CNAB 240 segment E: account statement',
  ofx: 'OFX: account statement',
  camt: 'ISO 20022 camt.053 and camt.054: account statement and advices',
};

const KINDS: Readonly<Record<EntryKind, string>> = {
  payment: 'A título, bill or charge was paid',
  'partial-payment': 'A part of it was paid',
  'notary-payment': 'It was paid at the cartório',
  'unregistered-payment': 'It was paid and the bank did not know it, or no longer',
  reversal: 'An earlier payment is undone: estorno, devolução, MED. Money out',
  'advance-notice': 'Tells of a payment to come. Moves nothing',
  'paid-elsewhere': 'Tells of a payment made elsewhere. Moves nothing',
  registration: 'The bank took it in',
  rejection: 'The bank refused something',
  'write-off': 'It was taken out of cobrança unpaid',
  protest: 'A step of a protest',
  change: 'Something of it was changed',
  fee: "The bank's tariff",
  other: 'Anything else, codes that are not known included. It never settles',
};

const COLUMN_KINDS: Readonly<Record<ColumnKind, string>> = {
  digits: 'A code or number that is kept as it stands, zeros included',
  text: 'Text; blanks around it go',
  cents: 'Whole centavos, two decimals implied. Blank is absent; what is no number is an error, never 0',
  count: 'A whole number',
  date8: 'Day, month and year. Zeros, blanks, 99999999 and days of no calendar are absent',
  date6: "As DDMMAAAA, with a year of two digits that is taken nearest to the header's date",
  ymd8: 'Year, month and day',
  filler: 'Nothing that is read',
};

/** The page that leads to the others, and says what their words mean. */
export function indexPage(): string {
  const formats = Object.entries(FORMATS).map(([format, text]) => [`[${format}](${format}.md)`, text]);
  const kinds = Object.entries(KINDS).map(([kind, text]) => [
    `\`${kind}\``,
    isMoneyIn(kind as EntryKind) ? 'in' : kind === 'reversal' ? 'out' : '',
    text,
  ]);
  const columns = Object.entries(COLUMN_KINDS).map(([kind, text]) => [KIND_NAMES[kind as ColumnKind], text]);
  return page(
    '# Formats of return files',
    'Every format is read into the same entries: money in whole centavos, days as `YYYY-MM-DD`, and what a file does not say is absent. `paidCents` is always what the payer paid, `netCents` what was credited, `feeCents` the tariff.',
    table(['Format', ''], formats),
    'What no check can see is in [wrong digits](wrong-digits.md).',
    `## Kinds of entries\n\n${table(['Kind', 'Money', 'What it tells'], kinds)}`,
    `## Kinds of columns\n\n${table(['Kind', 'How it is read'], columns)}`,
    'A line is decoded as UTF-8 where it is that, as Windows-1252 elsewhere, and positions count its characters from 1. A line that was cut at its last character is read as if the blanks stood there.',
  );
}
