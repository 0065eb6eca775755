import type { AnyRecord } from '@baixa/fixed-width';
import type { FileFormat } from '../items.ts';
import { LAYOUTS } from '../layouts.ts';

/** Where an amount stands in the text of a file. */
export interface MoneyPlace {
  /** What the format calls it: `segmentU.paid`, `valor`. */
  column: string;
  /** From 1. */
  line: number;
  /** First and last character of the amount in the whole text, from 0, the last not included. */
  from: number;
  to: number;
}

/** The record that a detail line is of, by its name in the layout; undefined for all other lines. */
type DetailOf = (line: string, bank: string | undefined) => string | undefined;

/** Banco do Brasil has two. */
const TITLES_400: Readonly<Record<string, string>> = { '001 1': 'olderTitle', '001 7': 'title' };

/** Records that follow a título, as rateio and cheques, are of no entry of their own and not looked at. */
const DETAILS: Partial<Record<FileFormat, DetailOf>> = {
  cnab400: (line, bank) => TITLES_400[`${bank} ${line[0]}`] ?? (line[0] === '1' ? 'title' : undefined),
  cnab750: (line) => ({ 1: 'charge', 5: 'receipt' })[line[0] ?? ''],
  'segment-e': (line) => (line[7] === '3' && line[13] === 'E' ? 'segmentE' : undefined),
  febraban150: (line) => ({ G: 'bill', F: 'result' })[line.charAt(0)],
  cnab240: (line) => (line[7] === '3' ? { T: 'segmentT', U: 'segmentU' }[line[13] ?? ''] : undefined),
};

/** The amounts of a text, with the name of what each is. */
type AmountsOf = (text: string) => { column: string; at: number; length: number }[];

const JSON_AMOUNT = /"(?:(?<part>\w+)": \{\s*")?valor": "(?<amount>\d+\.\d\d)"/g;

/** The amount of a Pix is held against its components only where it has some. */
function pixColumn(text: string, at: number): string {
  const isRefund = text.lastIndexOf('"rtrId"', at) > text.lastIndexOf('"endToEndId"', at);
  if (isRefund) return 'devolucao.valor';
  const own = text.slice(at, text.indexOf('"endToEndId"', at) >>> 0);
  return own.includes('"componentesValor"') ? 'valor' : 'valor (no componentesValor)';
}

/** Amounts of markup: what stands after an opening tag, named by `nameOf`. */
const inMarkup =
  (amount: RegExp, nameOf: (text: string, match: RegExpExecArray) => string): AmountsOf =>
  (text) =>
    [...text.matchAll(amount)].map((match) => {
      const { digits = '' } = match.groups ?? {};
      return {
        column: nameOf(text, match),
        at: match.index + match[0].lastIndexOf(digits),
        length: digits.length,
      };
    });

const TEXTS: Partial<Record<FileFormat, AmountsOf>> = {
  ofx: inMarkup(/<(?<tag>TRNAMT|BALAMT)>[+-]?(?<digits>[\d.]+)/g, (_, { groups }) => groups?.tag ?? ''),
  camt: inMarkup(/<Amt Ccy="BRL">(?<digits>[\d.]+)/g, (text, { index }) => {
    if (text.lastIndexOf('<Bal>', index) > text.lastIndexOf('<Ntry>', index)) return 'Bal.Amt';
    return text.includes('<Bal>') ? 'Ntry.Amt' : 'Ntry.Amt (no Bal)';
  }),
  'pix-json': (text) =>
    [...text.matchAll(JSON_AMOUNT)].map((match) => {
      const { part, amount = '' } = match.groups ?? {};
      return {
        column: part === undefined ? pixColumn(text, match.index) : `componentesValor.${part}`,
        at: match.index + match[0].lastIndexOf(amount),
        length: amount.length,
      };
    }),
};

function recordOf(format: string, bank: string | undefined, name: string): AnyRecord {
  const own = LAYOUTS.filter((one) => one.format === format && name in one.records);
  const layout = own.find((one) => one.bank === bank) ?? own.find((one) => one.bank === undefined);
  const record = layout?.records[name];
  if (record === undefined) throw new Error(`No layout of ${format} ${bank} has a record ${name}`);
  return record;
}

/** True for a format whose amounts are known here. */
export function hasMoneyPlaces(format: string): boolean {
  return format in TEXTS || (format in DETAILS && LAYOUTS.some((one) => one.format === format));
}

/** Every amount of the details of a file; one that the line is too short for is not there. */
export function moneyPlaces(format: string, bank: string | undefined, text: string): MoneyPlace[] {
  const amountsOf = TEXTS[format as FileFormat];
  if (amountsOf !== undefined)
    return amountsOf(text).map(({ column, at, length }) => ({
      column,
      line: text.slice(0, at).split('\n').length,
      from: at,
      to: at + length,
    }));
  const detailOf = DETAILS[format as FileFormat] ?? (() => undefined);
  const places: MoneyPlace[] = [];
  let start = 0;
  text.split('\n').forEach((line, index) => {
    const name = detailOf(line, bank);
    if (name !== undefined)
      for (const { name: column, kind, from, to } of recordOf(format, bank, name).columns)
        if (kind === 'cents' && to <= line.trimEnd().length)
          places.push({
            // Both títulos of Banco do Brasil have the same columns of money.
            column: `${name === 'olderTitle' ? 'title' : name}.${column}`,
            line: index + 1,
            from: start + from - 1,
            to: start + to,
          });
    start += line.length + 1;
  });
  return places;
}
