import type { Command } from 'commander';
import type { View } from './view.ts';

/** Shows what a command found; an error among its problems makes the exit code 1. */
export type Show = (work: Promise<View>) => Promise<void>;

/** Shows as text, or as JSON where the program is asked for that. */
export function showFor(program: Command): Show {
  return async (work) => {
    const { data, text, problems = [] } = await work;
    const { sentences } = await import('./view.ts');
    process.stdout.write(`${program.opts().json ? JSON.stringify(data, null, 2) : text}\n`);
    if (problems.length > 0) process.stderr.write(`${sentences(problems)}\n`);
    if (problems.some(({ severity }) => severity === 'error')) process.exitCode = 1;
  };
}
