import type { Problem } from '@baixa/core';
import type { Api } from './connection.ts';
import { CommandFailed } from './failure.ts';
import { newPatience, type Patience, until } from './progress.ts';

/** Seconds in which something has to be done: a command waits behind those that were given before it. */
const PATIENCE_SECONDS = 300;

/** What became of a command. */
export interface CommandResult {
  counts: Record<string, number>;
  problems: Problem[];
}

/** The patience of whoever gave commands; renewed with each that is through. */
export const patienceOfCommands = (): Patience => newPatience(PATIENCE_SECONDS);

/** Waits for what became of a command. */
export async function resultOf(
  api: Api,
  command: string,
  patience: Patience = patienceOfCommands(),
): Promise<CommandResult> {
  const result = await until(
    () => api.find<CommandResult>(`/commands/${command}`),
    patience,
    `The command ${command} was taken, but nothing became of it yet`,
  );
  patience.renew();
  return result;
}

/** Gives a command, and waits for what became of it. @throws CommandFailed where it was refused */
export async function giveCommand(
  api: Api,
  path: string,
  body: object,
  waitSeconds = PATIENCE_SECONDS,
): Promise<{ command: string; counts: Record<string, number> }> {
  const { command } = await api.send<{ command: string }>('POST', path, body);
  const { counts, problems } = await resultOf(api, command, newPatience(waitSeconds));
  if (problems.length > 0) throw new CommandFailed(problems);
  return { command, counts };
}
