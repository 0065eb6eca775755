import { warning } from '@baixa/core';
import type { FileRecord } from '@baixa/intake';
import type { FileStep } from '@baixa/settlement';
import { type Api, apiOf, connect } from '../connection.ts';
import { giveCommand } from '../give-command.ts';
import { newPatience, progress, until } from '../progress.ts';
import { brl, facts, type View } from '../view.ts';

interface ToldAgain {
  files: string[];
}

const STEP_SECONDS = 3600;

/** `baixa undo FILE`: everything that a file did is taken back. */
export const undo = (id: string, { reason }: { reason: string }): Promise<View> =>
  stepOf('undo', id, { reason });

/** `baixa replay FILE`: what of a file does not count is told again. */
export const replay = (id: string, { reason }: { reason?: string }): Promise<View> =>
  stepOf('replay', id, reason === undefined ? {} : { reason });

async function stepOf(what: FileStep['what'], id: string, body: { reason?: string }): Promise<View> {
  const api = apiOf(connect());
  const path = `/files/${encodeURIComponent(id)}`;
  const { command, counts } = await giveCommand(api, `${path}/${what}`, body);
  if (counts.proposed !== undefined)
    return {
      data: { file: id, what, done: 'proposed' },
      text: `${id} waits for a second person, who gives the same command.`,
    };
  const { file, step } = await ended(api, path, command);
  const { files: told } = what === 'undo' ? await api.get<ToldAgain>(`${path}/told-again`) : { files: [] };
  return endedView(what, file, step, told);
}

/** Waits until every chunk of the step that a command began is through. */
async function ended(api: Api, path: string, command: string): Promise<{ file: FileRecord; step: FileStep }> {
  let bar: ReturnType<typeof progress> | undefined;
  const found = await until(
    async () => {
      const { file } = await api.get<{ file: FileRecord }>(`${path}?entries=0`);
      const step = file.steps?.find(({ id }) => id === command);
      bar ??= progress('chunks', file.chunks);
      bar.update(step?.chunksDone ?? 0);
      return step?.endedAt === undefined ? undefined : { file, step };
    },
    newPatience(STEP_SECONDS),
    'It is under way, and not through yet: baixa files shows how far it is',
  );
  bar?.stop();
  return found;
}

function endedView(what: FileStep['what'], file: FileRecord, step: FileStep, told: string[]): View {
  const { sums } = file;
  const text = [
    `${file.name} is ${what === 'undo' ? 'undone' : 'replayed'}.`,
    facts([
      ['in − out', `${brl(sums?.inCents)} − ${brl(sums?.outCents)}`],
      ['applied + unapplied', `${brl(sums?.appliedCents)} + ${brl(sums?.unappliedCents)}`],
      ['entries', outcomesText(sums?.outcomes ?? {})],
    ]),
    ...(what === 'undo' ? [`baixa replay ${file.id} settles it again.`] : []),
    ...(told.length > 0 ? [`What other files told as well counts there now: ${someOf(told)}.`] : []),
  ];
  const kept = step.keptBy ?? [];
  const problems = [
    warning(
      'file.kept',
      { file: file.name },
      `${brl((sums?.inCents ?? 0) + (sums?.outCents ?? 0))} of it stand, because other files reversed a part of them: ${kept.join(', ')}.`,
      `Undo those first (baixa undo ${kept[0]}), and then this one again.`,
    ),
  ].filter(() => kept.length > 0);
  return { data: { file, step, toldAgainBy: told }, text: text.join('\n'), problems };
}

/** The first ten, and how many more. */
function someOf(ids: string[]): string {
  const more = ids.length - 10;
  return more > 0 ? `${ids.slice(0, 10).join(', ')} and ${more} more` : ids.join(', ');
}

function outcomesText(outcomes: Record<string, number>): string {
  return Object.entries(outcomes)
    .filter(([, count]) => count !== 0)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
}
