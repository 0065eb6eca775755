import {
  BANK_OCCURRENCES,
  CNAB240_LAYOUTS,
  FEBRABAN_OCCURRENCES,
  occurrencesOf,
  paidMeaningOf,
} from '@baixa/cnab240-parser';
import type { Layout } from '@baixa/fixed-width';
import { occurrenceTableOf, otherOccurrences, PAID_MEANINGS, UNKNOWN_CODE } from './codes.ts';
import { page, table } from './markdown.ts';
import { recordDifferences, recordTables } from './records.ts';

const [febraban, ...banks] = CNAB240_LAYOUTS as readonly Layout[] as [
  Layout,
  ...(Layout & { bank: string })[],
];

/** True for a bank whose table of codes is its own, not FEBRABAN's with changes. */
function standsAlone(bank: string): boolean {
  const own = BANK_OCCURRENCES[bank];
  return own !== undefined && Object.keys(FEBRABAN_OCCURRENCES).some((code) => own[code] === undefined);
}

function codesOf(bank: string): string | undefined {
  if (standsAlone(bank))
    return `## Códigos de movimento\n\nThis bank has a table of its own. ${UNKNOWN_CODE}\n\n${occurrenceTableOf(occurrencesOf(bank))}`;
  const own = otherOccurrences(occurrencesOf(bank), FEBRABAN_OCCURRENCES);
  if (Object.keys(own).length === 0) return undefined;
  return `## Códigos de movimento\n\nAll other codes are [FEBRABAN's](../cnab240.md#códigos-de-movimento).\n\n${occurrenceTableOf(own)}`;
}

function bankPage(layout: Layout & { bank: string }): string | undefined {
  const { bank, name, source } = layout;
  const records = recordDifferences(layout, febraban, '../cnab240.md');
  const codes = codesOf(bank);
  if (records === undefined && codes === undefined) return undefined;
  return page(
    `# CNAB 240 cobrança: ${name} (${bank})`,
    `Where this bank differs from [FEBRABAN](../cnab240.md). Source: ${source}.`,
    `## The amount paid\n\n${PAID_MEANINGS[paidMeaningOf(bank)]}`,
    codes,
    records,
  );
}

/** FEBRABAN's page, and one for each bank that differs. */
export function cnab240Pages(): [path: string, text: string][] {
  const own = banks.map((layout) => [layout, bankPage(layout)] as const);
  const rows = own.map(([{ bank, name, source }, text]) => [
    bank,
    text === undefined ? `${name}: as FEBRABAN` : `[${name}](cnab240/${bank}.md)`,
    source,
  ]);
  const main = page(
    '# CNAB 240 cobrança, return',
    `A file header (type 0), lots of a header (1), details (3) and a trailer (5), and a file trailer (9). A título is a segment T with the segment U right after it, and the segments Y that follow: nothing but their order ties them. Source: ${febraban.source}.`,
    `Positions count characters of the decoded line, from 1.`,
    `## Banks\n\nAny other bank is read as FEBRABAN writes it.\n\n${table(['Bank', '', 'Source'], rows)}`,
    `## The amount paid\n\n${PAID_MEANINGS.gross}`,
    `## Códigos de movimento\n\n${UNKNOWN_CODE}\n\n${occurrenceTableOf(FEBRABAN_OCCURRENCES)}`,
    recordTables(febraban),
  );
  const pages = own.flatMap(([{ bank }, text]): [string, string][] =>
    text === undefined ? [] : [[`cnab240/${bank}.md`, text]],
  );
  return [['cnab240.md', main], ...pages];
}
