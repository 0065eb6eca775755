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
  const rows = files.flatMap(({ drop: { name, truth, agreement }, dropped: { file } }) => {
    const { inCents, outCents, appliedCents, unappliedCents, outcomes = {} } = file?.sums ?? {};
    const sums =
      inCents === undefined
        ? undefined
        : [inCents - (outCents ?? 0), (appliedCents ?? 0) + (unappliedCents ?? 0)];
    return [
      [
        name,
        agreement,
        mark(file?.entries ?? '–', file?.entries, truth.entries),
        mark(outcomes.settled ?? 0, sorted(outcomes), sorted(truth.byOutcome)),
        mark(brl(inCents), inCents, truth.inCents),
        mark(brl(outCents), outCents, truth.outCents),
        mark(brl(appliedCents), appliedCents, truth.appliedCents),
        mark(brl(unappliedCents), unappliedCents, truth.unappliedCents),
        mark('=', sums?.[0], sums?.[1]),
      ],
      [
        KNOWN,
        '',
        known(truth.entries),
        known(truth.byOutcome.settled ?? 0),
        known(brl(truth.inCents)),
        known(brl(truth.outCents)),
        known(brl(truth.appliedCents)),
        known(brl(truth.unappliedCents)),
        '',
      ],
    ];
  });
  const head = ['file', 'agreement', 'entries', 'settled', 'in', 'out', 'applied', 'unapplied', ''];
  return table(head, rows, [2, 3, 4, 5, 6, 7]);
}

/** The line below each line of figures: the simulator's, known before anything was read. */
const KNOWN = '  simulator';

/** A figure of the simulator, under the one it is held against: its mark's place stays empty. */
const known = (figure: string | number) => `${figure}  `;

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
      const expected = truth.recoveriesByDay[day]?.length ?? 0;
      const counted = recoveriesByDay[day] ?? 0;
      return `day ${String(day).padStart(2)}: ${mark(`${counted} = ${expected}`, counted, expected)}`;
    });
  const columns = 6;
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += columns)
    lines.push(
      cells
        .slice(at, at + columns)
        .map((cell) => cell.padEnd(18))
        .join('')
        .trimEnd(),
    );
  return lines.join('\n');
}

const INDICATORS = ['isap', 'ixec', 'ieco'] as const;

function cyclesTable({ truth }: Demo, { cycles }: Found, { mark }: Checks): string {
  const rows = truth.cycles.flatMap((expected) => {
    const score = cycles.find(({ result }) => result.cycle === expected.cycle)?.result.score;
    const shown = INDICATORS.map((name) => {
      const figure = score?.indicators[name];
      const { raw, points } = expected[name];
      return mark(
        `${figure?.raw.display} → ${figure?.final.display}`,
        [figure?.raw, figure?.final],
        [raw, points],
      );
    });
    const { recovered, collected } = expected.withAdjustments;
    const { measure } = score ?? {};
    const counted = [measure?.recovered, measure?.collected];
    return [
      [
        `cycle ${expected.cycle}`,
        mark(counted.join('/'), counted, [recovered, collected]),
        ...shown,
        mark(score?.irg.display ?? '–', score?.irg, expected.irg),
        mark(brl(score?.invoiceCents), score?.invoiceCents, expected.invoiceCents),
      ],
      [
        KNOWN,
        known(`${recovered}/${collected}`),
        ...INDICATORS.map((name) =>
          known(`${expected[name].raw.display} → ${expected[name].points.display}`),
        ),
        known(expected.irg.display),
        known(brl(expected.invoiceCents)),
      ],
    ];
  });
  return table(['', 'recovered', 'ISAP', 'IXEC', 'IECO', 'IRG', 'invoice'], rows, [1, 2, 3, 4, 5, 6]);
}
