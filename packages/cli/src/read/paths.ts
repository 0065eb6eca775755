import { type Dirent, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** How standard input is named among files. */
export const STDIN = '-';

/** A file to read: without a path it is standard input. */
export interface NamedFile {
  name: string;
  path?: string;
}

/** Those of the paths where nothing is. */
export function missing(paths: string[]): string[] {
  return paths.filter((path) => path !== STDIN && statSync(path, { throwIfNoEntry: false }) === undefined);
}

/** The file at a path; of a folder all files, folders within too, in the order of their names. Hidden ones are left out. */
export async function* filesOf(path: string): AsyncGenerator<NamedFile> {
  if (path === STDIN) yield { name: 'stdin' };
  else if (statSync(path).isDirectory()) yield* inFolder(path);
  else yield { name: path, path };
}

async function* inFolder(folder: string): AsyncGenerator<NamedFile> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) {
    // Reading it as a file tells why it cannot be read.
    yield { name: folder, path: folder };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* inFolder(path);
    else if (isFile(entry, path)) yield { name: path, path };
  }
}

/** A link to a file is a file; one to a folder may lead back to where we are, and is left out. */
function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
