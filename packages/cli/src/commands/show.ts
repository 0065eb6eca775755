import { problem } from '@baixa/core';
import type { FileRecord } from '@baixa/intake';
import type { Credit, EntryOutcome, Receivable } from '@baixa/settlement';
import { apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { companiesOf } from '../only.ts';
import { brl, facts, table, type View } from '../view.ts';

/** `baixa files [ID]` */
export async function files(id: string | undefined): Promise<View> {
  const api = apiOf(connect());
  if (id === undefined) {
    const data = await api.get<{ files: FileRecord[] }>('/files');
    const rows = data.files.map((file) => [
      file.id,
      file.name,
      file.status,
      file.agreement,
      file.entries,
      brl(file.sums?.inCents),
      brl(file.sums?.outCents),
      brl(file.sums?.appliedCents),
      brl(file.sums?.unappliedCents),
      file.problemCount,
    ]);
    const head = [
      'id',
      'name',
      'status',
      'agreement',
      'entries',
      'in',
      'out',
      'applied',
      'unapplied',
      'problems',
    ];
    return { data, text: table(head, rows, [4, 5, 6, 7, 8, 9]) };
  }
  const data = await api.get<{ file: FileRecord; entries: EntryOutcome[] }>(`/files/${id}`);
  const { file, entries } = data;
  const head = facts([
    ['file', `${file.name} (${file.id})`],
    ['status', file.status],
    ['format', `${file.format} ${file.service}${file.bank === undefined ? '' : `, bank ${file.bank}`}`],
    ['agreement', file.agreement],
    ['number', file.sequence],
    ['created', file.createdOn],
    ['lines, bytes', `${file.lines}, ${file.bytes}`],
    ['SHA-256', file.sha256],
    ['in − out', `${brl(file.sums?.inCents)} − ${brl(file.sums?.outCents)}`],
    ['applied + unapplied', `${brl(file.sums?.appliedCents)} + ${brl(file.sums?.unappliedCents)}`],
    [
      'waits for a second person',
      file.proposal && `${file.proposal.what}, wanted by ${file.proposal.by}: ${file.proposal.reason}`,
    ],
    ...(file.steps ?? []).map((step): [string, string] => [
      `step ${step.step}, ${step.what}`,
      `${step.at} by ${step.by}${step.confirmedBy === undefined ? '' : ` and ${step.confirmedBy}`}: ${step.reason}`,
    ]),
  ]);
  return { data, text: `${head}\n\n${entriesTable(entries)}`, problems: file.problems };
}

function entriesTable(entries: EntryOutcome[]): string {
  const rows = entries.map((entry) => [
    entry.line,
    entry.offset,
    entry.kind,
    entry.toldBefore === true ? 'told before' : entry.outcome,
    entry.receivable?.id ?? entry.candidates?.join(' '),
    entry.matchedBy,
    entry.on,
    brl(entry.movedCents),
    brl(entry.appliedCents),
    entry.reason,
  ]);
  const head = [
    'line',
    'byte',
    'kind',
    'outcome',
    'receivable',
    'by',
    'paid on',
    'moved',
    'applied',
    'reason',
  ];
  return table(head, rows, [0, 1, 7, 8]);
}

interface FoundReceivable {
  receivable: Receivable;
  due?: { on: string; totalCents: number };
  credits: Credit[];
}

/** `baixa receivable ID` */
export async function receivable(id: string, options: { company?: string }): Promise<View> {
  const api = apiOf(connect());
  const companies = await companiesOf(api, options.company);
  const found = (
    await Promise.all(
      companies.map((company) =>
        api.find<FoundReceivable>(
          `/companies/${encodeURIComponent(company)}/receivables/${encodeURIComponent(id)}`,
        ),
      ),
    )
  ).filter((each) => each !== undefined);
  if (found.length === 0)
    throw new CommandFailed([
      problem(
        'cli.no-receivable',
        {},
        `No receivable ${id} is registered.`,
        'Register it: baixa register FILE.',
      ),
    ]);
  return { data: found.length === 1 ? found[0] : found, text: found.map(receivableText).join('\n\n') };
}

/** What became of a credit, in words. */
const STANDING: Record<Credit['standing'], string> = {
  waiting: 'waits for a person',
  proposed: 'waits for a second person',
  refunded: 'to be refunded',
  'written-off': 'written off',
  ignored: 'ignored',
};

function receivableText({ receivable: it, due, credits }: FoundReceivable): string {
  const ids = Object.entries(it.identifiers).map(([name, value]) => `${name} ${value}`);
  const head = facts([
    ['receivable', `${it.id} of ${it.company}`],
    ['account', it.account],
    ['identifiers', ids.join(', ')],
    ['face, due on', `${brl(it.faceCents)}, ${it.dueOn}`],
    ['status', it.settledOn === undefined ? it.status : `${it.status} on ${it.settledOn}`],
    ['due today', due === undefined ? undefined : brl(due.totalCents)],
  ]);
  const rows = it.movements.map((movement) => [
    movement.on,
    movement.outcome,
    brl(movement.movedCents),
    brl(movement.appliedCents),
    movement.file,
    movement.line,
    movement.offset,
  ]);
  const head2 = ['on', 'outcome', 'moved', 'applied', 'file', 'line', 'byte'];
  const left = credits.map(({ on, cents, outcome, standing, by, exception }) => [
    on,
    brl(cents),
    outcome,
    STANDING[standing],
    by,
    exception,
  ]);
  const head3 = ['paid on', 'credit', 'of', 'what becomes of it', 'by', 'exception'];
  return [head, table(head2, rows, [2, 3, 5, 6]), ...(left.length > 0 ? [table(head3, left, [1])] : [])].join(
    '\n\n',
  );
}
