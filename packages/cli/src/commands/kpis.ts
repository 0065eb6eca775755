import { addDays, type CivilDate, daysBetween, mapLimit, problem } from '@baixa/core';
import type { Part } from '@baixa/kpis';
import { type Api, apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { kpisCsv } from '../kpis/as-csv.ts';
import { comparisonText, daysText, kpisText } from '../kpis/as-text.ts';
import type { CompanyKpis } from '../kpis/company-kpis.ts';
import { companiesOf } from '../only.ts';
import type { View } from '../view.ts';

export interface KpiOptions {
  company?: string;
  asOf?: string;
  by?: Part;
  months?: string;
  compare?: string;
  since?: string;
  csv?: boolean;
}

const DAYS_AT_ONCE = 4;
const MOST_DAYS = 400;

/** `baixa kpis`: of every company there is, or of one. */
export async function kpis(options: KpiOptions): Promise<View> {
  const { compare, since, csv = false } = options;
  const api = apiOf(connect());
  const companies = await companiesOf(api, options.company);
  const now = await Promise.all(companies.map((company) => askFor(api, company, options)));
  if (since !== undefined) {
    const series = await Promise.all(now.map((each) => eachDay(api, each, since, options)));
    const text = csv ? kpisCsv(series.flat()) : series.map(daysText).join('\n\n');
    return { data: series.flat(), text };
  }
  if (compare !== undefined) {
    const before = await Promise.all(
      companies.map((company) => askFor(api, company, { ...options, asOf: compare })),
    );
    const pairs = now.map((after, index) => ({ before: before[index] as CompanyKpis, after }));
    const text = csv
      ? kpisCsv(pairs.flatMap((pair) => [pair.before, pair.after]))
      : pairs.map(comparisonText).join('\n\n');
    return { data: pairs, text };
  }
  return { data: now, text: csv ? kpisCsv(now) : now.map(kpisText).join('\n\n') };
}

function askFor(api: Api, company: string, { asOf, by, months }: KpiOptions): Promise<CompanyKpis> {
  const query = new URLSearchParams(
    Object.entries({ asOf, by, months }).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  return api.get(`/companies/${encodeURIComponent(company)}/kpis?${query}`);
}

/** The figures of each day from one day to another, which were asked for already. */
async function eachDay(
  api: Api,
  last: CompanyKpis,
  since: CivilDate,
  options: KpiOptions,
): Promise<CompanyKpis[]> {
  // What is no day at all, the API says of the first one asked for.
  const first = await askFor(api, last.company, { ...options, asOf: since });
  const days = daysBetween(first.asOf, last.asOf);
  if (days < 1 || days > MOST_DAYS)
    throw new CommandFailed([
      problem(
        'cli.bad-days',
        {},
        `From ${since} to ${last.asOf} are ${days} days.`,
        `Give a day before the last one, at most ${MOST_DAYS} days earlier.`,
      ),
    ]);
  const between = Array.from({ length: days - 1 }, (_, index) => addDays(since, index + 1));
  const found = await mapLimit(between, DAYS_AT_ONCE, (asOf) =>
    askFor(api, last.company, { ...options, asOf }),
  );
  return [first, ...found, last];
}
