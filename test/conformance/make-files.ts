import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { made } from './made.ts';

/** Writes the files of the bank simulator, and what each amounts to, into `files/`: `npm run conformance:files`. */

const folder = join(import.meta.dirname, 'files');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of made()) writeFileSync(join(folder, name), bytes);
console.log(`${made().size} files in ${folder}`);
