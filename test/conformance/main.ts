import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatBrl } from '@baixa/core';
import { columns } from '../../packages/cli/src/read/columns.ts';
import { type Checked, checkFolder } from './check-folder.ts';
import { readExpected } from './expected.ts';

/**
 * Reads every file under a folder and holds it against what is expected of it:
 * `npm run conformance -- DIR [--expected FILE]`, where FILE is `expected.json` of the folder unless given. Exits with
 * 1 when anything differs, or when a file has an error that is not expected.
 */

const HEAD = ['', 'file', 'format', 'entries', 'face', 'paid', 'money in', 'tariff', 'problems'];
const RIGHT = [3, 4, 5, 6, 7];

function rowOf({ name, found, differences }: Checked): string[] {
  const mark = differences.length === 0 ? '✓' : '✗';
  if (found === undefined) return [mark, name, ...HEAD.slice(2).map(() => '')];
  const { file, totals, problems } = found;
  const { faceCents, paidCents, moneyInCents, feeCents } = totals;
  return [
    mark,
    name,
    file.format,
    String(totals.entries),
    ...[faceCents, paidCents, moneyInCents, feeCents].map(formatBrl),
    Object.entries(problems)
      .map(([code, { count }]) => (count === 1 ? code : `${count} × ${code}`))
      .join(', '),
  ];
}

function print(checked: Checked[]): void {
  const [head, ...rows] = columns([HEAD, ...checked.map(rowOf)], RIGHT);
  console.log(head);
  rows.forEach((row, at) => {
    console.log(row);
    for (const difference of checked[at]?.differences ?? []) console.log(`     ${difference}`);
  });
  const wrong = checked.filter(({ differences }) => differences.length > 0).length;
  console.log(`\n${checked.length} files, ${wrong === 0 ? 'all as expected' : `${wrong} not as expected`}`);
}

function misuse(sentence: string): never {
  console.error(`error: ${sentence}\nusage: npm run conformance -- DIR [--expected FILE]`);
  process.exit(2);
}

/** The folder and the file of expectations that a person named. */
function given(): { folder: string; expectedFile: string } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { expected: { type: 'string' } },
    });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) return misuse('name one folder');
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      return misuse(`there is no folder ${folder}`);
    const { expected } = values;
    if (expected !== undefined && !statSync(expected, { throwIfNoEntry: false })?.isFile())
      return misuse(`there is no file ${expected}`);
    return { folder, expectedFile: expected ?? join(folder, 'expected.json') };
  } catch (error) {
    return misuse((error as Error).message);
  }
}

const { folder, expectedFile } = given();
const checked = await checkFolder(folder, readExpected(expectedFile), expectedFile);
print(checked);
if (checked.length === 0) console.error('error: the folder holds no file');
if (checked.length === 0 || checked.some(({ differences }) => differences.length > 0)) process.exitCode = 1;
