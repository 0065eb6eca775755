import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LAYOUTS } from '../layouts.ts';
import { formatPages, WRITTEN_PAGES } from './pages.ts';

const FOLDER = join(import.meta.dirname, '../../../../docs/formats');
const there = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => path.replaceAll('\\', '/'));
const pages = formatPages();

test('the pages in the repository are those that the layouts give: npm run docs writes them', () => {
  expect(there.toSorted()).toEqual([...pages.keys(), ...WRITTEN_PAGES].toSorted());
  for (const [path, text] of pages) expect(readFileSync(join(FOLDER, path), 'utf8'), path).toBe(text);
});

test('every column of every layout stands in a page of its format', () => {
  for (const { format, bank, records } of LAYOUTS) {
    const own = pages.get(`${format}/${bank}.md`) ?? '';
    const text = own + pages.get(`${format}.md`);
    for (const { name, columns } of Object.values(records))
      for (const column of columns.filter(({ kind }) => kind !== 'filler'))
        expect(text.includes(`| \`${column.name}\` |`), `${name}: ${column.name}`).toBe(true);
  }
});

test('every link leads to a page', () => {
  for (const path of there) {
    const text = readFileSync(join(FOLDER, path), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g))
      expect(there, `${path} links ${target}`).toContain(join(path, '..', target));
  }
});

test('no line of a table has another number of cells than its head', () => {
  for (const [path, text] of pages) {
    let cells = 0;
    for (const line of text.split('\n')) {
      const found = line.startsWith('|') ? line.replaceAll('\\|', '').split('|').length : 0;
      if (cells > 0 && found > 0) expect(found, `${path}: ${line}`).toBe(cells);
      cells = found;
    }
  }
});
