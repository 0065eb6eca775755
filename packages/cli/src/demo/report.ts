import type { Demo } from '@baixa/bank-simulator';
import { brl, table } from '../view.ts';
import { type Checks, newChecks } from './check.ts';
import type { Found } from './run.ts';

/** The demonstration's report: every figure with the simulator's truth beside it. */
export function report(demo: Demo, found: Found): { text: string; checks: Checks } {
  const checks = newChecks();
  const parts = [
    'Files: R$ in − R$ out = R$ applied + R$ unapplied',
    filesTable(found, checks),
    '',
    'Recovered accounts by day of the window (day 0: the debt notice; 68 to 72: the payment term)',
    recoveriesTable(demo, found, checks),
    '',
    'Measurement cycles: obtained → final points',
    cyclesTable(demo, found, checks),
    '',
    checks.differed === 0
      ? `All ${checks.agreed} figures are those the bank simulator knew before.`
      : `${checks.differed} of ${checks.agreed + checks.differed} figures differ from what the bank simulator knew before.`,
  ];
  return { text: parts.join('\n'), checks };
}

function filesTable({ files }: Found, { mark }: Checks): string {
  const rows = files.map(({ drop: { name, truth, agreement }, dropped: { file } }) => {
    const { inCents, outCents, appliedCents, unappliedCents, outcomes = {} } = file?.sums ?? {};
    const settled = outcomes.settled ?? 0;
    const balanced =
      inCents !== undefined && inCents - (outCents ?? 0) === (appliedCents ?? 0) + (unappliedCents ?? 0);
    return [
      name,
      agreement,
      mark(file?.entries ?? '–', file?.entries, truth.entries),
      mark(settled, sorted(outcomes), sorted(truth.byOutcome)),
      mark(brl(inCents), inCents, truth.inCents),
      mark(brl(outCents), outCents, truth.outCents),
      mark(brl(appliedCents), appliedCents, truth.appliedCents),
      mark(brl(unappliedCents), unappliedCents, truth.unappliedCents),
      mark('=', balanced, true),
    ];
  });
  const head = ['file', 'agreement', 'entries', 'settled', 'in', 'out', 'applied', 'unapplied', ''];
  return table(head, rows, [2, 3, 4, 5, 6, 7]);
}

function sorted(counts: object): [string, number][] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function recoveriesTable({ truth }: Demo, { recoveriesByDay }: Found, { mark }: Checks): string {
  const days = new Set([...Object.keys(truth.recoveriesByDay), ...Object.keys(recoveriesByDay)].map(Number));
  const cells = [...days]
    .sort((a, b) => a - b)
    .map((day) => {
      const known = truth.recoveriesByDay[day]?.length ?? 0;
      const counted = recoveriesByDay[day] ?? 0;
      return `day ${String(day).padStart(2)}: ${mark(counted, counted, known)}`;
    });
  const columns = 7;
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += columns)
    lines.push(
      cells
        .slice(at, at + columns)
        .map((cell) => cell.padEnd(14))
        .join('')
        .trimEnd(),
    );
  return lines.join('\n');
}

function cyclesTable({ truth }: Demo, { cycles }: Found, { mark }: Checks): string {
  const rows = truth.cycles.map((known) => {
    const score = cycles.find(({ result }) => result.cycle === known.cycle)?.result.score;
    const shown = (['isap', 'ixec', 'ieco'] as const).map((name) => {
      const figure = score?.indicators[name];
      return mark(
        `${figure?.raw.display} → ${figure?.final.display}`,
        [figure?.raw, figure?.final],
        [known[name].raw, known[name].points],
      );
    });
    const { recovered, collected } = known.withAdjustments;
    const { measure } = score ?? {};
    return [
      known.cycle,
      mark(
        `${measure?.recovered}/${measure?.collected}`,
        [measure?.recovered, measure?.collected],
        [recovered, collected],
      ),
      ...shown,
      mark(score?.irg.display ?? '–', score?.irg, known.irg),
      mark(brl(score?.invoiceCents), score?.invoiceCents, known.invoiceCents),
    ];
  });
  return table(['cycle', 'recovered', 'ISAP', 'IXEC', 'IECO', 'IRG', 'invoice'], rows, [0, 1, 2, 3, 4, 5, 6]);
}
