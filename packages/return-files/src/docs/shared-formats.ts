import type { Layout } from '@baixa/fixed-width';
import { CNAB750_LAYOUTS } from '../cnab750/layouts.ts';
import { kindOfCharge, kindOfReceipt } from '../cnab750/movements.ts';
import { channelOf, FORMS } from '../febraban150/channels.ts';
import { FEBRABAN150_LAYOUTS } from '../febraban150/layouts.ts';
import { RETURN_CODES } from '../febraban150/return-codes.ts';
import { CATEGORIES } from '../segment-e/categories.ts';
import { SEGMENT_E_LAYOUTS } from '../segment-e/layouts.ts';
import { occurrenceTableOf, UNKNOWN_CODE } from './codes.ts';
import { page, table } from './markdown.ts';
import { recordTables } from './records.ts';

const quoted = (text: string | undefined) => (text === undefined ? '' : `\`${text}\``);

/** The characters that a code of one character can be. */
const ONE_CHARACTER = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];
const TWO_DIGITS = Array.from({ length: 100 }, (_, code) => String(code).padStart(2, '0'));

/** Records that several layouts share stand in the first of them. */
function layoutsTables(layouts: readonly Layout[]): string {
  const shown = new Set<string>();
  return layouts
    .map((layout) => {
      const own = Object.entries(layout.records).filter(([, { name }]) => !shown.has(name));
      const again = Object.values(layout.records).filter(({ name }) => shown.has(name));
      for (const [, { name }] of own) shown.add(name);
      const above = again.length === 0 ? '' : ` As above: ${again.map(({ name }) => name).join(', ')}.`;
      const tables = recordTables({ ...layout, records: Object.fromEntries(own) }, '###');
      return `## ${layout.name}\n\nSource: ${layout.source}.${above}\n\n${tables}`;
    })
    .join('\n\n');
}

function febraban150Page(): string {
  const channels = ONE_CHARACTER.flatMap((code) => {
    const channel = channelOf(code);
    return channel === undefined ? [] : [[quoted(code), quoted(channel)]];
  });
  return page(
    '# FEBRABAN 150: arrecadação and débito automático',
    'A header (A), details and a trailer (Z) of 150 characters. In arrecadação each detail G is a bill that was paid, known by its barcode of 44 digits: this is how water bills are really paid. In débito automático each detail F tells what became of an order.',
    'The amount paid of both is what the payer paid; the tariff of arrecadação stands beside it. A bill paid with a cheque is money that the bank has credited, and says `held: cheque`: it may still come back.',
    `## Where a bill was paid\n\n${table(['Code (G10)', 'Channel'], channels)}`,
    `## With what\n\n${table(
      ['Code (G12)', 'Form'],
      Object.entries(FORMS).map(([code, form]) => [quoted(code), form]),
    )}`,
    `## What became of an order\n\n${UNKNOWN_CODE}\n\n${occurrenceTableOf(RETURN_CODES)}`,
    layoutsTables(FEBRABAN150_LAYOUTS),
  );
}

function cnab750Page(): string {
  const rows = TWO_DIGITS.flatMap((code) => {
    const [receipt, charge] = [kindOfReceipt(code), kindOfCharge(code)];
    return receipt === undefined && charge === undefined
      ? []
      : [[quoted(code), quoted(receipt), quoted(charge)]];
  });
  return page(
    '# CNAB 750: Pix received',
    'A header (0), records of charges (1), their information (2), QR codes (4), Pix received (5) and a trailer (9). Money is only in record 5 with movement 06, at 301–317. The trailer sums the original values.',
    `## Movements\n\n${table(['Code', 'A Pix received is', 'A charge is'], rows)}`,
    layoutsTables(CNAB750_LAYOUTS),
  );
}

function segmentEPage(): string {
  const rows = Object.entries(CATEGORIES).map(([code, { meaning, nature, channel }]) => [
    quoted(code),
    meaning,
    quoted(nature),
    quoted(channel),
  ]);
  return page(
    '# CNAB 240 segment E: account statement',
    'Every line of the statement gives an entry, so that no movement of the account is out of sight. A credit is a `payment` only where it carries an identifier (a Pix, a txid, a bill, a depositor); a sum of many payments is `other`, because each of them comes in the file of its own service. A debit is a `reversal` only where it names the Pix that it gives back.',
    `## Categories\n\n1xx are debits, 2xx credits. \`lump\` is many payments in one sum, \`tariff\` the bank's, \`returned\` undoes an earlier movement.\n\n${table(['Code (G092)', 'Meaning', 'Nature', 'Channel'], rows)}`,
    layoutsTables(SEGMENT_E_LAYOUTS),
  );
}

/** The formats that all banks lay out alike. */
export function sharedFormatPages(): [path: string, text: string][] {
  return [
    ['febraban150.md', febraban150Page()],
    ['cnab750.md', cnab750Page()],
    ['segment-e.md', segmentEPage()],
  ];
}
