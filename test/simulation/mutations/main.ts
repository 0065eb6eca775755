import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { breakCode, inCopy } from './in-copy.ts';
import { MUTATIONS } from './list.ts';

/**
 * `npm run mutations [-- --seeds N --only TEXT]`: breaks a copy of the code in each way of the list, runs the simulation
 * in it until a seed fails, and prints which. Exit code 1 when one was not caught.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '40' }, only: { type: 'string', default: '' } },
});

/** Runs the simulation in a copy: the run that failed first and what it found, or undefined where all ran clean. */
async function firstFailure(root: string, kind?: string): Promise<string | undefined> {
  const args = [
    join(root, 'test/simulation/main.ts'),
    '--seeds',
    values.seeds,
    '--first',
    ...(kind === undefined ? [] : ['--kind', kind]),
  ];
  const output = await new Promise<string>((done) =>
    execFile(process.execPath, args, { cwd: root, maxBuffer: 2 ** 26 }, (_, stdout, stderr) =>
      done(stdout + stderr),
    ),
  );
  const lines = output.split('\n');
  const at = lines.findIndex((line) => / failed \(/.test(line));
  if (at !== -1) return `${lines[at]?.replace(/ failed.*/, '')}: ${lines[at + 1]?.trim().slice(0, 110)}`;
  // A copy that does not run would look like a fault that was caught.
  if (!/: 0 failed/.test(output) || /ended badly/.test(output))
    throw new Error(`The copy did not run: ${output}`);
  return undefined;
}

const chosen = MUTATIONS.filter(({ what }) => what.includes(values.only));
const caught = await inCopy(async (root) => {
  let count = 0;
  for (const mutation of chosen) {
    const mend = breakCode(root, mutation);
    const failure = await firstFailure(root, mutation.kind);
    mend();
    if (failure !== undefined) count++;
    process.stdout.write(`${failure === undefined ? 'MISSED' : 'caught'}  ${mutation.what}\n`);
    if (failure !== undefined) process.stdout.write(`        ${failure}\n`);
  }
  return count;
});
process.stdout.write(`${caught} of ${chosen.length} caught\n`);
process.exitCode = caught === chosen.length ? 0 : 1;
