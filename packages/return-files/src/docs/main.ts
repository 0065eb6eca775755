import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatPages, WRITTEN_PAGES } from './pages.ts';

/** `npm run docs`: writes `docs/formats` anew from the layouts. Pages that people write stay. */
const folder = join(import.meta.dirname, '../../../../docs/formats');
mkdirSync(folder, { recursive: true });
const there = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.md'),
);
for (const path of there) if (!WRITTEN_PAGES.includes(path)) rmSync(join(folder, path));
for (const [path, text] of formatPages()) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
console.log(`${formatPages().size} pages in docs/formats`);
