import type { FileRecord } from '@baixa/intake';
import type { EntryOutcome } from '@baixa/settlement';
import { apiOf, connect } from '../connection.ts';
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

/** A row an entry; under a payment that was split, one for each receivable. */
function entriesTable(entries: EntryOutcome[]): string {
  const rows = entries.flatMap((entry) => [
    entryRow(entry),
    ...(entry.parts ?? []).map((part) => {
      const [, , ...cells] = entryRow(part);
      return [`${part.part?.number}/${part.part?.of}`, '', ...cells];
    }),
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

function entryRow(entry: EntryOutcome): (string | number | undefined)[] {
  return [
    entry.line,
    entry.offset,
    entry.kind,
    entry.toldBefore === true ? 'told before' : entry.outcome,
    entry.receivable?.id ?? entry.charge?.id ?? entry.candidates?.join(' ') ?? entry.missing?.join(' '),
    entry.rule === undefined ? entry.matchedBy : `rule ${entry.rule}`,
    entry.on,
    brl(entry.movedCents),
    brl(entry.appliedCents),
    entry.reason,
  ];
}
