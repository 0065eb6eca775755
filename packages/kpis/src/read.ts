import { type CivilDate, mapLimit } from '@baixa/core';
import type { KpiBook, ToldMonth } from './ports.ts';
import { endOfMonth, monthOf, type Row, wholeMonth } from './row.ts';
import { type KpiRules, periodFrom } from './rules.ts';

const MONTHS_AT_ONCE = 4;

/**
 * The rows from which the key indicators of a company as of a day are computed. A month that lies whole before the day,
 * and is not cut by the beginning of the period, is added up once and read as its sum until more is told of it.
 */
export async function rowsAsOf(
  book: KpiBook,
  company: string,
  asOf: CivilDate,
  rules: Pick<KpiRules, 'months'>,
): Promise<Row[]> {
  const from = periodFrom(asOf, rules);
  const isCut = ({ month }: ToldMonth) =>
    endOfMonth(month) > asOf || (monthOf(from) === month && !from.endsWith('-01'));
  const months = (await book.monthsOf(company)).filter(({ month }) => month <= monthOf(asOf));
  const rows = await mapLimit(months, MONTHS_AT_ONCE, (each) =>
    isCut(each) ? book.toldOf(company, each.month) : sumOfMonth(book, company, each),
  );
  return rows.flat();
}

async function sumOfMonth(book: KpiBook, company: string, of: ToldMonth): Promise<Row[]> {
  const saved = await book.sumOf(company, of);
  if (saved !== undefined) return saved;
  const rows = wholeMonth(await book.toldOf(company, of.month), of.month);
  await book.saveSum(company, of, rows);
  return rows;
}
