import '../pipeline/compiled-once.ts';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Entry, Problem } from '@baixa/core';
import type { FileFacts, Totals } from '../../packages/cli/src/read/reading.ts';

export const MAIN = resolve(import.meta.dirname, '../../packages/cli/src/main.ts');

/** What a command printed, and its exit code. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** The object that `--json` prints for a file. */
export interface Told {
  file: FileFacts;
  totals: Totals;
  problems: Problem[];
  entries: Entry[];
}

/** Runs `baixa` as a process of its own, with something piped in. It finds no deployment and needs none. */
export async function baixa(cwd: string, args: string[], input: Uint8Array | string = ''): Promise<Ran> {
  const env = { ...process.env, BAIXA_OUTPUTS: '/nowhere/outputs.json', NO_COLOR: '1' };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, err };
}

/** Reads what `--json` printed: a line a file. */
export function told({ out }: Ran): Told[] {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
}
