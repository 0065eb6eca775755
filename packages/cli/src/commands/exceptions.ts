import { centsOfDecimal, daysBetween, problem } from '@baixa/core';
import type { FileRecord } from '@baixa/intake';
import type { OpenException } from '@baixa/store';
import { apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { companiesOf } from '../only.ts';
import { brl, table, type View } from '../view.ts';

/** Which exceptions are asked for. */
export interface ExceptionFilter {
  company?: string;
  file?: string;
  kind?: string;
  olderThan?: string;
  above?: string;
}

/** What `--kind credit` stands for: money that a receivable has over. */
const CREDITS: readonly string[] = ['settled-in-excess', 'paid-twice'];

/** The API lists at most so many of a company, the newest. */
const MOST = 200;

/** True for the exceptions that a filter lets through, as of a day. @throws CommandFailed */
export function filterOf({ file, kind, olderThan, above }: ExceptionFilter, today: string) {
  const cents = above === undefined ? 0 : centsOfDecimal(above);
  const days = olderThan === undefined ? -1 : Number(/^\d{1,4}$/.exec(olderThan)?.[0] ?? Number.NaN);
  if (cents === undefined || Number.isNaN(days))
    throw new CommandFailed([
      problem(
        'cli.bad-filter',
        {},
        '--above takes reais with two decimals (100.00), --older-than whole days.',
        'Give the filter again.',
      ),
    ]);
  return (each: Pick<OpenException, 'file' | 'outcome' | 'unappliedCents' | 'openedAt'>): boolean =>
    (file === undefined || each.file === file) &&
    (kind === undefined || each.outcome === kind || (kind === 'credit' && CREDITS.includes(each.outcome))) &&
    Math.abs(each.unappliedCents) >= cents &&
    daysBetween(each.openedAt.slice(0, 10), today) > days;
}

/** `baixa exceptions` */
export async function exceptions(options: ExceptionFilter): Promise<View> {
  const today = new Date().toISOString().slice(0, 10);
  const isAsked = filterOf(options, today);
  const api = apiOf(connect());
  const companies = await companiesOf(api, options.company);
  const open = await Promise.all(
    companies.map((company) =>
      api.get<{ exceptions: OpenException[] }>(
        `/companies/${encodeURIComponent(company)}/exceptions?limit=${MOST}`,
      ),
    ),
  );
  const { files: recent } = await api.get<{ files: FileRecord[] }>('/files');
  const quarantined = recent
    .filter(({ status }) => status === 'quarantined')
    .filter(({ company }) => options.company === undefined || company === options.company)
    .filter(({ id }) => options.file === undefined || id === options.file)
    .filter(() => options.kind === undefined && options.above === undefined);
  const all = open.flatMap((each) => each.exceptions).filter(isAsked);
  const rows = [
    ...quarantined.map((file) => [
      file.id,
      'file quarantined',
      file.company ?? '',
      `${daysBetween(file.receivedAt.slice(0, 10), today)} d`,
      '',
      file.id,
      '',
      file.problems[0]?.message ?? '',
    ]),
    ...all.map((each) => [
      each.id,
      each.outcome,
      each.company,
      `${daysBetween(each.openedAt.slice(0, 10), today)} d`,
      brl(each.unappliedCents),
      each.file,
      each.line,
      [
        each.reason,
        each.change === undefined
          ? ''
          : `Would settle with ${each.change.field} ${each.change.to} instead of ${each.change.from}.`,
      ]
        .join(' ')
        .trim(),
    ]),
  ];
  return {
    data: { exceptions: all, quarantined },
    text: table(['id', 'what', 'company', 'age', 'unapplied', 'file', 'line', 'why'], rows, [3, 4, 6]),
  };
}
