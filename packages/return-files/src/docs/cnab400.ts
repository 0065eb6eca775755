import type { Cnab400Bank } from '../cnab400/bank.ts';
import { BANKS } from '../cnab400/banks.ts';
import { occurrenceTableOf, PAID_MEANINGS, UNKNOWN_CODE } from './codes.ts';
import { page, table } from './markdown.ts';
import { recordTables } from './records.ts';

function recordTypes({ titles, followOns = {} }: Cnab400Bank): string {
  const rows = [
    ...Object.entries(titles).map(([type, { record, checkDigits }]) => [
      `\`${type}\``,
      record.name,
      checkDigits === 0
        ? 'nosso número without check digit'
        : `check digits of the nosso número: ${checkDigits}`,
    ]),
    ...Object.entries(followOns).map(([type, { meaning, txid }]) => [
      `\`${type}\``,
      meaning,
      `belongs to the título before it${txid === undefined ? '' : ', gives its txid'}`,
    ]),
  ];
  return table(['Record type', '', ''], rows);
}

function refinements({ refinements: all = [] }: Cnab400Bank): string | undefined {
  if (all.length === 0) return undefined;
  const rows = all.map(({ kinds, reason, kind }) => [
    `\`${reason}\``,
    kinds.map((it) => `\`${it}\``).join(', '),
    `\`${kind}\``,
  ]);
  return `## Motivos that change the kind\n\n${table(['Motivo', 'Where the ocorrência is', 'The entry is'], rows)}`;
}

function trailer({ totals, occurrenceTotals = [] }: Cnab400Bank): string {
  const names = (columns: readonly string[]) => columns.map((name) => `\`${name}\``).join(', ');
  const rows: string[][] = [];
  if (totals !== undefined)
    rows.push([
      totals.of === 'file' ? 'All títulos of the file' : 'All títulos, where the count is that of the file',
      names(totals.titles),
      names(totals.face),
    ]);
  for (const { occurrences, titles, values } of occurrenceTotals)
    rows.push([`Ocorrências ${occurrences.join(', ')}`, names([titles]), names(values)]);
  if (rows.length === 0) return '## The trailer\n\nIt claims nothing that a file can be held against.';
  return `## The trailer\n\nWhat it declares is held against the file; zeros declare nothing.\n\n${table(['What', 'Count', 'Amount'], rows)}`;
}

function bankPage(bank: Cnab400Bank): string {
  const { layout, occurrences, paid } = bank;
  return page(
    `# CNAB 400 cobrança: ${layout.name} (${layout.bank})`,
    `Source: ${layout.source}. Positions count characters of the decoded line, from 1.`,
    recordTypes(bank),
    `## The amount paid\n\n${PAID_MEANINGS[paid]}`,
    `## Ocorrências\n\n${UNKNOWN_CODE}\n\n${occurrenceTableOf(occurrences)}`,
    refinements(bank),
    trailer(bank),
    recordTables(layout),
  );
}

/** The list of banks, and a page for each: no bank shares more than the frame of a file with another. */
export function cnab400Pages(): [path: string, text: string][] {
  const banks = [...BANKS.values()];
  const rows = banks.map(({ layout, paid }) => [
    layout.bank,
    `[${layout.name}](cnab400/${layout.bank}.md)`,
    paid,
    layout.source,
  ]);
  const meanings = Object.entries(PAID_MEANINGS).map(([name, text]) => `- \`${name}\`: ${text}`);
  const main = page(
    '# CNAB 400 cobrança, return',
    'A header (type 0), details and a trailer (9) of 400 characters. Each bank has a layout of its own: a bank that is not here is named and not read. A título is one record; records of Pix, rateio and others that follow it belong to it.',
    `## Banks\n\n${table(['Bank', '', 'Amount paid', 'Source'], rows)}`,
    `## What the amount paid holds\n\n${meanings.join('\n')}`,
  );
  return [
    ['cnab400.md', main],
    ...banks.map((bank): [string, string] => [`cnab400/${bank.layout.bank}.md`, bankPage(bank)]),
  ];
}
