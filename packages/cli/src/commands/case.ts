import { styleText } from 'node:util';
import type { CaseAssessment, Timeline } from '@baixa/collection';
import { daysBetween } from '@baixa/core';
import { chart, legend } from '../case/chart.ts';
import type { Paint } from '../case/line.ts';
import { verdict } from '../case/verdict.ts';
import { apiOf, connect } from '../connection.ts';
import { onlyContract } from '../only.ts';
import { facts, table, type View } from '../view.ts';
import { promisesTable, type ShownPromise } from './promises.ts';

interface ShownCase extends Timeline {
  noticeGeneratedOn: string;
  window: { windowEndsOn: string; termEndsOn: string };
  receivables: string[];
  assessment?: CaseAssessment;
}

/** A chart is no wider than people read, and no narrower than its days. */
const COLUMNS = { least: 60, most: 120, otherwise: 80 };

/** `baixa case ACCOUNT`: each case as a timeline, with its verdict and why. */
export async function showCase(account: string, options: { contract?: string }): Promise<View> {
  const api = apiOf(connect());
  const contract = await onlyContract(api, options.contract);
  const data = await api.get<{ today: string; cases: ShownCase[]; promises: ShownPromise[] }>(
    `/contracts/${contract}/cases/${encodeURIComponent(account)}`,
  );
  const { columns = COLUMNS.otherwise } = process.stdout;
  const width = Math.min(Math.max(columns, COLUMNS.least), COLUMNS.most);
  const drawn = data.cases.map((each) => caseText(account, each, data.today, width));
  const promised = data.promises.length === 0 ? [] : [promisesTable(data.promises)];
  return { data, text: [...drawn, ...promised].join('\n\n\n') };
}

/** Colours only where a terminal shows them. */
const paint: Paint = (look, text) =>
  styleText(({ good: 'green', bad: 'red', faint: 'gray' } as const)[look], text, { stream: process.stdout });

function caseText(account: string, it: ShownCase, today: string, columns: number): string {
  const { assessment, extra, window, steps } = it;
  const days = {
    window: daysBetween(it.noticeGeneratedOn, window.windowEndsOn),
    term: daysBetween(window.windowEndsOn, window.termEndsOn),
  };
  const drawn = chart(it, today, columns, paint);
  const head = facts([
    ['account', account],
    ['opened', it.noticeGeneratedOn],
    ['window, payment term', `to ${window.windowEndsOn}, to ${window.termEndsOn}`],
    ['receivables', it.receivables.join(', ') || '(none overdue)'],
    ['extra actions', 'from' in extra ? `${extra.days} days, ${extra.from} to ${extra.to}` : 'no days left'],
    ['days late', it.totalLateDays],
    ['counts on', assessment?.countsOn],
  ]);
  const rows = steps.map(({ type, generatedOn, deadlineOn, executedOn, state, outcome, lateDays }) => [
    type,
    generatedOn,
    deadlineOn,
    executedOn ?? state,
    outcome ?? '',
    state === 'planned' ? '' : lateDays,
  ]);
  return [
    verdict({ ...it, days }),
    '',
    head,
    '',
    drawn,
    `${' '.repeat(18)}${legend(drawn)}`,
    '',
    table(['action', 'generated', 'deadline', 'executed', 'outcome', 'days late'], rows, [5]),
  ].join('\n');
}
