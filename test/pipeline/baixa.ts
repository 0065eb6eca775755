import './compiled-once.ts';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

const MAIN = resolve(import.meta.dirname, '../../packages/cli/src/main.ts');

/** What a command printed, and its exit code. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

export interface Baixa {
  /** Runs one command to its end. */
  run(...args: string[]): Promise<Ran>;
  /** Runs one command with `--json` and reads what it printed. Throws when that is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every command
  json(...args: string[]): Promise<any>;
  /** Starts `baixa up` with its data in the folder; ready when it says so. `stop` presses Ctrl-C, gives the exit code. */
  up(): Promise<{ out: string; stop: () => Promise<number | null> }>;
}

/** The `baixa` command as a user has it, working in a folder: a process of its own for each command. */
export function baixaIn(cwd: string): Baixa {
  const env = { ...process.env, BAIXA_OUTPUTS: join(cwd, '.baixa', 'outputs.json') };
  const run = (...args: string[]) =>
    new Promise<Ran>((done) => {
      execFile(process.execPath, [MAIN, ...args], { cwd, env, maxBuffer: 2 ** 26 }, (error, out, err) =>
        done({ code: error === null ? 0 : Number(error.code ?? -1), out, err }),
      );
    });
  return {
    run,
    async json(...args) {
      const { out } = await run('--json', ...args);
      return JSON.parse(out);
    },
    async up() {
      const args = [MAIN, 'up', '--data', join(cwd, 'data')];
      const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
      const ended = once(child, 'exit').then(([code]) => code as number | null);
      let out = '';
      child.stderr.on('data', (text) => {
        out += text;
      });
      const ready = new Promise<void>((done) => {
        child.stdout.on('data', (text) => {
          out += text;
          if (/^log /m.test(out)) done();
        });
      });
      await Promise.race([
        ready,
        ended.then((code) => {
          throw new Error(`baixa up ended with ${code}: ${out}`);
        }),
      ]);
      return {
        out,
        stop: () => {
          child.kill('SIGINT');
          return ended;
        },
      };
    },
  };
}
