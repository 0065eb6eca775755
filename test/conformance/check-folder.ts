import { relative, resolve } from 'node:path';
import { filesOf } from '../../packages/cli/src/read/paths.ts';
import { sourcesOf } from '../../packages/cli/src/read/sources.ts';
import { differences } from './compare.ts';
import type { ExpectedFiles } from './expected.ts';
import { type Observed, observe } from './observe.ts';

/** A file with what was found in it and how that differs. A file that is expected and not there has nothing found. */
export interface Checked {
  name: string;
  found?: Observed;
  differences: string[];
}

/**
 * Reads every file under a folder and compares it. Of files of which nothing is expected, it is expected that they
 * have no error.
 *
 * @param except a file that is not read: the one with the expectations
 */
export async function checkFolder(
  folder: string,
  expected: ExpectedFiles,
  except?: string,
): Promise<Checked[]> {
  const checked: Checked[] = [];
  const missing = new Set(Object.keys(expected));
  for await (const { path = '' } of filesOf(folder)) {
    if (except !== undefined && resolve(path) === resolve(except)) continue;
    for await (const source of sourcesOf([path])) {
      const name = relative(folder, source.name);
      missing.delete(name);
      const expectation = expected[name] ?? {};
      const found = await observe(source, Object.keys(expectation.at ?? {}));
      checked.push({ name, found, differences: differences(expectation, found) });
    }
  }
  for (const name of missing) checked.push({ name, differences: ['it is expected, and not there'] });
  return checked;
}
