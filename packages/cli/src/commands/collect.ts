import { problem } from '@baixa/core';
import type { CycleScore } from '@baixa/scoring';
import type { CommittedCycle } from '@baixa/store';
import { type Api, apiOf, connect } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { type Book, onlyContract } from '../only.ts';
import { newPatience, until } from '../progress.ts';
import { brl, table, type View } from '../view.ts';

type ShownCycle = CommittedCycle & { readings?: { reading: string; score: CycleScore }[] };

/** The closed cycles of a contract. */
export async function cyclesOf(api: Api, contract: string, readings = false): Promise<ShownCycle[]> {
  const query = readings ? '?readings=1' : '';
  return (await api.get<{ cycles: ShownCycle[] }>(`/contracts/${contract}/cycles${query}`)).cycles;
}

/** The number of a cycle as it was given. @throws CommandFailed */
export function cycleNumber(given: string): number {
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  throw new CommandFailed([
    problem(
      'cli.bad-cycle',
      {},
      `"${given}" is no cycle: they are numbered from 1.`,
      'baixa cycles shows those that are closed.',
    ),
  ]);
}

/** @throws CommandFailed when the cycle is not closed */
export function closedCycle<T extends CommittedCycle>(closed: T[], contract: string, cycle: number): T {
  const found = closed.find(({ result }) => result.cycle === cycle);
  if (found !== undefined) return found;
  const last = closed.at(-1)?.result.cycle;
  throw new CommandFailed([
    problem(
      'cycles.not-closed',
      {},
      `Cycle ${cycle} of ${contract} is not closed.`,
      last === undefined ? 'No cycle of it is closed yet.' : `Those up to ${last} are.`,
    ),
  ]);
}

/** `baixa cycles [CONTRACT [N]] [--readings]` */
export async function cycles(
  given: string | undefined,
  options: { readings?: boolean },
  only?: string,
): Promise<View> {
  const api = apiOf(connect());
  const contract = await onlyContract(api, given);
  const all = await cyclesOf(api, contract, options.readings);
  const closed = only === undefined ? all : [closedCycle(all, contract, cycleNumber(only))];
  const readings = closed.flatMap(({ result, readings: each = [] }) =>
    each.map(({ reading, score }) => [result.cycle, reading, score.irg.display, brl(score.invoiceCents)]),
  );
  const alerts = closed.flatMap(({ result }) => {
    const { termination } = result.score;
    if (termination === undefined) return [];
    const evidence = termination.evidence.map(
      ({ cycle, value, minimum }) => `cycle ${cycle} at ${value.display} (minimum ${minimum})`,
    );
    return [`Termination watch: cycle ${termination.cycle}, ${termination.rule}: ${evidence.join('; ')}.`];
  });
  return {
    data: { contract, cycles: closed },
    text: [
      cyclesTable(closed),
      ...(readings.length > 0
        ? ['', table(['cycle', 'reading', 'IRG', 'invoice'], readings, [0, 2, 3])]
        : []),
      ...alerts,
    ].join('\n'),
  };
}

/** A line a cycle: each indicator obtained → final points, IRG, invoice. */
export function cyclesTable(closed: CommittedCycle[]): string {
  const rows = closed.map(({ result: { cycle, from, to, adjustments, score } }) => {
    const { isap, ixec, ieco } = score.indicators;
    const { measure } = score;
    const shown = [isap, ixec, ieco].map(({ raw, final }) => `${raw.display} → ${final.display}`);
    return [
      cycle,
      `${from} to ${to}`,
      `${measure.recovered}/${measure.collected}`,
      measure.recoveredInTerm,
      adjustments.map(({ correctsCycle }) => correctsCycle).join(' '),
      ...shown,
      score.irg.display,
      brl(score.invoiceCents),
    ];
  });
  return table(
    ['cycle', 'period', 'recovered', 'in term', 'adjusts', 'ISAP', 'IXEC', 'IECO', 'IRG', 'invoice'],
    rows,
    [0, 2, 3, 5, 6, 7, 8, 9],
  );
}

const CLOSE_SECONDS = 900;

/** Runs the nightly close as of a day and waits for its end. */
export async function closeOn(api: Api, on: string): Promise<void> {
  const { closing } = await api.send<{ closing: string }>('POST', '/closings', { on });
  const ended = await until(
    async () => {
      const found = await api.find<{ status: string; error?: string; cause?: string }>(
        `/closings/${closing}`,
      );
      return found === undefined || found.status === 'RUNNING' ? undefined : found;
    },
    newPatience(CLOSE_SECONDS),
    `The close ${closing} is still running`,
  );
  if (ended.status !== 'SUCCEEDED')
    throw new CommandFailed([
      problem(
        'close.failed',
        {},
        `The close as of ${on} ended as ${ended.status}: ${ended.error ?? ''} ${ended.cause ?? ''}`.trim(),
        'Nothing half-done counts: mend the cause and close again.',
      ),
    ]);
}

/** `baixa close --on YYYY-MM-DD` */
export async function close({ on }: { on: string }): Promise<View> {
  const api = apiOf(connect());
  await closeOn(api, on);
  const { contracts } = await api.get<Book>('/companies');
  const closed = await Promise.all(
    contracts.map(async ({ id }) => ({ contract: id, cycles: await cyclesOf(api, id) })),
  );
  return {
    data: closed,
    text: closed.map(({ contract, cycles: each }) => `${contract}\n${cyclesTable(each)}`).join('\n\n'),
  };
}
