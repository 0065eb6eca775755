import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutation } from './list.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CODE = [
  'cdk.json',
  'docs',
  'events',
  'functions',
  'infra',
  'package-lock.json',
  'package.json',
  'packages',
  'test',
  'tsconfig.json',
];

/** The text of a file after a mutation. Throws where what it replaces is not there exactly once. */
export function mutated(root: string, { file, from, to }: Mutation): string {
  const text = readFileSync(join(root, file), 'utf8');
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times, not once: ${from}`);
  return parts.join(to);
}

/** Gives a copy of the code to `use`, and takes it away after. The packages in it see each other, not the originals. */
export async function inCopy<T>(use: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'baixa-mutation-'));
  try {
    for (const name of CODE) cpSync(join(ROOT, name), join(root, name), { recursive: true, filter: isCode });
    const modules = join(root, 'node_modules');
    mkdirSync(modules);
    for (const name of readdirSync(join(ROOT, 'node_modules')))
      if (name === '@baixa')
        cpSync(join(ROOT, 'node_modules', name), join(modules, name), {
          recursive: true,
          verbatimSymlinks: true,
        });
      else symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const isCode = (path: string) => !/node_modules|\/dist$/.test(path);

/** Writes a mutation into a copy, and gives what takes it out again. */
export function breakCode(root: string, mutation: Mutation): () => void {
  const path = join(root, mutation.file);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, mutated(root, mutation));
  return () => writeFileSync(path, before);
}
