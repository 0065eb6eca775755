import type { Problem } from '@baixa/core';
import type { Api } from './connection.ts';
import { CommandFailed } from './failure.ts';
import { until } from './progress.ts';

const WAIT_SECONDS = 120;

/** Gives a command, and waits for what became of it. @throws CommandFailed where it was refused */
export async function giveCommand(
  api: Api,
  path: string,
  body: object,
  waitSeconds = WAIT_SECONDS,
): Promise<{ command: string; counts: Record<string, number> }> {
  const { command } = await api.send<{ command: string }>('POST', path, body);
  const { counts, problems } = await until(
    () => api.find<{ counts: Record<string, number>; problems: Problem[] }>(`/commands/${command}`),
    waitSeconds,
    `The command ${command} was taken, but nothing became of it yet`,
  );
  if (problems.length > 0) throw new CommandFailed(problems);
  return { command, counts };
}
