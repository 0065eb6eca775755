import { statSync } from 'node:fs';
import { problem } from '@baixa/core';
import { CommandFailed } from './failure.ts';

/** Makes sure that every file is there before anything is done with the first. @throws CommandFailed */
export function mustBeFiles(files: string[]): void {
  const problems = files.flatMap((file) => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isFile()) return [];
    const sentence = found === undefined ? 'There is no such file.' : 'This is a folder, not a file.';
    return problem('cli.no-file', { file }, sentence, 'Nothing was done.');
  });
  if (problems.length > 0) throw new CommandFailed(problems);
}
